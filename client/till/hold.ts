// What an open basket asks the hub to hold for it, and how its lines stand against what other tills hold. The older
// hold has the goods, by the same rules on the till and on the hub; this looks nothing up but the shelf.
import type { Reservation } from '#baskets/contract.ts'
import {
  type Answer,
  isLive,
  isWorthHolding,
  judge,
  poolMilli,
  poolOf,
  promisedByLot,
  spareMilli,
} from '#baskets/rules.ts'
import type { Product } from '#catalog/contract.ts'
import type { Id } from '#shared/ids.ts'
import type { Sparing } from '#stock/rules.ts'
import type { LineState } from '../ui/line-state.ts'
import type { Basket, Line } from './basket.ts'
import { chosenLot, holdingsFor, productOf, type Spared } from './lots.ts'
import type { Shelf } from './shelf.ts'

export type HoldLine = {
  readonly variantId: Id
  readonly lotId: Id | null
  readonly quantityMilli: number
}
/** What is held in the store, as this till was told. */
export type Held = {
  readonly of: (variantId: Id) => readonly Reservation[]
  /** The present by the hub's clock, ISO 8601. */
  readonly at: string
  readonly onDay: string
  readonly tillName: (terminalId: Id) => string
  /** False: what others hold may have changed since, and stops nobody. */
  readonly live: boolean
}
/** Lines by their id that others stand before, or after. */
export type Contention = ReadonlyMap<Id, LineState>

export const noContention: Contention = new Map()

const isStrict = ({ tracking, stockPolicy }: Product) =>
  tracking === 'lot' || stockPolicy === 'block'

/** What leaves with the basket, added up by goods and lot; services and returns leave nothing. */
export function holdLines(basket: Pick<Basket, 'lines'>, shelf: Shelf): HoldLine[] {
  const byGoods = new Map<string, HoldLine>()
  for (const line of basket.lines) {
    if (line.quantityMilli <= 0 || productOf(shelf, line.variantId)?.service) continue
    const goods = { variantId: line.variantId, lotId: lotOf(shelf, line) }
    const key = `${goods.variantId}|${goods.lotId ?? ''}`
    const before = byGoods.get(key)?.quantityMilli ?? 0
    byGoods.set(key, { ...goods, quantityMilli: before + line.quantityMilli })
  }
  return [...byGoods.values()]
}

// Goods that go first expired first may come from any lot, so that a lot held elsewhere stops nobody.
function lotOf(shelf: Shelf, line: Line): Id | null {
  return productOf(shelf, line.variantId)?.tracking === 'lot' ? chosenLot(line) : null
}

/** Whether the hub need be asked: goods by lot, goods never to be oversold, or what is nearly gone. */
export function worthHolding(lines: readonly HoldLine[], shelf: Shelf, held: Held): boolean {
  return lines.some(({ variantId }) => {
    const product = productOf(shelf, variantId)
    if (!product) return false
    const pool = poolOf(holdingsFor(shelf, variantId, []), product, held.onDay)
    const live = held.of(variantId).filter((each) => isLive(each, held.at))
    return isWorthHolding(product, spareMilli(pool, live, null), shelf.shop)
  })
}

/** The lines of which another till holds what is wanted, with which till and what that means by policy. */
export function contentionOf(basket: Basket, shelf: Shelf, held: Held): Contention {
  const states = new Map<Id, LineState>()
  for (const { variantId, product, question } of contested(basket, shelf, held)) {
    const { pool, others } = question
    for (const answer of judge(question)) {
      // What is not there at all is for the count to say, whoever holds it.
      if (answer.line.quantityMilli > poolMilli(pool)) continue
      const state = stateOf(answer, { product, others, poolMilli: poolMilli(pool), held })
      if (!state) continue
      for (const line of basket.lines) {
        const isSame = line.variantId === variantId && lotOf(shelf, line) === answer.line.lotId
        if (isSame && line.quantityMilli > 0) states.set(line.id, state)
      }
    }
  }
  return states
}

/** What the hub would leave of each lot to the tills that were told it is theirs, by variant. */
export function sparedFor(basket: Basket, shelf: Shelf, held: Held): Spared {
  const spared = new Map<Id, Sparing>()
  for (const { variantId, question } of contested(basket, shelf, held)) {
    const promised = promisedByLot(question)
    if (promised.size > 0) spared.set(variantId, (lotId) => promised.get(lotId) ?? 0)
  }
  return spared
}

/** The goods of the basket that other tills hold as well, each with all that decides over them. */
function contested(basket: Basket, shelf: Shelf, held: Held) {
  const wanted = holdLines(basket, shelf)
  return [...new Set(wanted.map((line) => line.variantId))].flatMap((variantId) => {
    const product = productOf(shelf, variantId)
    const live = held.of(variantId).filter((each) => isLive(each, held.at))
    const others = live.filter(({ basketId }) => basketId !== basket.basketId)
    if (!product || others.length === 0) return []
    const pool = poolOf(holdingsFor(shelf, variantId, []), product, held.onDay)
    const own = live.filter(({ basketId }) => basketId === basket.basketId)
    const lines = wanted.filter((line) => line.variantId === variantId)
    return [{ variantId, product, question: { pool, others, own, lines } }]
  })
}

type Case = {
  readonly product: Product
  readonly others: readonly Reservation[]
  readonly poolMilli: number
  readonly held: Held
}

function stateOf(
  answer: Answer,
  { product, others, poolMilli: allMilli, held }: Case,
): LineState | undefined {
  const { line, ahead, allowedMilli } = answer
  const till = (holds: readonly Reservation[]) => {
    const ids = [...new Set(holds.map(({ terminalId }) => terminalId))]
    const names = ids.map(held.tillName).join(', ')
    return { en: names, ar: names }
  }
  if (line.quantityMilli > allowedMilli) {
    const before = till(ahead.length > 0 ? ahead : others)
    if (isStrict(product) && held.live) {
      return { kind: 'blocked', reason: 'held', till: before, availableMilli: allowedMilli }
    }
    const isFree = product.stockPolicy === 'allow' && !isStrict(product)
    return isFree ? undefined : { kind: 'last-unit', holder: 'them', till: before }
  }
  // Held for this basket, and not enough for those who came later.
  const later = others.filter((each) => !ahead.includes(each))
  const wantedMilli = later.reduce((sum, { quantityMilli }) => sum + quantityMilli, 0)
  const isShort = line.quantityMilli + wantedMilli > allMilli
  return isShort && answer.own && later.length > 0
    ? { kind: 'last-unit', holder: 'us', till: till(later) }
    : undefined
}
