// A hub that has not heard from the log for too long cannot know who was revoked: it sends everybody
// away, to come back here or to another hub. It judges only what it had the time to find out.
import { monotonicMs } from '#kernel/clock.ts'
import type { FeedParts } from './parts.ts'

const EVERY_MS = 100
/** Later than this the event loop itself was late, and so is the answer it waits for. */
const LATE_MS = 500
const SPREAD_MS = 3_000

export class Lookout {
  readonly #parts: Pick<FeedParts, 'kernel' | 'sessions'>
  readonly #timer: NodeJS.Timeout
  #lastMs = monotonicMs()
  #wasBlind = false

  constructor(parts: Pick<FeedParts, 'kernel' | 'sessions'>) {
    this.#parts = parts
    this.#timer = setInterval(() => this.#look(), EVERY_MS)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #look(): void {
    const { kernel, sessions } = this.#parts
    const atMs = monotonicMs()
    const stalled = atMs - this.#lastMs > LATE_MS
    this.#lastMs = atMs
    if (stalled) return
    const { isBlind } = kernel
    if (isBlind && !this.#wasBlind) {
      const about = { behindMs: Math.round(kernel.tail.behindMs), connections: sessions.size }
      kernel.log.error(about, 'the log is out of reach: every connection is closed')
    }
    this.#wasBlind = isBlind
    if (!isBlind) return
    for (const session of sessions) {
      if (session.at !== 'greeting') session.leaveBlind(Math.ceil(Math.random() * SPREAD_MS))
    }
  }
}
