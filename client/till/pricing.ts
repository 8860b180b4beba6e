// What each line charges while prices change under the open basket. The store's policy decides between the price the
// customer was shown and the one now in force; the rules of prices say which one is in force.
import type { Price } from '#prices/contract.ts'
import { priceFor } from '#prices/rules.ts'
import type { Id } from '#shared/ids.ts'
import type { Store as Shop } from '#stores/contract.ts'
import type { Charge, Line } from './basket.ts'
import type { Shelf } from './shelf.ts'

/** The price in force for a quantity at an instant; undefined where there is none. */
export function chargeFor(
  shelf: Pick<Shelf, 'shop' | 'lists' | 'pricesOf'>,
  variantId: Id,
  quantityMilli: number,
  at: string,
): Charge | undefined {
  const price = priceFor({
    lists: shelf.lists,
    prices: shelf.pricesOf(variantId),
    store: shelf.shop,
    quantityMilli,
    at,
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

/**
 * The line after a look at the prices in force. The same object where nothing changed for it; goods of a receipt
 * and prices a person set are never touched.
 */
export function repriced(line: Line, shelf: Shelf, at: string, nowMs: number): Line {
  if (line.sold || line.charge.decision.by === 'override') return line
  const fresh = chargeFor(shelf, line.variantId, line.quantityMilli, at)
  if (!fresh || same(fresh, line.seen)) return line
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
 * The line with another quantity. A quantity break is no price change: it is simply the price of so much. A former
 * price that was honoured stays honoured while it would still hold for the quantity.
 */
export function withQuantity(line: Line, quantityMilli: number, shelf: Shelf, at: string): Line {
  const next = { ...line, quantityMilli }
  if (line.sold || line.charge.decision.by === 'override') return next
  const fresh = chargeFor(shelf, line.variantId, quantityMilli, at)
  if (!fresh) return next
  const honoured =
    !same(line.charge, line.seen) && line.charge.minimumMilli <= Math.abs(quantityMilli)
  const charge = honoured ? chosen(shelf.shop.priceChange, line.charge, fresh) : fresh
  const change = same(fresh, line.seen) ? line.change : null
  return { ...next, charge, seen: fresh, change }
}
