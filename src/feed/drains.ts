// Waits until a socket has taken what it was given. It is looked at when the network says so, and by one
// timer for all who wait in case it never does; a socket that takes nothing at all for half a minute is
// given up.
import { monotonicMs } from '#kernel/clock.ts'
import type { FeedSocket } from './socket.ts'

type Drained = 'drained' | 'gone' | 'stuck'

type Waiting = {
  readonly socket: FeedSocket
  readonly belowBytes: number
  readonly resolve: (how: Drained) => void
  readonly forget: () => void
  leastBytes: number
  progressAtMs: number
}

const LOOK_EVERY_MS = 20
const STUCK_AFTER_MS = 30_000

export class Drains {
  readonly #waiting = new Set<Waiting>()
  readonly #stuckAfterMs: number
  #timer: NodeJS.Timeout | undefined

  constructor(stuckAfterMs = STUCK_AFTER_MS) {
    this.#stuckAfterMs = stuckAfterMs
  }

  /** Resolves when less than `belowBytes` are unsent, or when there is no hope of it. */
  wait(socket: FeedSocket, belowBytes: number): Promise<Drained> {
    return new Promise((resolve) => {
      const leastBytes = socket.bufferedBytes
      // A snapshot is a hundred waits: a timer alone would make seconds of them.
      const forget = socket.onDrained(() => this.#lookAt(waiting, monotonicMs()))
      const progressAtMs = monotonicMs()
      const waiting: Waiting = { socket, belowBytes, resolve, forget, leastBytes, progressAtMs }
      this.#waiting.add(waiting)
      this.#timer ??= setInterval(() => this.#look(), LOOK_EVERY_MS)
    })
  }

  #look(): void {
    const atMs = monotonicMs()
    for (const waiting of this.#waiting) this.#lookAt(waiting, atMs)
    if (this.#waiting.size) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  #lookAt(waiting: Waiting, atMs: number): void {
    const how = this.#judge(waiting, atMs)
    if (!how) return
    waiting.forget()
    this.#waiting.delete(waiting)
    waiting.resolve(how)
  }

  #judge(waiting: Waiting, atMs: number): Drained | undefined {
    const { socket, belowBytes } = waiting
    if (!socket.isOpen) return 'gone'
    const bytes = socket.bufferedBytes
    if (bytes < belowBytes) return 'drained'
    if (bytes < waiting.leastBytes) {
      waiting.leastBytes = bytes
      waiting.progressAtMs = atMs
    }
    return atMs - waiting.progressAtMs > this.#stuckAfterMs ? 'stuck' : undefined
  }
}
