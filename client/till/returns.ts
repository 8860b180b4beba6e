// Goods that come back against their receipt: which lines may, how much of each, and the lines they become in the
// basket. What they cost is what was paid for them, whatever the price is now.
import type { StoredSale } from '#sales/contract.ts'
import { discountOf } from '#sales/rules.ts'
import type { Id } from '#shared/ids.ts'
import type { Basket, Line, ReturnOf } from './basket.ts'

export type Returnable = {
  readonly lineId: Id
  readonly variantId: Id
  readonly soldMilli: number
  readonly leftMilli: number
  readonly amountMinor: number
}
export type Returning = {
  readonly lineId: Id
  readonly quantityMilli: number
  readonly disposition: ReturnOf['disposition']
}

/** What may still come back of a sale, less what the open basket takes back already. */
export function returnables(sale: StoredSale, basket: Basket): Returnable[] {
  const gone = new Map(sale.returned.map(({ lineId, quantityMilli }) => [lineId, quantityMilli]))
  for (const { returnOf, quantityMilli } of basket.lines) {
    if (!returnOf?.lineId) continue
    gone.set(returnOf.lineId, (gone.get(returnOf.lineId) ?? 0) - quantityMilli)
  }
  return sale.body.lines
    .filter(({ quantityMilli }) => quantityMilli > 0)
    .map(({ id, variantId, quantityMilli, amountMinor }) => ({
      lineId: id,
      variantId,
      soldMilli: quantityMilli,
      leftMilli: Math.max(0, quantityMilli - Math.abs(gone.get(id) ?? 0)),
      amountMinor,
    }))
}

/** The lines to add to the basket; what asks for more than is left is cut to it. */
export function returnLines(
  sale: StoredSale,
  basket: Basket,
  wanted: readonly Returning[],
  reason: string,
  newId: () => Id,
): Line[] {
  const left = new Map(returnables(sale, basket).map((each) => [each.lineId, each]))
  return wanted.flatMap(({ lineId, quantityMilli, disposition }) => {
    const sold = sale.body.lines.find(({ id }) => id === lineId)
    const most = left.get(lineId)?.leftMilli ?? 0
    const backMilli = Math.min(quantityMilli, most)
    if (!sold || backMilli <= 0) return []
    const charge = {
      unitPriceCentiMinor: sold.unitPriceCentiMinor,
      decision: sold.decision,
      minimumMilli: 0,
    }
    const lots = sale.result.lines.find((line) => line.lineId === lineId)?.lots ?? []
    const line: Line = {
      id: newId(),
      variantId: sold.variantId,
      quantityMilli: -backMilli,
      lotId: sold.lotId ?? lots[0]?.lotId ?? null,
      lotBy: 'fefo',
      charge,
      seen: charge,
      change: null,
      discount: null,
      returnOf: { saleId: sale.saleId, lineId, reason, disposition },
      sold: {
        taxId: sold.taxId,
        quantityMilli: sold.quantityMilli,
        discountMinor: discountOf(sold),
        leftMilli: most,
      },
    }
    return [line]
  })
}
