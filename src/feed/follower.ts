// The place of one connection in one stream. While it is a member of its outlet it stands where the
// outlet stands; while it is behind, `sentTo` says where.
import type { Channel, Outlet } from './channel.ts'
import type { Ready } from './ready.ts'
import type { FeedSocket } from './socket.ts'

/** Whoever follows: it has a socket, and is told when a follower of it was left behind. */
export type Follows = {
  readonly socket: FeedSocket
  readonly leftBehind: (follower: Follower) => void
}

export class Follower {
  readonly owner: Follows
  readonly channel: Channel
  readonly outlet: Outlet
  sentTo: number

  constructor(owner: Follows, channel: Channel, outlet: Outlet, sentTo: number) {
    this.owner = owner
    this.channel = channel
    this.outlet = outlet
    this.sentTo = sentTo
  }

  get isLive(): boolean {
    return this.outlet.members.has(this)
  }

  /** Takes it out of the live ones, at the number it was sent last. */
  leave(sentTo: number): void {
    this.outlet.members.delete(this)
    this.sentTo = sentTo
  }
}

/** A follower and frames for it, with the number before them. */
export type Delivery = {
  readonly follower: Follower
  readonly ready: Ready
  readonly before: number
}
