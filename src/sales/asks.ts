// What of a basket may need somebody's approval, how much is asked, and what the approval is bound to:
// the same on the till, which asks, and on the hub, which uses the grant. Pure.
import { subjectHash } from '#approvals/rules.ts'
import type { ApprovalKind, Subject } from '#approvals/contract.ts'
import type { Id } from '#shared/ids.ts'
import { sumMinor, WHOLE_PPM } from '#shared/money.ts'
import { discountOf, fullAmount } from './amounts.ts'
import type { SaleBody, SaleLine } from './contract.ts'

const MOST_LINES = 500

/** How much is asked for, in minor units, and its share where the limit of the kind is one. */
export type Ask = Pick<Subject, 'askMinor' | 'askPpm'> & { readonly kind: ApprovalKind }
type Line = Pick<
  SaleLine,
  'quantityMilli' | 'packMilli' | 'unitPriceCentiMinor' | 'discounts' | 'returnOf'
>

/** The share of a part in a whole, rounded up to a part per million; all of nothing. */
function sharePpm(partMinor: number, wholeMinor: number): number {
  if (partMinor <= 0) return 0
  if (partMinor >= wholeMinor) return WHOLE_PPM
  return Number(
    (BigInt(partMinor) * BigInt(WHOLE_PPM) + BigInt(wholeMinor) - 1n) / BigInt(wholeMinor),
  )
}

/**
 * What is taken off what is sold, by whatever discount: until there are rules that give promotions,
 * one is somebody's word like any other. Undefined where nothing is.
 */
export function discountAsk(lines: readonly Line[]): Ask | undefined {
  const sold = lines.filter(({ returnOf }) => returnOf === null)
  const askMinor = sumMinor(sold.map(discountOf))
  if (askMinor === 0) return undefined
  return { kind: 'discount', askMinor, askPpm: sharePpm(askMinor, sumMinor(sold.map(fullAmount))) }
}

/** What a line would cost by the list, hundredths of a minor unit for its pack; null for no price. */
export type ListPrice<L> = (line: L) => number | null

/**
 * What overridden prices are below those of the list: the sum, and the largest share of a line. A line
 * that has no price is wholly a matter of trust. Undefined where nothing is overridden.
 */
export function overrideAsk<L extends Line & Pick<SaleLine, 'decision'>>(
  lines: readonly L[],
  listPrice: ListPrice<L>,
): Ask | undefined {
  let askMinor = 0
  let askPpm: number | undefined
  for (const line of lines) {
    if (line.decision.by !== 'override' || line.returnOf?.saleId) continue
    const listCentiMinor = listPrice(line)
    const fullMinor = Math.abs(fullAmount(line))
    if (listCentiMinor === line.unitPriceCentiMinor) continue
    if (listCentiMinor === null) {
      askMinor += fullMinor
      askPpm = WHOLE_PPM
      continue
    }
    const listMinor = Math.abs(fullAmount({ ...line, unitPriceCentiMinor: listCentiMinor }))
    askMinor += Math.max(0, listMinor - fullMinor)
    const below = sharePpm(listCentiMinor - line.unitPriceCentiMinor, listCentiMinor)
    askPpm = Math.max(askPpm ?? 0, below)
  }
  return askPpm === undefined ? undefined : { kind: 'price-override', askMinor, askPpm }
}

/** What a reversed sale came to. */
export function voidAsk({ totals, voidOf }: Pick<SaleBody, 'totals' | 'voidOf'>): Ask | undefined {
  if (voidOf === null) return undefined
  return { kind: 'void', askMinor: Math.abs(totals.totalMinor), askPpm: null }
}

/** Value that is given back without a receipt, or by other tenders than it was paid with. */
export function noReceiptAsk(askMinor: number): Ask | undefined {
  return askMinor > 0 ? { kind: 'no-receipt-return', askMinor, askPpm: null } : undefined
}

type Basket = Pick<SaleBody, 'lines' | 'totals' | 'currency' | 'customerId' | 'voidOf'>

/** What an approval of this ask is about: the basket as it stands, and how much is asked for. */
export function subjectOf(body: Basket, ask: Pick<Ask, 'askMinor' | 'askPpm'>): Subject {
  const { totals, currency, customerId, voidOf } = body
  return {
    lines: body.lines.slice(0, MOST_LINES).map((line) => ({
      variantId: line.variantId,
      lotId: line.lotId,
      quantityMilli: line.quantityMilli,
      packMilli: line.packMilli,
      unitPriceCentiMinor: line.unitPriceCentiMinor,
      amountMinor: line.amountMinor,
      discounts: line.discounts.map(({ by, amountMinor }) => ({ by, amountMinor })),
      returnOf: line.returnOf && { saleId: line.returnOf.saleId, lineId: line.returnOf.lineId },
    })),
    totalMinor: totals.netMinor + totals.taxMinor,
    currency,
    askMinor: ask.askMinor,
    askPpm: ask.askPpm,
    customerId,
    documentId: voidOf,
  }
}

/** The hash an approval of this ask for this basket is bound to. */
export function askHash(body: Basket, ask: Ask, storeId: Id): string {
  return subjectHash({ ...subjectOf(body, ask), kind: ask.kind, storeId })
}
