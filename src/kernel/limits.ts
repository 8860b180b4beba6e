// How often something may be asked: buckets in the memory of this process, filled by time or by slices of
// what several hubs share. It counts and answers how long to wait; whoever asked decides what that means.
import type { RateLimiterRedis } from 'rate-limiter-flexible'
import { monotonicMs } from './clock.ts'
import type { Scope } from './scope.ts'
import type { SharedCounts } from './shared-counts.ts'

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

  #fill(): void {
    const atMs = monotonicMs()
    const gained = ((atMs - this.#atMs) / 1000) * this.#perSecond
    this.#tokens = Math.min(this.#capacity, this.#tokens + gained)
    this.#atMs = atMs
  }
}

const MOST_CALLERS = 10_000
const IDLE_MS = 5_000
/** A slice is this part of what a caller may ask in a second. */
const SLICES = 4

/** What a hub holds for one caller. */
type Caller = {
  /** This hub's share, for as long as Redis does not answer. */
  readonly own: Bucket
  /** Calls of a slice that are left. */
  held: number
  /** Before this nothing more is to be had, milliseconds of the monotonic clock. */
  emptyUntilMs: number
  leasing: Promise<number | undefined> | undefined
  takenAtMs: number
}

/** How many hubs there are, and where they share what a caller may ask. */
type Between = { readonly hubs: number; readonly shared: SharedCounts }

/**
 * The calls of each terminal, or of each person without one, over HTTP and both sockets together. One
 * hub counts by itself. Several lease slices of a caller's second from Redis, the next before the last
 * is used up, so that hardly a call waits for one; while Redis does not answer each keeps to its share.
 */
export class CallLimits {
  readonly #perSecond: number
  readonly #between: Between | undefined
  readonly #count: RateLimiterRedis | undefined
  readonly #slice: number
  readonly #callers = new Map<string, Caller>()

  /** `perSecond` is also how many may come at once. */
  constructor(perSecond: number, between?: Between) {
    this.#perSecond = perSecond
    this.#slice = Math.max(1, Math.floor(perSecond / SLICES))
    this.#between = between && between.hubs > 1 ? between : undefined
    const allowance = { keyPrefix: 'mizan-calls', points: perSecond, duration: 1 }
    this.#count = this.#between?.shared.of(allowance)
  }

  /** Counts a call: 0 if it may go ahead, else the milliseconds to wait. */
  take(scope: Scope): number | Promise<number> {
    const key = scope.terminalId ?? scope.personId ?? scope.address
    const caller = this.#callerOf(key)
    caller.takenAtMs = monotonicMs()
    if (!this.#count) return caller.own.take()
    if (caller.held > 0) {
      caller.held -= 1
      if (caller.held <= this.#slice / 2 && caller.takenAtMs >= caller.emptyUntilMs) {
        void this.#lease(key, caller)
      }
      return 0
    }
    if (caller.takenAtMs < caller.emptyUntilMs) {
      return Math.ceil(caller.emptyUntilMs - caller.takenAtMs)
    }
    return this.#leased(key, caller)
  }

  async #leased(key: string, caller: Caller): Promise<number> {
    // Of many that wait for the same slice some find it used up and wait for the next.
    for (;;) {
      const waitMs = await this.#lease(key, caller)
      if (waitMs === undefined) return caller.own.take()
      if (caller.held > 0) {
        caller.held -= 1
        return 0
      }
      if (waitMs > 0) return waitMs
    }
  }

  #lease(key: string, caller: Caller): Promise<number | undefined> {
    caller.leasing ??= this.#ask(key, caller).finally(() => (caller.leasing = undefined))
    return caller.leasing
  }

  async #ask(key: string, caller: Caller): Promise<number | undefined> {
    if (!this.#count) return undefined
    const waitMs = await this.#between?.shared.take(this.#count, key, this.#slice)
    if (waitMs === 0) caller.held += this.#slice
    if (waitMs) caller.emptyUntilMs = monotonicMs() + waitMs
    return waitMs
  }

  #callerOf(key: string): Caller {
    let caller = this.#callers.get(key)
    if (!caller) {
      if (this.#callers.size >= MOST_CALLERS) this.#forgetIdle()
      const share = Math.max(1, this.#perSecond / (this.#between?.hubs ?? 1))
      const nothing = { held: 0, emptyUntilMs: 0, leasing: undefined, takenAtMs: 0 }
      this.#callers.set(key, (caller = { own: new Bucket(share), ...nothing }))
    }
    return caller
  }

  #forgetIdle(): void {
    const before = monotonicMs() - IDLE_MS
    for (const [key, { takenAtMs }] of this.#callers) {
      if (takenAtMs < before) this.#callers.delete(key)
    }
  }
}
