// The basket as it is drawn: each line with its facts and what is the matter with it, what may not be paid for and
// why, and the sums. Computed from the basket and the shelf alone, so that a fact that arrives is seen at once.
import type { Lot } from '#stock/contract.ts'
import type { Pack, Product, Variant } from '#catalog/contract.ts'
import { ONE_MILLI } from '#prices/rules.ts'
import { fullName } from '#catalog/rules.ts'
import { lotFault, type Take } from '#stock/rules.ts'
import type { LineFact, LineState } from '../ui/line-state.ts'
import type { BasketLineProps } from '../ui/basket-line.tsx'
import type { Basket, Line } from './basket.ts'
import {
  basketShares,
  discountOf,
  fullAmount,
  saleLines,
  taxOf,
  totalsOfLines,
} from './document.ts'
import { isOverridden } from './pricing.ts'
import type { Contention } from './hold.ts'
import { holdingsFor, leftOf, lotsOfLines, productOf, safeLot, type Spared } from './lots.ts'
import type { Shelf } from './shelf.ts'

export type LineView = Omit<BasketLineProps, 'selected' | 'onAct'>
export type About = {
  readonly onDay: string
  /** False: the hub cannot be asked, so what it would refuse is a fact once the goods have left. */
  readonly live: boolean
  /** When the link was lost; what is known since before then is said with that time. */
  readonly lostAtMs: number | null
  /** Lines of which other tills hold what is wanted. */
  readonly contention?: Contention
  /** What the hub would leave to them. */
  readonly spared?: Spared
}
export type BasketView = {
  readonly lines: readonly LineView[]
  /** Lines that keep the basket from being paid for. */
  readonly blocked: number
  readonly subtotalMinor: number
  /** Everything taken off, and what of it is taken off the whole basket. */
  readonly discountMinor: number
  readonly basketOffMinor: number
  readonly notCountedMinor: number
  readonly taxMinor: number
  readonly totalMinor: number
  readonly pieces: number
}

export function viewOf(basket: Basket, shelf: Shelf, about: About): BasketView {
  const takes = lotsOfLines(shelf, basket.lines, about.onDay, about.spared)
  const drawn = basket.lines.map((line) => {
    return lineView(line, basket, shelf, about, takes.get(line.id) ?? [])
  })
  const stopped = new Set(drawn.filter(({ state }) => state.kind === 'blocked').map(({ id }) => id))
  const counted = basket.lines.filter(({ id }) => !stopped.has(id))
  const paid = { ...basket, lines: counted }
  const totals = totalsOfLines(saleLines(paid, shelf), shelf)
  const shares = basketShares(paid)
  const basketOffMinor = sum(shares)
  const shareOf = new Map(counted.map(({ id }, i) => [id, shares[i] ?? 0]))
  const lines = drawn.map((line) => withShare(line, shareOf.get(line.id) ?? 0))
  const discountMinor = sum(counted.map(discountOf)) + basketOffMinor
  return {
    lines,
    basketOffMinor,
    blocked: stopped.size,
    subtotalMinor: sum(counted.map(fullAmount)),
    discountMinor,
    notCountedMinor: sum(
      basket.lines.filter(({ id }) => stopped.has(id)).map((line) => fullAmount(line)),
    ),
    taxMinor: totals.taxMinor,
    totalMinor: totals.totalMinor,
    pieces: sum(basket.lines.map((line) => piecesOf(line, shelf))),
  }
}

const sum = (amounts: readonly number[]) => amounts.reduce((all, each) => all + each, 0)

function piecesOf(line: Line, shelf: Shelf): number {
  const unit = shelf.variant(line.variantId)?.unit
  return unit === 'C62' ? Math.abs(line.quantityMilli) / 1000 : 1
}

const nameless = { en: '?', ar: '?' }

