// Waits until a socket has taken what it was given. One timer serves all who wait; a socket that takes
// nothing at all for half a minute is given up.
import { monotonicMs } from '#kernel/clock.ts'
import type { FeedSocket } from './socket.ts'

type Drained = 'drained' | 'gone' | 'stuck'

type Waiting = {
  readonly socket: FeedSocket
  readonly belowBytes: number
  readonly resolve: (how: Drained) => void
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
      this.#waiting.add({ socket, belowBytes, resolve, leastBytes, progressAtMs: monotonicMs() })
      this.#timer ??= setInterval(() => this.#look(), LOOK_EVERY_MS)
    })
  }

  #look(): void {
    const atMs = monotonicMs()
    for (const waiting of this.#waiting) {
      const how = this.#judge(waiting, atMs)
      if (!how) continue
      this.#waiting.delete(waiting)
      waiting.resolve(how)
    }
    if (this.#waiting.size) return
    clearInterval(this.#timer)
    this.#timer = undefined
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
