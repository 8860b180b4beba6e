// Goods that come back against their receipt: which lines may, how much of each, and the lines they become in the
// basket. What they cost is what was paid for them, whatever the price is now.
import type { StoredSale } from '#sales/contract.ts'
import type { Id } from '#shared/ids.ts'
import { scaleMinor } from '#shared/money.ts'
import { type Basket, type Line, type Origin, plainLine, type ReturnOf } from './basket.ts'

export type Returnable = {
  readonly lineId: Id
  readonly variantId: Id
  readonly soldMilli: number
  readonly leftMilli: number
  readonly amountMinor: number
  /** What was paid for the line and has not been given back. */
  readonly unpaidMinor: number
}
export type Returning = Pick<ReturnOf, 'reason' | 'disposition'> & {
  readonly lineId: Id
  readonly quantityMilli: number
}

/** What may still come back of a sale, less what the open basket takes back already. */
export function returnables(sale: StoredSale, basket: Basket): Returnable[] {
  const before = new Map(sale.returned.map((each) => [each.lineId, each]))
  const here = new Map<Id, number>()
  for (const { returnOf, quantityMilli } of basket.lines) {
    if (!returnOf?.lineId) continue
    here.set(returnOf.lineId, (here.get(returnOf.lineId) ?? 0) - quantityMilli)
  }
  return sale.body.lines
    .filter(({ quantityMilli }) => quantityMilli > 0)
    .map(({ id, variantId, quantityMilli, amountMinor }) => {
      const gone = before.get(id)
      const goneMilli = (gone?.quantityMilli ?? 0) + (here.get(id) ?? 0)
      return {
        lineId: id,
        variantId,
        soldMilli: quantityMilli,
        leftMilli: Math.max(0, quantityMilli - goneMilli),
        amountMinor,
        unpaidMinor: Math.max(
          0,
          amountMinor -
            (gone?.refundedMinor ?? 0) -
            scaleMinor(amountMinor, here.get(id) ?? 0, quantityMilli),
        ),
      }
    })
}

/** What of a sale the lines that come back from it have in common. */
export function originOf({ saleId, receipt, customerId, refunds, body }: StoredSale): Origin {
  return { saleId, receipt, customerId, refunds, tenders: body.tenders }
}

/** The lines to add to the basket; what asks for more than is left is cut to it. */
export function returnLines(
  sale: StoredSale,
  basket: Basket,
  wanted: readonly Returning[],
  newId: () => Id,
): Line[] {
  const left = new Map(returnables(sale, basket).map((each) => [each.lineId, each]))
  const origin = originOf(sale)
  return wanted.flatMap(({ lineId, quantityMilli, reason, disposition }) => {
    const sold = sale.body.lines.find(({ id }) => id === lineId)
    const { leftMilli = 0, unpaidMinor = 0 } = left.get(lineId) ?? {}
    const backMilli = Math.min(quantityMilli, leftMilli)
    if (!sold || backMilli <= 0) return []
    const charge = {
      unitPriceCentiMinor: sold.unitPriceCentiMinor,
      decision: sold.decision,
      minimumMilli: 0,
    }
    const lots = sale.result.lines.find((line) => line.lineId === lineId)?.lots ?? []
    const line: Line = {
      ...plainLine,
      packMilli: sold.packMilli,
      id: newId(),
      variantId: sold.variantId,
      quantityMilli: -backMilli,
      lotId: sold.lotId ?? lots[0]?.lotId ?? null,
      charge,
      seen: charge,
      returnOf: { saleId: sale.saleId, lineId, reason, disposition },
      sold: { line: sold, leftMilli, unpaidMinor, origin },
    }
    return [line]
  })
}