function lineView(
  line: Line,
  basket: Basket,
  shelf: Shelf,
  about: About,
  takes: readonly Take[],
): LineView {
  const variant = shelf.variant(line.variantId)
  const product = productOf(shelf, line.variantId)
  const pack = packOf(line, variant)
  const unit = pack?.unit ?? variant?.unit ?? 'C62'
  const lot = line.lotId === null ? undefined : shelf.lot(line.lotId)
  const state = stateOf(line, basket, { shelf, about, product, lot })
  const taken = discountOf(line)
  const was = wasAmount(line, state)
  return {
    id: line.id,
    names: product && variant ? fullName(product, variant) : nameless,
    quantityMilli: pack ? (line.quantityMilli / line.packMilli) * 1000 : line.quantityMilli,
    unit,
    amountMinor: fullAmount(line) - taken,
    ...(was === undefined ? {} : { wasAmountMinor: was }),
    currency: shelf.shop.currency,
    facts: [
      ...factsOf(line, unit),
      ...lotFacts(lotsShown(lot, state, takes, shelf), unit, about.onDay),
      ...termFacts(line, basket, shelf),
    ],
    state,
  }
}

function withShare(line: LineView, amountMinor: number): LineView {
  if (amountMinor === 0) return line
  return { ...line, facts: [...line.facts, { kind: 'share', amountMinor }] }
}

/** The pack a line is sold by; undefined for what is sold by the unit. */
function packOf({ packMilli }: Line, variant: Variant | undefined): Pack | undefined {
  if (packMilli === ONE_MILLI) return undefined
  return variant?.packs.find(({ quantityMilli }) => quantityMilli === packMilli)
}

// What is special about the price and the tax of a line, and on whose account.
function termFacts(line: Line, basket: Basket, shelf: Shelf): LineFact[] {
  const facts: LineFact[] = []
  const { decision } = line.charge
  const variant = shelf.variant(line.variantId)
  if (line.packMilli !== ONE_MILLI && variant) {
    facts.push({ kind: 'pack', sizeMilli: line.packMilli, unit: variant.unit })
  }
  if (isOverridden(line) && !line.issues) facts.push({ kind: 'override', reason: decision.reason })
  if (line.discount?.reason) facts.push({ kind: 'reason', text: line.discount.reason })
  if (line.sold) return facts
  const list = decision.listId === null ? undefined : shelf.lists.get(decision.listId)
  if (list?.customerGroupIds || list?.channels) facts.push({ kind: 'terms', names: list.name })
  const { taxId, listTaxId } = taxOf(line, basket, shelf)
  const tax = taxId === null ? undefined : shelf.tax(taxId)
  if (listTaxId !== undefined && tax) facts.push({ kind: 'tax', names: tax.name })
  return facts
}

// The amount before a change of price or a discount, to be struck over the new one.
function wasAmount(line: Line, state: LineState): number | undefined {
  if (isOverridden(line) && !line.issues && !line.sold)
    return fullAmount({ ...line, charge: line.seen })
  if (discountOf(line) !== 0) return fullAmount(line)
  if (state.kind !== 'price-changed' || state.fromCentiMinor === state.chargedCentiMinor) {
    return undefined
  }
  const charge = { ...line.charge, unitPriceCentiMinor: state.fromCentiMinor }
  return fullAmount({ ...line, charge })
}

function factsOf(line: Line, unit: string): LineFact[] {
  const facts: LineFact[] = []
  const { unitPriceCentiMinor } = line.charge
  if (line.returnOf) facts.push({ kind: 'return', disposition: line.returnOf.disposition })
  if (unit !== 'C62' && line.packMilli === ONE_MILLI)
    facts.push({ kind: 'per-unit', unitPriceCentiMinor, unit })
  else if (Math.abs(line.quantityMilli) !== line.packMilli)
    facts.push({ kind: 'each', unitPriceCentiMinor })
  if (line.discount?.kind === 'percent') {
    facts.push({ kind: 'discount', ratePpm: line.discount.ratePpm })
  }
  return facts
}

type LotTaken = { readonly lot: Lot; readonly quantityMilli: number }

