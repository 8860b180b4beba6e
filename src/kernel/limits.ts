// How often something may be asked: token buckets in the memory of this process. It counts and answers
// how long to wait; whoever asked decides what that means.
import { monotonicMs } from './clock.ts'
import type { Scope } from './scope.ts'

/** A bucket that fills with `perSecond` tokens a second up to `capacity`, which it starts with. */
export class Bucket {
  readonly #perSecond: number
  readonly #capacity: number
  #tokens: number
  #atMs = monotonicMs()

  constructor(perSecond: number, capacity = perSecond) {
    this.#perSecond = perSecond
    this.#capacity = capacity
    this.#tokens = capacity
  }

  /** Takes a token and gives 0, or gives the milliseconds until there is one. */
  take(): number {
    this.#fill()
    if (this.#tokens >= 1) {
      this.#tokens -= 1
      return 0
    }
    return Math.ceil(((1 - this.#tokens) / this.#perSecond) * 1000)
  }

  /** Whether it has been left alone long enough to be forgotten. */
  get isFull(): boolean {
    this.#fill()
    return this.#tokens >= this.#capacity
  }

  #fill(): void {
    const atMs = monotonicMs()
    const gained = ((atMs - this.#atMs) / 1000) * this.#perSecond
    this.#tokens = Math.min(this.#capacity, this.#tokens + gained)
    this.#atMs = atMs
  }
}

const MOST_IDLE_BUCKETS = 10_000

/** The calls of each terminal, or of each person without one, over HTTP and both sockets together. */
export class CallLimits {
  readonly #perSecond: number
  readonly #buckets = new Map<string, Bucket>()

  /** `perSecond` is also how many may come at once. */
  constructor(perSecond: number) {
    this.#perSecond = perSecond
  }

  /** Counts a call: 0 if it may go ahead, else the milliseconds to wait. */
  take(scope: Scope): number {
    const key = scope.terminalId ?? scope.personId ?? scope.address
    let bucket = this.#buckets.get(key)
    if (!bucket) {
      if (this.#buckets.size >= MOST_IDLE_BUCKETS) this.#forgetIdle()
      this.#buckets.set(key, (bucket = new Bucket(this.#perSecond)))
    }
    return bucket.take()
  }

  #forgetIdle(): void {
    for (const [key, bucket] of this.#buckets) if (bucket.isFull) this.#buckets.delete(key)
  }
}
