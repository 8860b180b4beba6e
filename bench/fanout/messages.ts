// What the processes of the fan-out bench tell each other.

/** Who sends: the feed over each transport, and the peers as their manuals say. */
export const senders = ['feed-socketio', 'feed-websocket', 'stock-socketio', 'ws-array'] as const
export type Sender = (typeof senders)[number]

export const STORE_ID = '01900000-0000-7000-8000-000000000001'

export type ToServer =
  | { readonly kind: 'burst'; readonly bursts: number }
  /** Every client has the burst. */
  | { readonly kind: 'delivered' }
export type FromServer =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'sent'; readonly framesEach: number }
  /** Processor time of this process, user and system, and wall time, for all bursts together. */
  | { readonly kind: 'measured'; readonly cpuUs: number; readonly wallMs: number }

export type ToClients =
  | {
      readonly kind: 'connect'
      readonly sender: Sender
      readonly port: number
      readonly count: number
    }
  | { readonly kind: 'expect'; readonly sender: Sender; readonly framesEach: number }
export type FromClients =
  | { readonly kind: 'connected'; readonly sender: Sender }
  | { readonly kind: 'delivered'; readonly sender: Sender }
