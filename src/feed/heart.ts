// The beat of the feed: heads to everybody, and an end to those who have gone silent. The beats of many
// connections are spread over the interval, so that no moment is busier than another.
import { monotonicMs } from '#kernel/clock.ts'
import type { Hub } from './hub.ts'
import type { FeedParts } from './parts.ts'
import type { Session } from './session.ts'

const SLOTS = 10

export class Heart {
  readonly #parts: FeedParts
  readonly #hub: Hub
  readonly #everyMs: number
  readonly #slots = new WeakMap<Session, number>()
  readonly #timer: NodeJS.Timeout
  #nextSlot = 0
  #turn = 0
  #lastMs = monotonicMs()

  constructor(parts: FeedParts, hub: Hub) {
    this.#parts = parts
    this.#hub = hub
    this.#everyMs = Math.max(10, Math.floor(parts.kernel.config.limits.heartbeatMs / SLOTS))
    this.#timer = setInterval(() => this.#beat(), this.#everyMs)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #beat(): void {
    const { sessions, snapshots, kernel } = this.#parts
    const atMs = monotonicMs()
    // After a stall of our own, what clients said meanwhile has not been read yet: judge next time.
    const stalled = atMs - this.#lastMs > this.#everyMs * SLOTS
    this.#lastMs = atMs
    this.#turn = (this.#turn + 1) % SLOTS
    if (this.#turn === 0) {
      this.#hub.tellSkips()
      snapshots.forgetOld()
    }
    const at = kernel.at()
    for (const session of sessions) {
      if (!stalled) session.sweep(atMs)
      if (this.#slotOf(session) === this.#turn && session.recheck()) session.beat(at)
    }
  }

  #slotOf(session: Session): number {
    let slot = this.#slots.get(session)
    if (slot === undefined) {
      slot = this.#nextSlot
      this.#nextSlot = (slot + 1) % SLOTS
      this.#slots.set(session, slot)
    }
    return slot
  }
}
