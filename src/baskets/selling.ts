// Holds and parked sales before the lane: a sale may not take what an older basket holds, uses up its
// own holds in the same transaction, and completes the parked sale it came from. A sale that concerns
// none of this locks nothing and asks nothing here.
import { NO_LOT, type Id } from '#shared/ids.ts'
import type { About, Objection } from '#kernel/decider.ts'
import type { Draft } from '#kernel/draft.ts'
import type { Want } from '#kernel/locks.ts'
import type { Product } from '#catalog/contract.ts'
import type { Location } from '#stock/contract.ts'
import type { Sparing } from '#stock/rules.ts'
import { holdingsOf } from '#stock/service.ts'
import { endHold, endParked, heldOf, parkedOf, parkedWant, reservationWant } from './claims.ts'
import { reservations, type Reservation } from './contract.ts'
import {
  parkedOutside,
  reservationOutside,
  type ParkedHeld,
  type ReservationHeld,
} from './entities.ts'
import {
  isLive,
  judge,
  poolMilli,
  poolOf,
  promisedByLot,
  rivals,
  type Answer,
  type Claim,
  type Pool,
} from './rules.ts'
import { productOf } from './scene.ts'

/** A sale as far as baskets are concerned. */
export type SoldBasket = {
  readonly id: Id
  readonly basketId: Id | null
  readonly lines: readonly SoldLine[]
}
type SoldLine = {
  readonly id: Id
  readonly variantId: Id
  readonly quantityMilli: number
  readonly lotId: Id | null
  readonly returnOf: { readonly disposition: string } | null
}

// The variants whose holds were locked for a sale. Memory goes on while locks are waited for, so the
// decision must not ask it again.
const locked = new WeakMap<SoldBasket, ReadonlySet<Id>>()

/**
 * What a sale is decided over here: the holds of its goods and of its basket, and its parked sale. None
 * where it has no basket and nobody holds anything of its goods. The levels of what it sells are to be
 * locked as well.
 */
export function holdWants(body: SoldBasket, { memory, storeId }: About): Want[] {
  const { basketId, lines } = body
  const held = memory.records(reservations, storeId)
  // A transaction that is tried again wants what is right by then.
  locked.delete(body)
  if (basketId === null && held.size === 0) return []
  const variantIds = new Set<Id>()
  for (const { variantId, quantityMilli } of lines) {
    if (quantityMilli <= 0 || variantIds.has(variantId)) continue
    const product = productOf(memory, variantId)
    if (!product || product.service) continue
    // Another hub may have given a hold of which this one has not heard yet.
    const isAsked = basketId !== null && isStrict(product)
    if (isAsked || held.find('variant', variantId).length > 0) variantIds.add(variantId)
  }
  const own = basketId === null ? [] : held.find('basket', basketId)
  for (const { variantId } of own) variantIds.add(variantId)
  locked.set(body, variantIds)
  const wants = [...variantIds].map((variantId) => reservationWant(storeId, variantId))
  if (basketId !== null) wants.push(parkedWant(storeId, basketId))
  return wants
}

const isStrict = ({ tracking, stockPolicy }: Product) =>
  tracking === 'lot' || stockPolicy === 'block'

/** Where and on which day goods are sold. */
export type Counter = { readonly selling: Location; readonly onDay: string }
/** What the goods that are taken should leave of each lot, by variant. */
export type Spared = ReadonlyMap<Id, Sparing>

/**
 * What selling a basket means to this room; it comes before goods are moved. Objects with
 * `parked-elsewhere` to a parked sale that this terminal does not have open, with `wrong-state` to one
 * that was completed or thrown away, and with `held-elsewhere` to each line that would take what older
 * baskets hold; of goods that may be oversold with a warning that is noted. Uses up the basket's own
 * holds and completes its parked sale.
 */
export function settleBasket(
  draft: Draft,
  body: SoldBasket,
  about: About,
  counter: Counter,
  object: Objection,
): Spared {
  const spared = new Map<Id, Sparing>()
  const variantIds = locked.get(body)
  if (!variantIds) return spared
  const parked = parkedFor(draft, body, about, object)
  const isOwn = ownership(body, about, parked)
  for (const variantId of variantIds) {
    const held = heldOf(draft, about.storeId, variantId)
    const own = held.filter(isOwn)
    const lines = body.lines.filter((line) => line.variantId === variantId)
    const product = productOf(about.memory, variantId)
    const isSold = lines.some(({ quantityMilli }) => quantityMilli > 0)
    if (isSold && product && !product.service) {
      const holdings = holdingsOf(draft, about.memory, counter.selling, variantId)
      const pool = withReturned(poolOf(holdings, product, counter.onDay), lines, product)
      const others = live(held, about).filter((row) => !isOwn(row))
      const goods = { draft, product, lines, pool, others: others.map(reservationOutside) }
      const sparing = judgeGoods(goods, live(own, about).map(reservationOutside), object)
      if (sparing) spared.set(variantId, sparing)
    }
    for (const row of own) {
      if (!isLive(row, about.at)) endHold(draft, row, 'expired')
      else if (isSold) endHold(draft, row, 'committed', body.id)
      else endHold(draft, row, 'released')
    }
  }
  if (parked) endParked(draft, parked, 'completed', body.id)
  return spared
}

