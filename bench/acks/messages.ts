// What the bench of prices and its process of tills tell one another.
import type { Device } from '../replay/shop.ts'

export type ToTills = {
  readonly kind: 'open'
  readonly hubUrl: string
  readonly devices: readonly Device[]
  /** Of the manager who waits for the tills. */
  readonly token: string
  /** Where stock Socket.IO listens. */
  readonly peerUrl: string
}

export type FromTills =
  | { readonly kind: 'ready' }
  | { readonly kind: 'opened' }
  /** The manager has seen that all tills hold a version; microseconds of the machine's steady clock. */
  | { readonly kind: 'held'; readonly number: number; readonly atUs: number }
