// How often a network address may try what anybody may: signing in, refreshing, enrolling, and calls of
// nobody in particular. Redis counts for all hubs; while it does not answer in time, each hub keeps to
// its share of the limit by itself. It never lets more through because Redis is away.
import { isIPv6 } from 'node:net'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { Tried } from '#shared/contract.ts'
import type { Limits } from './allowances.ts'
import { monotonicMs } from './clock.ts'
import type { Redis } from './redis.ts'

/** What is counted apart: what an operation says of itself, or any call without a caller. */
export type Counted = Tried | 'anonymous'

const allowances = {
  'sign-in': 'signInsPerAddress',
  refresh: 'refreshesPerAddress',
  enrolment: 'enrolmentsPerAddress',
  anonymous: 'anonymousCallsPerAddress',
} as const satisfies Record<Counted, keyof Limits>

type Pair = { readonly shared: RateLimiterRedis | undefined; readonly own: RateLimiterMemory }

export class AddressLimits {
  readonly #limits: Limits
  readonly #pairs: ReadonlyMap<Counted, Pair>
  #failures = 0
  #openAgainAtMs = 0

  /** Without `redis` every hub keeps to its share: the limit divided by `hubs`, at least 1. */
  constructor(limits: Limits, hubs: number, redis?: Redis) {
    this.#limits = limits
    const kinds = Object.keys(allowances) as Counted[]
    this.#pairs = new Map(kinds.map((kind) => [kind, pairOf(kind, limits, hubs, redis)]))
  }

  /** Counts a try: 0 if it may go ahead, else the milliseconds to wait. Never rejects. */
  async take(kind: Counted, address: string): Promise<number> {
    const { shared, own } = this.#pairs.get(kind) as Pair
    const key = networkOf(address)
    if (shared && monotonicMs() >= this.#openAgainAtMs) {
      const told = await waitOf(within(this.#limits.redisTimeoutMs, shared.consume(key)))
      if (told !== undefined) {
        this.#failures = 0
        return told
      }
      this.#noteFailure()
    }
    return (await waitOf(own.consume(key))) ?? 0
  }

  // A Redis that hangs would hold every sign-in for the whole time-out.
  #noteFailure(): void {
    this.#failures += 1
    if (this.#failures < this.#limits.redisBreakerFailures) return
    this.#failures = 0
    this.#openAgainAtMs = monotonicMs() + this.#limits.redisBreakerMs
  }
}

function pairOf(kind: Counted, limits: Limits, hubs: number, redis: Redis | undefined): Pair {
  const points = limits[allowances[kind]]
  const about = { keyPrefix: `mizan-limit-${kind}`, duration: limits.addressWindowSeconds }
  return {
    own: new RateLimiterMemory({ ...about, points: Math.max(1, Math.floor(points / hubs)) }),
    shared:
      redis &&
      new RateLimiterRedis({
        ...about,
        points,
        storeClient: redis,
        useRedisPackage: true,
        rejectIfRedisNotReady: true,
        // Whoever is far beyond the limit is refused from memory.
        inMemoryBlockOnConsumed: points + 1,
      }),
  }
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

/**
 * Whom an address belongs to: an IPv4 address stands for itself, however it is written, and an IPv6
 * address for its /64, within which a single host may have any.
 */
export function networkOf(address: string): string {
  const plain = address.split('%', 1)[0] ?? address
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain) ?? []
  if (mapped !== undefined) return mapped
  if (!isIPv6(plain)) return plain
  const [head = '', tail] = plain.toLowerCase().split('::')
  const before = head.split(':').filter(Boolean)
  const after = tail === undefined ? [] : tail.split(':').filter(Boolean)
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length
  const groups = [...before, ...Array.from({ length: Math.max(0, zeros) }, () => '0'), ...after]
  const network = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16))
  return `${network.join(':')}::/64`
}
