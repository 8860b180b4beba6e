// What a face knows about its link to the hub. The network part makes it, the status bar shows it; nobody guesses it.

export type LinkState =
  /** `delayMs` null: not measured yet. */
  | { kind: 'live'; delayMs: number | null; terminals?: { online: number; all: number } }
  | { kind: 'catching-up'; done: number; all: number }
  | { kind: 'offline'; waiting: number; oldestAtMs: number | null }
  | { kind: 'refused'; why: 'revoked' | 'signed-out'; atMs: number }

/** A sale that is kept on this device and has not been answered by the hub. */
export type WaitingSale = {
  id: string
  amountMinor: number
  currency: string
  atMs: number
  /** Left out where nobody counts them. */
  attempts?: number
}