const live = (rows: readonly ReservationHeld[], { at }: About) =>
  rows.filter((row) => isLive(row, at))

/** The parked sale that a sale comes from. A lease that ran out holds until somebody else opens it. */
function parkedFor(
  draft: Draft,
  { basketId }: SoldBasket,
  { storeId, terminalId }: About,
  object: Objection,
): ParkedHeld | undefined {
  const parked = basketId === null ? undefined : parkedOf(draft, storeId, basketId)
  if (!parked) return undefined
  if (parked.state !== 'parked') {
    object('wrong-state', `This basket was ${parked.state} before`)
    return undefined
  }
  if (parked.leaseTerminalId !== terminalId) {
    const { lease } = parkedOutside(parked)
    const whose = lease ? { holder: lease.personId, heldBy: [lease.terminalId] } : {}
    object('parked-elsewhere', 'This terminal does not have it open', whose)
  }
  return parked
}

/** A basket's holds are those of this till; of a parked sale open here, also those of its former till. */
function ownership(
  { basketId }: SoldBasket,
  { terminalId }: About,
  parked: ParkedHeld | undefined,
): (row: ReservationHeld) => boolean {
  const isOpenHere = parked?.leaseTerminalId === terminalId
  return (row) => row.basketId === basketId && (row.terminalId === terminalId || isOpenHere)
}

/** What comes back in the same exchange may be sold again at once. */
function withReturned(pool: Pool, lines: readonly SoldLine[], { tracking }: Product): Pool {
  const all = new Map(pool)
  for (const { quantityMilli, lotId, returnOf } of lines) {
    if (quantityMilli >= 0 || returnOf?.disposition !== 'restock') continue
    const lot = tracking === 'lot' ? lotId : NO_LOT
    if (lot !== null) all.set(lot, (all.get(lot) ?? 0) - quantityMilli)
  }
  return all
}

type Goods = {
  readonly draft: Draft
  readonly product: Product
  readonly lines: readonly SoldLine[]
  readonly pool: Pool
  readonly others: readonly Reservation[]
}

/** Judges the lines of one variant; gives what of its lots was promised to others, if anything. */
function judgeGoods(
  goods: Goods,
  own: readonly Reservation[],
  object: Objection,
): Sparing | undefined {
  const { product, lines, pool, others } = goods
  const question = { pool, others, own, lines: claimsOf(lines, product) }
  for (const answer of judge(question)) {
    const { line, allowedMilli } = answer
    // What is not there at all is for the ledger to say.
    const isThere = line.quantityMilli <= poolMilli(pool)
    if (isThere && line.quantityMilli > allowedMilli) refuse(goods, answer, object)
  }
  if (product.tracking === 'none') return undefined
  const promised = promisedByLot(question)
  return promised.size > 0 ? (lotId) => promised.get(lotId) ?? 0 : undefined
}

/** What is sold of one variant, added up by lot. */
function claimsOf(lines: readonly SoldLine[], { tracking }: Product): Claim[] {
  const byLot = new Map<Id | null, number>()
  for (const { quantityMilli, ...line } of lines) {
    const lotId = tracking === 'lot' ? line.lotId : null
    if (quantityMilli > 0) byLot.set(lotId, (byLot.get(lotId) ?? 0) + quantityMilli)
  }
  return [...byLot].map(([lotId, quantityMilli]) => ({ lotId, quantityMilli }))
}

function refuse(
  { draft, product, lines, others }: Goods,
  { line, allowedMilli }: Answer,
  object: Objection,
): void {
  const detail = `Other baskets hold what is left; ${allowedMilli} may be sold`
  if (!isStrict(product)) {
    if (product.stockPolicy === 'warn') draft.exception('held-elsewhere', detail)
    return
  }
  const isSame = (each: SoldLine) => product.tracking === 'none' || each.lotId === line.lotId
  const found = lines.find((each) => each.quantityMilli > 0 && isSame(each))
  object('held-elsewhere', detail, {
    availableMilli: allowedMilli,
    heldBy: [...new Set(rivals(others, line.lotId).map(({ terminalId }) => terminalId))],
    ...(found && { lineId: found.id }),
  })
}
