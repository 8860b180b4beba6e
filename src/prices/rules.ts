// Which price holds for a variant in a store at an instant, and what becomes of the prices that held
// before when one is set. Pure, so that a till decides offline what the hub decides.
import type { Store } from '#stores/contract.ts'
import type { Channel, Price, PriceList } from './contract.ts'

/** A price that is for the unit itself, not for a pack. */
export const ONE_MILLI = 1000

/** A list that holds everywhere, for everybody, at any time, and before no other. */
export const plainList: Omit<PriceList, 'id' | 'name' | 'currency'> = {
  storeIds: null,
  customerGroupIds: null,
  channels: null,
  priority: 0,
  validFrom: null,
  validTo: null,
  active: true,
}

export type PriceQuestion = {
  readonly lists: ReadonlyMap<string, PriceList>
  /** The prices of one variant, in whatever lists. */
  readonly prices: readonly Price[]
  readonly store: Pick<Store, 'id' | 'currency'>
  /** What the line holds; a return (negative) is priced as the sale of as much. */
  readonly quantityMilli: number
  readonly at: string
  /** The group of the customer, if there is one; nobody's when absent. */
  readonly customerGroupId?: string | null
  /** At the counter when absent. */
  readonly channel?: Channel
  /** The pack the goods are sold in, by its size; by the unit when absent. */
  readonly packMilli?: number
}

/** Why a price does not hold, or lost to another; `holds` is the one that won. */
export type Why =
  | 'holds'
  | 'list-unknown'
  | 'list-inactive'
  | 'list-of-other-currency'
  | 'list-of-other-stores'
  | 'list-of-other-customers'
  | 'list-of-other-channels'
  | 'list-not-begun'
  | 'list-over'
  | 'not-begun'
  | 'over'
  | 'other-pack'
  | 'quantity-too-small'
  | 'lower-priority'
  | 'smaller-quantity-break'
  | 'older'

/** The price that holds, or null. */
export function priceFor(question: PriceQuestion): Price | null {
  let winner: Price | null = null
  for (const price of question.prices) {
    if (bar(question, price) !== undefined) continue
    if (winner === null || lossOf(question, winner, price) !== undefined) winner = price
  }
  return winner
}

/** The same with every price that was considered and why it holds or does not. */
export function explainPrice(question: PriceQuestion): {
  price: Price | null
  considered: { price: Price; why: Why }[]
} {
  const winner = priceFor(question)
  const considered = question.prices.map((price) => {
    const why = bar(question, price) ?? (winner && lossOf(question, price, winner)) ?? 'holds'
    return { price, why }
  })
  return { price: winner, considered }
}

/** What keeps a price from holding at all. */
function bar(question: PriceQuestion, price: Price): Why | undefined {
  const { lists, quantityMilli, at, packMilli = ONE_MILLI } = question
  const list = lists.get(price.listId)
  if (!list) return 'list-unknown'
  const barred = listBar(question, list)
  if (barred) return barred
  if (at < price.validFrom) return 'not-begun'
  if (price.validTo !== null && at >= price.validTo) return 'over'
  if (price.packMilli !== packMilli || quantityMilli % packPart(packMilli) !== 0)
    return 'other-pack'
  if (price.minimumMilli > Math.abs(quantityMilli)) return 'quantity-too-small'
  return undefined
}

// A pack is sold whole; what is sold by the unit may be sold in parts of it.
const packPart = (packMilli: number) => (packMilli === ONE_MILLI ? 1 : packMilli)

function listBar(question: PriceQuestion, list: PriceList): Why | undefined {
  const { store, at, customerGroupId = null, channel = 'store' } = question
  if (!list.active) return 'list-inactive'
  if (list.currency !== store.currency) return 'list-of-other-currency'
  if (list.storeIds && !list.storeIds.includes(store.id)) return 'list-of-other-stores'
  if (list.customerGroupIds && !list.customerGroupIds.some((each) => each === customerGroupId)) {
    return 'list-of-other-customers'
  }
  if (list.channels && !list.channels.includes(channel)) return 'list-of-other-channels'
  if (list.validFrom !== null && at < list.validFrom) return 'list-not-begun'
  if (list.validTo !== null && at >= list.validTo) return 'list-over'
  return undefined
}

/** Why `price` loses to `other`, both of which may hold; undefined if it does not. */
function lossOf({ lists }: PriceQuestion, price: Price, other: Price): Why | undefined {
  const priority = (of: Price) => lists.get(of.listId)?.priority ?? 0
  if (priority(price) !== priority(other)) {
    return priority(price) < priority(other) ? 'lower-priority' : undefined
  }
  if (price.minimumMilli !== other.minimumMilli) {
    return price.minimumMilli < other.minimumMilli ? 'smaller-quantity-break' : undefined
  }
  if (price.validFrom !== other.validFrom) {
    return price.validFrom < other.validFrom ? 'older' : undefined
  }
  // Two lists of one priority that begin together: the id, so that hub and till agree.
  return price.id < other.id ? 'older' : undefined
}

/** What becomes of the prices of one list, variant, pack and minimum. */
type Ending = {
  /** Prices with a new end that lies ahead. */
  readonly shortened: readonly Price[]
  /** Prices that will not hold any more; the replicas let go of them. */
  readonly over: readonly Price[]
}
type Placing = Ending & { readonly price: Omit<Price, 'version'> }

/**
 * Places a price among those of the same list, variant and minimum that are not over. The one it falls
 * into ends where it begins, and it ends where the next one planned begins, so that two never overlap.
 */
export function placePrice(
  standing: readonly Price[],
  fresh: Omit<Price, 'version' | 'validTo'>,
  at: string,
): Placing {
  const begins = fresh.validFrom
  const later = standing.filter(({ validFrom }) => validFrom > begins)
  const next = later.map(({ validFrom }) => validFrom).toSorted()[0] ?? null
  return { price: { ...fresh, validTo: next }, ...endPrice(standing, begins, at) }
}

/** Ends the price that holds at `ends`, the present `at` or later; those planned after it stay. */
export function endPrice(standing: readonly Price[], ends: string, at: string): Ending {
  const ended = standing
    .filter(({ validFrom, validTo }) => validFrom <= ends && (validTo === null || validTo > ends))
    .map((price) => ({ ...price, validTo: ends }))
  const isOver = (price: Price) => ends <= at || price.validFrom === ends
  return { shortened: ended.filter((price) => !isOver(price)), over: ended.filter(isOver) }
}
