// Who has what is left: of the holds of one variant the older ones come first. Pure: the hub decides
// with it over locked rows, the till over what it was told, and both come to the same answer.
import { NO_LOT, type Id } from '#shared/ids.ts'
import type { Product } from '#catalog/contract.ts'
import type { Store } from '#stores/contract.ts'
import { sellable, type Holding } from '#stock/rules.ts'
import type { Lease, Reservation } from './contract.ts'

/** Milliseconds a hold lasts after it was made or renewed. */
export const HOLD_LEASE_MS = 120_000
/** Milliseconds a parked sale stays open at a till after it was opened or worked on. */
export const PARKED_LEASE_MS = 300_000

/** Whether a lease of this length should be made longer: when half of it is over. */
export function isHalfOver(until: string, at: string, leaseMs: number): boolean {
  return Date.parse(until) - Date.parse(at) < leaseMs / 2
}

/** Whether a hold counts at an instant. */
export function isLive({ expiresAt }: Pick<Reservation, 'expiresAt'>, at: string): boolean {
  return expiresAt > at
}

/** Whether somebody else than this terminal has a parked sale open at an instant. */
export function isOpenElsewhere(lease: Lease | null, terminalId: Id, at: string): boolean {
  return lease !== null && lease.terminalId !== terminalId && lease.until > at
}

type Aged = Pick<Reservation, 'at' | 'id'>

/** Whether `a` comes before `b`. */
export function isOlder(a: Aged, b: Aged): boolean {
  return a.at < b.at || (a.at === b.at && a.id < b.id)
}

type Held = Pick<Product, 'service' | 'tracking' | 'stockPolicy'>

/**
 * Whether a basket holds such goods: by lot, never to be oversold, or nearly gone. `availableMilli`
 * is what is for sale less what other baskets hold.
 */
export function isWorthHolding(
  product: Held,
  availableMilli: number,
  { holdBelowMilli }: Pick<Store, 'holdBelowMilli'>,
): boolean {
  if (product.service) return false
  if (product.tracking === 'lot' || product.stockPolicy === 'block') return true
  return product.stockPolicy === 'warn' && availableMilli <= holdBelowMilli
}

/** What of a variant is for sale, in thousandths by lot; goods without lots are under NO_LOT. */
export type Pool = ReadonlyMap<Id, number>

/** Adds up what lies where a store sells from; lots that may not be sold on that day are left out. */
export function poolOf(
  holdings: Iterable<Holding>,
  product: Pick<Product, 'tracking' | 'minimumLifeDays'>,
  onDay: string,
): Pool {
  const pool = new Map<Id, number>()
  for (const { lot, onHandMilli } of holdings) {
    if (product.tracking === 'lot' && !(lot && sellable(lot, onDay, product.minimumLifeDays))) {
      continue
    }
    const lotId = product.tracking === 'lot' && lot ? lot.id : NO_LOT
    pool.set(lotId, (pool.get(lotId) ?? 0) + onHandMilli)
  }
  return pool
}

/** A quantity that is spoken for: of a lot, or of any. */
export type Claim = Pick<Reservation, 'lotId' | 'quantityMilli'>

/** What is for sale in all, thousandths. */
export function poolMilli(pool: Pool): number {
  let milli = 0
  for (const onHandMilli of pool.values()) milli += onHandMilli
  return milli
}

/**
 * What claims leave of a lot, or of all lots for null, thousandths and never below 0. A claim to any
 * lot can be served from each, so it binds a lot only where the others do not suffice for it.
 */
export function spareMilli(pool: Pool, claims: readonly Claim[], lotId: Id | null): number {
  const ofLot = claimedByLot(claims)
  const spareOf = (lot: Id, onHandMilli: number) => Math.max(0, onHandMilli - (ofLot.get(lot) ?? 0))
  let spare = 0
  for (const [lot, onHandMilli] of pool) spare += spareOf(lot, onHandMilli)
  for (const claim of claims) if (claim.lotId === null) spare -= claim.quantityMilli
  if (lotId !== null) spare = Math.min(spare, spareOf(lotId, pool.get(lotId) ?? 0))
  return Math.max(0, spare)
}

