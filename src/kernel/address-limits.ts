// How often a network address may try what anybody may: signing in, refreshing, enrolling, and calls of
// nobody in particular. Redis counts for all hubs; while it does not answer in time, each hub keeps to
// its share of the limit by itself. It never lets more through because Redis is away.
import { isIPv6 } from 'node:net'
import { RateLimiterMemory, type RateLimiterRedis } from 'rate-limiter-flexible'
import type { Tried } from '#shared/contract.ts'
import type { Limits } from './allowances.ts'
import { takeOwn, type SharedCounts } from './shared-counts.ts'

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
  readonly #shared: SharedCounts | undefined
  readonly #pairs: ReadonlyMap<Counted, Pair>

  /** Without `shared` every hub keeps to its share: the limit divided by `hubs`, at least 1. */
  constructor(limits: Limits, hubs: number, shared?: SharedCounts) {
    this.#shared = shared
    const kinds = Object.keys(allowances) as Counted[]
    this.#pairs = new Map(kinds.map((kind) => [kind, pairOf(kind, limits, hubs, shared)]))
  }

  /** Counts a try: 0 if it may go ahead, else the milliseconds to wait. Never rejects. */
  async take(kind: Counted, address: string): Promise<number> {
    const { shared, own } = this.#pairs.get(kind) as Pair
    const key = networkOf(address)
    const told = shared && (await this.#shared?.take(shared, key))
    return told ?? takeOwn(own, key)
  }
}

function pairOf(
  kind: Counted,
  limits: Limits,
  hubs: number,
  shared: SharedCounts | undefined,
): Pair {
  const points = limits[allowances[kind]]
  const about = { keyPrefix: `mizan-limit-${kind}`, duration: limits.addressWindowSeconds }
  return {
    own: new RateLimiterMemory({ ...about, points: Math.max(1, Math.floor(points / hubs)) }),
    // Whoever is far beyond the limit is refused from memory.
    shared: shared?.of({ ...about, points, inMemoryBlockOnConsumed: points + 1 }),
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
