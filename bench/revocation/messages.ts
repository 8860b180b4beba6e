// What the bench of revocations and its process of sockets tell one another.

/** A connection to hold; what it shows is a person's access token or a device's id and token. */
export type Held = {
  readonly key: number
  readonly url: string
  readonly token?: string
  readonly terminal?: { readonly id: string; readonly token: string }
}

export type ToSockets = { readonly kind: 'hold'; readonly sockets: readonly Held[] }

export type FromSockets =
  | { readonly kind: 'ready' }
  /** Every one of those asked for is live. */
  | { readonly kind: 'held' }
  /** When a connection was closed, in microseconds of the machine's steady clock. */
  | {
      readonly kind: 'closed'
      readonly key: number
      readonly code: number
      readonly atUs: number
    }
