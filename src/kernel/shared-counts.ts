// Counts that all hubs share, kept by Redis. A Redis that does not answer in time is left alone for a while,
// and whoever asks is told that there is no answer: what it then allows by itself is stricter, never more.
import { RateLimiterRedis, RateLimiterRes, type RateLimiterMemory } from 'rate-limiter-flexible'
import type { Limits } from './allowances.ts'
import { monotonicMs } from './clock.ts'
import type { Redis } from './redis.ts'

/** How much may be taken in a window, and under which name it is counted. */
type Allowance = {
  readonly keyPrefix: string
  readonly points: number
  readonly duration: number
  /** From here on a process refuses by itself for the rest of the window. */
  readonly inMemoryBlockOnConsumed?: number
}

export class SharedCounts {
  readonly #limits: Limits
  readonly #redis: Redis
  #failures = 0
  #openAgainAtMs = 0

  constructor(limits: Limits, redis: Redis) {
    this.#limits = limits
    this.#redis = redis
  }

  /** A count in Redis, to be asked through `take`. */
  of(allowance: Allowance): RateLimiterRedis {
    return new RateLimiterRedis({
      ...allowance,
      storeClient: this.#redis,
      useRedisPackage: true,
      rejectIfRedisNotReady: true,
    })
  }

  /** Takes so much: 0 if it may be had, else the milliseconds to wait; undefined if Redis does not say. */
  async take(count: RateLimiterRedis, key: string, points = 1): Promise<number | undefined> {
    if (monotonicMs() < this.#openAgainAtMs) return undefined
    const told = await waitOf(within(this.#limits.redisTimeoutMs, count.consume(key, points)))
    if (told === undefined) this.#noteFailure()
    else this.#failures = 0
    return told
  }

  // A Redis that hangs would hold every call for the whole time-out.
  #noteFailure(): void {
    this.#failures += 1
    if (this.#failures < this.#limits.redisBreakerFailures) return
    this.#failures = 0
    this.#openAgainAtMs = monotonicMs() + this.#limits.redisBreakerMs
  }
}

/** Takes one from a count of this process alone: 0 if it may be had, else the milliseconds to wait. */
export async function takeOwn(count: RateLimiterMemory, key: string): Promise<number> {
  return (await waitOf(count.consume(key))) ?? 0
}

// The library rejects with what is left of a limit that is reached, and with an error otherwise.
async function waitOf(consumed: Promise<RateLimiterRes>): Promise<number | undefined> {
  try {
    await consumed
    return 0
  } catch (said) {
    return said instanceof RateLimiterRes ? Math.max(1, Math.ceil(said.msBeforeNext)) : undefined
  }
}

async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
