// What one connection follows: how each stream is continued, the replay, and the step into the live
// feed. A follower that was left behind is replayed again; there is one way to catch up, however one
// fell behind.
import type { Audience } from '#shared/contract.ts'
import type { Cursor } from '#shared/frames.ts'
import type { StreamName } from '#shared/streams.ts'
import { now } from '#kernel/clock.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Channel } from './channel.ts'
import type { Drains } from './drains.ts'
import { Follower, type Follows } from './follower.ts'
import type { Hub } from './hub.ts'
import type { Snapshots } from './snapshots.ts'
import type { FeedSocket } from './socket.ts'

const DAY_MS = 86_400_000

export type FollowingParts = {
  readonly kernel: Pick<Kernel, 'config' | 'database' | 'tail'>
  readonly hub: Hub
  readonly snapshots: Snapshots
  readonly drains: Drains
}

/** How it ended or changed, told to the session. */
type FollowingEvents = {
  readonly changed: () => void
  readonly slow: () => void
  readonly failed: (error: unknown) => void
}

/** A stream as the welcome names it. */
export type Opening = {
  readonly stream: StreamName
  readonly epoch: string
  readonly head: number
  readonly mode: 'resume' | 'reset'
}

export class Following implements Follows {
  readonly socket: FeedSocket
  readonly audience: Audience
  readonly followers: Follower[] = []
  readonly #parts: FollowingParts
  readonly #events: FollowingEvents
  #resets = new Set<Follower>()
  #stopped = false

  constructor(
    socket: FeedSocket,
    audience: Audience,
    parts: FollowingParts,
    events: FollowingEvents,
  ) {
    this.socket = socket
    this.audience = audience
    this.#parts = parts
    this.#events = events
  }

  get isLive(): boolean {
    return this.followers.every(({ isLive }) => isLive)
  }

  /** Decides how each stream is continued. Undefined if one of them does not exist. */
  async plan(cursors: readonly Cursor[]): Promise<Opening[] | undefined> {
    const { hub, kernel } = this.#parts
    // A terminal that comes from a faster hub may be ahead of this one for a moment.
    // The second look begins after the first, which may have begun before the question came up.
    for (let look = 0; look < 2 && cursors.some((each) => this.#isAhead(each)); look += 1) {
      await kernel.tail.look()
    }
    const openings: Opening[] = []
    for (const cursor of cursors) {
      const stream = cursor.stream as StreamName
      const channel = hub.channel(stream)
      if (!channel) return undefined
      const resumes = await this.#canResume(channel, cursor)
      const sentTo = resumes ? (cursor.seq ?? 0) : 0
      const follower = new Follower(this, channel, channel.outlet(this.audience), sentTo)
      this.followers.push(follower)
      if (!resumes) this.#resets.add(follower)
      const mode = resumes ? 'resume' : 'reset'
      openings.push({ stream, epoch: channel.epoch, head: channel.head, mode })
    }
    return openings
  }

  /** Replays every stream and lets each go live when it is there. */
  async start(): Promise<void> {
    for (const follower of this.followers) await this.#guard(() => this.#begin(follower))
    if (!this.#stopped) this.#events.changed()
  }

  leftBehind(follower: Follower): void {
    this.#events.changed()
    void this.#guard(() => this.#catchUp(follower)).then(() => this.#events.changed())
  }

  stop(): void {
    this.#stopped = true
    for (const follower of this.followers) follower.outlet.members.delete(follower)
  }

  #isAhead({ stream, epoch, seq }: Cursor): boolean {
    const channel = this.#parts.hub.channel(stream as StreamName)
    return channel !== undefined && channel.epoch === epoch && (seq ?? 0) > channel.head
  }

  async #canResume(channel: Channel, { epoch, seq }: Cursor): Promise<boolean> {
    const { config, database } = this.#parts.kernel
    const { resumeEvents, resumeDays } = config.limits
    if (seq === undefined || epoch !== channel.epoch || seq > channel.head) return false
    if (channel.head - seq > resumeEvents) return false
    if (seq === channel.head || channel.ring.after(seq, 1)) return true
    const [next] = await database.sql<{ at: string }>(
      `select at from event where store_id = $1 and seq = $2`,
      [channel.storeId, seq + 1],
    )
    return next !== undefined && now().getTime() - Date.parse(next.at) <= resumeDays * DAY_MS
  }

  async #begin(follower: Follower): Promise<void> {
    if (this.#resets.delete(follower)) {
      const { seq, parts } = await this.#parts.snapshots.of(follower.channel, this.audience)
      for (const part of parts) {
        if (!(await this.#hasRoom())) return
        this.socket.sendReady(part)
      }
      follower.sentTo = seq
    }
    await this.#catchUp(follower)
  }

  async #catchUp(follower: Follower): Promise<void> {
    const { channel } = follower
    while (await this.#hasRoom()) {
      if (follower.sentTo >= channel.head) return this.#parts.hub.join(follower)
      const pieces =
        channel.recent(this.audience, follower.sentTo) ??
        (await channel.page(this.audience, follower.sentTo))
      for (const { ready, to } of pieces) {
        if (!(await this.#hasRoom())) return
        this.socket.sendReady(ready)
        follower.sentTo = to
      }
    }
  }

  /** Waits while too much is unsent; false if there is nothing more to do for this connection. */
  async #hasRoom(): Promise<boolean> {
    const most = this.#parts.kernel.config.limits.backpressureBytes / 2
    if (!this.#stopped && this.socket.isOpen && this.socket.bufferedBytes >= most) {
      const how = await this.#parts.drains.wait(this.socket, most / 2)
      if (how === 'stuck' && !this.#stopped) this.#events.slow()
    }
    return !this.#stopped && this.socket.isOpen
  }

  async #guard(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!this.#stopped) this.#events.failed(error)
    }
  }
}