/** What claims take of each lot they name, thousandths. */
function claimedByLot(claims: readonly Claim[]): ReadonlyMap<Id, number> {
  const ofLot = new Map<Id, number>()
  for (const { lotId, quantityMilli } of claims) {
    if (lotId !== null) ofLot.set(lotId, (ofLot.get(lotId) ?? 0) + quantityMilli)
  }
  return ofLot
}

/** The lines of one basket that want the same variant, before the holds there are of it. */
export type Question = {
  readonly pool: Pool
  /** Live holds of other baskets. */
  readonly others: readonly Reservation[]
  /** Live holds of this basket. */
  readonly own: readonly Reservation[]
  readonly lines: readonly Claim[]
}

export type Answer = {
  readonly line: Claim
  /** The hold the line rests on, if the basket has one for it. */
  readonly own: Reservation | undefined
  /** Older holds of others that want the same goods, or all of them where the line rests on none. */
  readonly ahead: readonly Reservation[]
  /** What those leave, thousandths. */
  readonly availableMilli: number
  /** How much the line may have: as much as it holds and older holds leave, else what nobody holds. */
  readonly allowedMilli: number
}

/**
 * Answers each line, in their order. Lines that rest on a hold come first, the oldest before the others;
 * what one takes is not there for the next.
 */
export function judge({ pool, others, own, lines }: Question): Answer[] {
  const holds = restOn(own, lines)
  const taken: Claim[] = []
  const answers = new Map<Claim, Answer>()
  const turns = lines.map((line, i) => ({ line, hold: holds[i] }))
  for (const { line, hold } of turns.sort((a, b) => byAge(a.hold, b.hold))) {
    const { lotId } = line
    const older = others.filter((other) => !hold || isOlder(other, hold))
    const availableMilli = spareMilli(pool, older, lotId)
    const unheld = spareMilli(pool, [...others, ...taken], lotId)
    const ahead = hold ? spareMilli(pool, [...older, ...taken], lotId) : 0
    const allowedMilli = Math.max(unheld, Math.min(hold?.quantityMilli ?? 0, ahead))
    taken.push(line)
    answers.set(line, {
      line,
      own: hold,
      ahead: rivals(older, lotId),
      availableMilli,
      allowedMilli,
    })
  }
  return lines.map((line) => answers.get(line) as Answer)
}

function byAge(a: Aged | undefined, b: Aged | undefined): number {
  if (!a || !b) return Number(!a) - Number(!b)
  return Number(isOlder(b, a)) - Number(isOlder(a, b))
}

/**
 * What other baskets were told is theirs of each lot they named, thousandths. Goods that are taken for
 * a line of any lot leave that much of it, which is always possible where the line is allowed.
 */
export function promisedByLot({ pool, others, own }: Question): ReadonlyMap<Id, number> {
  const all = [...others, ...own]
  const promised = others
    .filter(({ lotId }) => lotId !== null)
    .map((hold): Claim => {
      const older = all.filter((other) => isOlder(other, hold))
      const spare = spareMilli(pool, older, hold.lotId)
      return { lotId: hold.lotId, quantityMilli: Math.min(hold.quantityMilli, spare) }
    })
  return claimedByLot(promised)
}

/** The hold of its very lot for each line, else one of the basket that no other line rests on. */
function restOn(
  own: readonly Reservation[],
  lines: readonly Claim[],
): readonly (Reservation | undefined)[] {
  // In one order for all who ask, whatever order they keep their records in.
  const free = new Set([...own].sort(byAge))
  const take = (hold: Reservation | undefined) => {
    if (hold) free.delete(hold)
    return hold
  }
  const exact = lines.map(({ lotId }) => take([...free].find((hold) => hold.lotId === lotId)))
  return exact.map((hold) => hold ?? take([...free][0]))
}

/** Those of some holds that want the same goods as a line of this lot, or of any for null. */
export function rivals(holds: readonly Reservation[], lotId: Id | null): Reservation[] {
  return holds.filter((hold) => lotId === null || hold.lotId === null || hold.lotId === lotId)
}
