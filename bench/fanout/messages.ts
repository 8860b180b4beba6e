// What the processes of the fan-out bench tell each other.

/** Who sends: the feed over each transport, and the peers as their manuals say. */
export type Sender =
  | 'feed-socketio'
  | 'feed-websocket'
  | 'stock-socketio'
  /** ws, one frame for all deltas of a turn. */
  | 'ws-array'
  /** Ready bytes written to sockets that were upgraded by hand: what no server can do without. */
  | 'net-loop'

export const STORE_ID = '01900000-0000-7000-8000-000000000001'

export type ToServer =
  /** Sends `each` deltas in one turn, and again when all clients have them, `turns` times. */
  | { readonly kind: 'send'; readonly turns: number; readonly each: number }
  /** The same, one turn every `everyMs`, whoever has them. */
  | {
      readonly kind: 'pace'
      readonly turns: number
      readonly each: number
      readonly everyMs: number
    }
  /** Every client has what was sent. */
  | { readonly kind: 'delivered' }
export type FromServer =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'sent'; readonly framesEach: number; readonly each: number }
  /** Processor time of this process, user and system, and wall time, for all turns together. */
  | {
      readonly kind: 'measured'
      readonly cpuUs: number
      readonly wallMs: number
      readonly rssBytes: number
    }

export type ToClients =
  | {
      readonly kind: 'connect'
      readonly sender: Sender
      readonly port: number
      readonly count: number
    }
  | {
      readonly kind: 'expect'
      readonly sender: Sender
      readonly framesEach: number
      readonly each: number
    }
  /** The last client that came stops reading. */
  | { readonly kind: 'stall'; readonly sender: Sender }
  /** Delays of all that read are noted from now on; asked again, they are given. */
  | { readonly kind: 'delays'; readonly sender: Sender }
export type FromClients =
  | { readonly kind: 'connected'; readonly sender: Sender }
  | { readonly kind: 'delivered'; readonly sender: Sender }
  | { readonly kind: 'delays'; readonly sender: Sender; readonly delaysUs: readonly number[] }
