// Goods that come back against their receipt: which lines may, how much of each, and the lines they become in the
// basket. What they cost is what was paid for them, whatever the price is now.
import type { SaleLine, StoredSale } from '#sales/contract.ts'
import type { Id } from '#shared/ids.ts'
import { scaleMinor, sumMinor } from '#shared/money.ts'
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
  const refunded = new Map(sale.returned.map((each) => [each.lineId, each.refundedMinor]))
  const origin = originOf(sale)
  return wanted.flatMap(({ lineId, quantityMilli, reason, disposition }) => {
    const sold = sale.body.lines.find(({ id }) => id === lineId)
    const { leftMilli = 0 } = left.get(lineId) ?? {}
    const backMilli = Math.min(quantityMilli, leftMilli)
    if (!sold || backMilli <= 0) return []
    const charge = {
      unitPriceCentiMinor: sold.unitPriceCentiMinor,
      decision: sold.decision,
      minimumMilli: 0,
    }
    const goneMilli = sold.quantityMilli - leftMilli
    const unpaidMinor = sold.amountMinor - (refunded.get(lineId) ?? 0)
    return lotsBack(sale, sold, goneMilli, backMilli).map((part): Line => ({
      ...plainLine,
      packMilli: sold.packMilli,
      id: newId(),
      variantId: sold.variantId,
      quantityMilli: -part.quantityMilli,
      lotId: part.lotId,
      charge,
      seen: charge,
      returnOf: { saleId: sale.saleId, lineId, reason, disposition },
      sold: { line: sold, leftMilli: part.leftMilli, unpaidMinor, origin },
    }))
  })
}

type LotBack = {
  readonly lotId: Id | null
  readonly quantityMilli: number
  /** How much of it may come back at most. */
  readonly leftMilli: number
}

/**
 * The lots that goods go back to: those they were sold from, in the same order, after as much as has come back before.
 * A line that somebody chose a lot for, or that was sold from none, is one part.
 */
function lotsBack(
  sale: StoredSale,
  { id, lotId, quantityMilli }: SaleLine,
  goneMilli: number,
  backMilli: number,
): LotBack[] {
  const lots = sale.result.lines.find(({ lineId }) => lineId === id)?.lots ?? []
  const allMilli = sumMinor(lots.map((each) => each.quantityMilli))
  const leftMilli = quantityMilli - goneMilli
  if (lotId !== null || lots.length < 2 || allMilli !== quantityMilli) {
    const one = lotId ?? lots[0]?.lotId ?? null
    return [{ lotId: one, quantityMilli: backMilli, leftMilli }]
  }
  const parts: LotBack[] = []
  let [skipMilli, openMilli] = [goneMilli, backMilli]
  for (const lot of lots) {
    const thereMilli = Math.max(0, lot.quantityMilli - skipMilli)
    skipMilli = Math.max(0, skipMilli - lot.quantityMilli)
    const takenMilli = Math.min(thereMilli, openMilli)
    if (takenMilli === 0) continue
    parts.push({ lotId: lot.lotId, quantityMilli: takenMilli, leftMilli: thereMilli })
    openMilli -= takenMilli
  }
  return parts
}
