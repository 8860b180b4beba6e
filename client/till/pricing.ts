// What each line charges while prices change under the open basket. The store's policy decides between the price the
// customer was shown and the one now in force; the rules of prices say which one is in force for whom.
import type { Channel, Price } from '#prices/contract.ts'
import { ONE_MILLI, priceFor } from '#prices/rules.ts'
import type { Id } from '#shared/ids.ts'
import type { Store as Shop } from '#stores/contract.ts'
import type { Basket, Charge, Line } from './basket.ts'
import type { Shelf } from './shelf.ts'

/** Whose prices: those of a group of customers, over a channel. */
export type Terms = { readonly customerGroupId: Id | null; readonly channel: Channel }
export const everybody: Terms = { customerGroupId: null, channel: 'store' }

export function termsOf({ customer, channel }: Pick<Basket, 'customer' | 'channel'>): Terms {
  return { customerGroupId: customer?.groupId ?? null, channel }
}

type Goods = Pick<Line, 'variantId' | 'quantityMilli'> & { readonly packMilli?: number }

/** The price in force for goods at an instant; undefined where there is none. */
export function chargeFor(
  shelf: Pick<Shelf, 'shop' | 'lists' | 'pricesOf'>,
  { variantId, quantityMilli, packMilli = ONE_MILLI }: Goods,
  at: string,
  terms: Terms,
): Charge | undefined {
  const price = priceFor({
    lists: shelf.lists,
    prices: shelf.pricesOf(variantId),
    store: shelf.shop,
    quantityMilli,
    packMilli,
    at,
    ...terms,
  })
  return price ? chargeOf(price) : undefined
}

function chargeOf({ id, listId, version, unitPriceCentiMinor, minimumMilli }: Price): Charge {
  return {
    unitPriceCentiMinor,
    decision: { priceId: id, listId, version, by: 'list' },
    minimumMilli,
  }
}

const same = (a: Charge, b: Charge) =>
  a.decision.priceId === b.decision.priceId &&
  a.decision.version === b.decision.version &&
  a.unitPriceCentiMinor === b.unitPriceCentiMinor

/** Which of two prices a basket charges: the one it showed before, or the one that came since. */
export function chosen(policy: Shop['priceChange'], before: Charge, fresh: Charge): Charge {
  switch (policy) {
    case 'take-new':
      return fresh
    case 'keep-old':
      return before
    case 'honour-lower':
      return before.unitPriceCentiMinor < fresh.unitPriceCentiMinor ? before : fresh
  }
}

/** Whether a line's price is not the list's to say: of a receipt, or what is put on a card. */
const isFixed = (line: Line) => line.sold !== null || line.issues !== null
export const isOverridden = (line: Pick<Line, 'charge'>) => line.charge.decision.by === 'override'

/**
 * The line after a look at the prices in force. The same object where nothing changed for it; goods of a receipt
 * are never touched, and a price that a person set stays while the list moves behind it.
 */
export function repriced(
  line: Line,
  shelf: Shelf,
  at: string,
  nowMs: number,
  terms: Terms = everybody,
): Line {
  if (isFixed(line)) return line
  const fresh = chargeFor(shelf, line, at, terms)
  if (!fresh || same(fresh, line.seen)) return line
  if (isOverridden(line)) return { ...line, seen: fresh }
  const charge = chosen(shelf.shop.priceChange, line.charge, fresh)
  if (fresh.unitPriceCentiMinor === line.charge.unitPriceCentiMinor) {
    return { ...line, charge: fresh, seen: fresh }
  }
  return {
    ...line,
    charge,
    seen: fresh,
    change: {
      atMs: nowMs,
      fromCentiMinor: line.charge.unitPriceCentiMinor,
      toCentiMinor: fresh.unitPriceCentiMinor,
      chargedCentiMinor: charge.unitPriceCentiMinor,
    },
  }
}

/**
 * The line for another customer or channel: their price, whatever it was for the former. Where they have none the
 * line keeps what it has, and the hub will say so.
 */
export function onTerms(line: Line, shelf: Shelf, at: string, terms: Terms): Line {
  if (isFixed(line)) return line
  const fresh = chargeFor(shelf, line, at, terms)
  if (!fresh || same(fresh, line.seen)) return line
  if (isOverridden(line)) return { ...line, seen: fresh }
  return { ...line, charge: fresh, seen: fresh, change: null }
}

/**
 * The line with another quantity. A quantity break is no price change: it is simply the price of so much. A former
 * price that was honoured stays honoured while it would still hold for the quantity.
 */
export function withQuantity(
  line: Line,
  quantityMilli: number,
  shelf: Shelf,
  at: string,
  terms: Terms = everybody,
): Line {
  const next = { ...line, quantityMilli }
  if (isFixed(line)) return next
  const fresh = chargeFor(shelf, next, at, terms)
  if (!fresh) return next
  if (isOverridden(line)) return { ...next, seen: fresh }
  const honoured =
    !same(line.charge, line.seen) && line.charge.minimumMilli <= Math.abs(quantityMilli)
  const charge = honoured ? chosen(shelf.shop.priceChange, line.charge, fresh) : fresh
  const change = same(fresh, line.seen) ? line.change : null
  return { ...next, charge, seen: fresh, change }
}

/** The line with a price a person says, for a reason; null takes the list's again. */
export function overridden(
  line: Line,
  price: { readonly unitPriceCentiMinor: number; readonly reason: string } | null,
): Line {
  if (price === null) return { ...line, charge: line.seen, change: null }
  const { unitPriceCentiMinor, reason } = price
  const decision = { ...line.seen.decision, by: 'override' as const, reason }
  return {
    ...line,
    change: null,
    charge: { unitPriceCentiMinor, decision, minimumMilli: 0 },
  }
}

export type PackChoice = {
  readonly packMilli: number
  /** Of the pack, such as CS; of the goods for what is sold by the unit. */
  readonly unit: string
  readonly charge: Charge
}

/** By what the goods of a line may be sold: the unit, and each pack that has a price of its own. */
export function packChoices(
  shelf: Shelf,
  line: Pick<Line, 'variantId' | 'quantityMilli'>,
  at: string,
  terms: Terms,
): PackChoice[] {
  const variant = shelf.variant(line.variantId)
  if (!variant) return []
  const one = { unit: variant.unit, quantityMilli: ONE_MILLI }
  return [one, ...variant.packs].flatMap(({ unit, quantityMilli: packMilli }) => {
    const goods = { variantId: line.variantId, quantityMilli: packMilli, packMilli }
    const charge = chargeFor(shelf, goods, at, terms)
    return charge ? [{ packMilli, unit, charge }] : []
  })
}

/** The line sold by another pack, as many packs as it holds units now or one. */
export function withPack(
  line: Line,
  pack: PackChoice,
  shelf: Shelf,
  at: string,
  terms: Terms,
): Line {
  if (isFixed(line) || pack.packMilli === line.packMilli) return line
  const count = Math.max(1, Math.round(Math.abs(line.quantityMilli) / line.packMilli))
  const quantityMilli = Math.sign(line.quantityMilli) * count * pack.packMilli
  const plain = { ...line, packMilli: pack.packMilli, charge: pack.charge, seen: pack.charge }
  return withQuantity({ ...plain, change: null }, quantityMilli, shelf, at, terms)
}
