// What a session needs of a connection, whatever the transport: whether it is open and how much is
// unsent, two ways to send, and a way to end it. Nothing here reads.
import type { Ready } from './ready.ts'

export type FeedSocket = {
  readonly isOpen: boolean
  /** Bytes handed over that the network has not taken yet. */
  readonly bufferedBytes: number
  /** Calls when the network has taken what it was given, until the returned function is called. */
  onDrained(act: () => void): () => void
  /** Sends one frame that is for this connection alone. */
  send(text: string): void
  /** Sends frames that were made ready for many, in one write. */
  sendReady(frames: Ready): void
  /** Sends what is unsent if the other side still takes it, then closes with the code. */
  close(code: number, reason: string): void
}
