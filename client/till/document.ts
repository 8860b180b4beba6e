// The basket as the document a sale is: its lines, what they come to, and the body that is journaled. All sums are
// those of the rules of sales, which the hub computes again.
import { buildLine, buildSale, type NewSale, returnLine, totalsOf } from '#sales/rules.ts'
import type { SaleBody, SaleLine, Tender, Totals } from '#sales/contract.ts'
import type { Id } from '#shared/ids.ts'
import { lineAmountMinor, scaleMinor, sumMinor } from '#shared/money.ts'
import type { Basket, Line, ReturnOf, Sold } from './basket.ts'
import { lotToSend, productOf } from './lots.ts'
import type { Shelf } from './shelf.ts'

/** Before any discount. */
export function fullAmount({ charge, quantityMilli }: Line): number {
  return lineAmountMinor(charge.unitPriceCentiMinor, quantityMilli)
}

/** What the discount takes off, with the sign of the line; never more than all of it. */
export function discountOf(line: Line): number {
  const full = fullAmount(line)
  if (line.sold) {
    const { discounts, quantityMilli } = line.sold.line
    const shares = discounts.map((each) =>
      scaleMinor(each.amountMinor, line.quantityMilli, quantityMilli),
    )
    return sumMinor(shares)
  }
  if (!line.discount) return 0
  if (line.discount.kind === 'percent') return scaleMinor(full, line.discount.ratePpm, 1_000_000)
  return Math.sign(full) * Math.min(line.discount.amountMinor, Math.abs(full))
}

/** Goods of a receipt are worth what was paid for them; prices and taxes of today play no part. */
function lineBack(line: Line, { line: sold, unpaidMinor }: Sold, returnOf: ReturnOf, shelf: Shelf) {
  const { id, lotId } = line
  const back = { id, quantityMilli: -line.quantityMilli, lotId, returnOf, unpaidMinor }
  return returnLine(sold, back, shelf.shop, shelf.taxes)
}

export function saleLine(line: Line, shelf: Shelf): SaleLine {
  const { sold, returnOf } = line
  if (sold && returnOf) {
    return buildLine(lineBack(line, sold, returnOf, shelf), shelf.shop, shelf.taxes)
  }
  const amountMinor = discountOf(line)
  const discount = { by: 'line' as const, amountMinor, reason: null, ruleId: null }
  const made = {
    id: line.id,
    variantId: line.variantId,
    unitPriceCentiMinor: line.charge.unitPriceCentiMinor,
    quantityMilli: line.quantityMilli,
    discounts: amountMinor === 0 ? [] : [discount],
    lotId: line.quantityMilli > 0 ? lotToSend(shelf, line) : line.lotId,
    decision: line.charge.decision,
    taxId: productOf(shelf, line.variantId)?.taxId ?? null,
    returnOf,
  }
  return buildLine(made, shelf.shop, shelf.taxes)
}

/** What lines and tenders come to; without tenders nothing is rounded for cash. */
export function basketTotals(
  lines: readonly Line[],
  shelf: Shelf,
  tenders: readonly Pick<Tender, 'kind' | 'amountMinor'>[] = [],
): Totals {
  const priced = lines.map((line) => saleLine(line, shelf))
  return totalsOf(priced, shelf.shop, shelf.taxes, tenders)
}

export type Occasion = {
  readonly at: string
  readonly businessOn: string
  readonly personId: Id
  readonly cashSessionId: Id
  /** The goods leave before the hub can answer. */
  readonly offline: boolean
  readonly tenders: readonly Tender[]
}

export function saleOf(basket: Basket, shelf: Shelf, occasion: Occasion): SaleBody {
  const sale: NewSale = {
    id: basket.id,
    customerId: basket.customer?.id ?? null,
    basketId: basket.atHub ? basket.basketId : null,
    ...occasion,
    lines: basket.lines.map((line) => saleLine(line, shelf)),
    tenders: [...occasion.tenders],
  }
  return buildSale(sale, shelf.shop, shelf.taxes)
}