/** What stops a line stays shown; else the lots it would be sold from, or the one it was picked with. */
function lotsShown(
  lot: Lot | undefined,
  state: LineState,
  takes: readonly Take[],
  shelf: Shelf,
): readonly LotTaken[] {
  const found = takes.flatMap(({ lotId, quantityMilli }): LotTaken[] => {
    const taken = lotId === null ? undefined : shelf.lot(lotId)
    return taken ? [{ lot: taken, quantityMilli }] : []
  })
  if (found.length > 0 && state.kind !== 'blocked') return found
  return lot ? [{ lot, quantityMilli: 0 }] : []
}

function lotFacts(taken: readonly LotTaken[], unit: string, onDay: string): LineFact[] {
  const [first] = taken
  if (!first) return []
  const { code, expiryOn, bestBeforeOn } = first.lot
  const lots = taken.map(({ lot, quantityMilli }) => ({ lot: lot.code, quantityMilli }))
  const which: LineFact =
    taken.length === 1 ? { kind: 'lot', lot: code } : { kind: 'lots', lots, unit }
  const thisYear = expiryOn?.slice(0, 4) === onDay.slice(0, 4)
  if (expiryOn !== null) return [which, { kind: 'expires', on: expiryOn, dayKnown: true, thisYear }]
  return bestBeforeOn === null ? [which] : [which, { kind: 'best-before', on: bestBeforeOn }]
}

type Known = {
  readonly shelf: Shelf
  readonly about: About
  readonly product: Product | undefined
  readonly lot: Lot | undefined
}

function stateOf(line: Line, basket: Basket, known: Known): LineState {
  const goesOut = line.quantityMilli > 0
  const blocked = goesOut ? blockOf(line, basket, known) : undefined
  if (blocked) return blocked
  const claimed = goesOut ? known.about.contention?.get(line.id) : undefined
  if (claimed?.kind === 'blocked') return claimed
  if (line.change) return { kind: 'price-changed', ...line.change }
  return claimed ?? ((goesOut && stockState(line, basket, known)) || { kind: 'normal' })
}

function blockOf(line: Line, basket: Basket, known: Known): LineState | undefined {
  const { shelf, about, product, lot } = known
  const fault = lot && lotFault(lot, about.onDay, product?.minimumLifeDays ?? 0)
  if (!lot || !fault) return undefined
  const safe = safeLot(shelf, line, about.onDay, basket.lines)
  const reason =
    fault === 'lot-expired' ? 'expired' : lot.status === 'recalled' ? 'recalled' : 'on-hold'
  return {
    kind: 'blocked',
    reason,
    ...(lot.reason === null || fault === 'lot-expired' ? {} : { why: lot.reason }),
    ...(about.lostAtMs === null ? {} : { knownAtMs: about.lostAtMs }),
    ...(safe ? { safeLot: safe.code } : {}),
  }
}

// The shelf as the hub counts it: what this basket would leave on it, or what it asks for beyond it.
function stockState(line: Line, basket: Basket, known: Known): LineState | undefined {
  const { shelf, about, product } = known
  if (!product || product.service) return undefined
  const before = basket.lines.slice(0, basket.lines.indexOf(line))
  const holdings = holdingsFor(shelf, line.variantId, before).filter(
    ({ lot }) => !lot || !lotFault(lot, about.onDay, product.minimumLifeDays),
  )
  const mine =
    line.lotBy === 'fefo' ? holdings : holdings.filter((each) => each.lotId === line.lotId)
  const availableMilli = leftOf(mine)
  if (availableMilli < line.quantityMilli) {
    const firm = product.stockPolicy === 'block' || product.tracking === 'lot'
    if (firm && about.live) return { kind: 'blocked', reason: 'short', availableMilli }
    return product.stockPolicy === 'allow' && !firm ? undefined : { kind: 'short', availableMilli }
  }
  return availableMilli === line.quantityMilli && leftOf(holdings) === availableMilli
    ? { kind: 'last-unit', holder: 'nobody' }
    : undefined
}
