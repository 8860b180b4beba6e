// Empties a queue one step at a time, however often it is asked to, and slows down while steps
// fail. What a step does, and what may never be dropped, is the business of the queue.
import { type Pace, backoffMs } from './backoff.ts'

export class Drain {
  readonly #step: () => Promise<boolean>
  readonly #pace: Pace
  readonly #random: () => number
  #running = false
  #asked = false
  #closed = false
  #failures = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #idle: Promise<void> = Promise.resolve()

  /** `step` answers whether there may be more to do; if it throws, it is tried again later. */
  constructor(step: () => Promise<boolean>, pace: Pace, random: () => number) {
    this.#step = step
    this.#pace = pace
    this.#random = random
  }

  /** Starts, or has the present run look once more before it ends. */
  kick(): void {
    this.#asked = true
    if (this.#running || this.#closed) return
    clearTimeout(this.#timer)
    this.#running = true
    this.#idle = this.#run()
  }

  /** Ends after the present step. */
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#idle
  }

  async #run(): Promise<void> {
    try {
      while (this.#asked && !this.#closed) {
        this.#asked = false
        while (!this.#closed && (await this.#step())) this.#failures = 0
      }
      this.#failures = 0
    } catch {
      // The step has told whom it concerns; here it only means: later.
      const waitMs = backoffMs(this.#failures, this.#pace, this.#random)
      this.#failures += 1
      if (!this.#closed) this.#timer = setTimeout(() => this.kick(), waitMs)
    } finally {
      this.#running = false
    }
  }
}
