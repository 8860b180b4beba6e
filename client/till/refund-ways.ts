// How money goes back: by what it was paid with, up to what of that is left, and what of a refund goes another way.
// It computes what the hub will, from the sales that the goods of the basket come from; the hub has the last word.
import type { SaleLine, Tender } from '#sales/contract.ts'
import { compute, type SaleSettings, type Taxes } from '#sales/rules.ts'
import type { Id } from '#shared/ids.ts'
import type { Basket, Origin } from './basket.ts'
import type { Taken } from './tenders-taken.ts'

/** A way back: a kind of tender of a former sale, or the very account it was paid from. */
export type Way = {
  readonly kind: Tender['kind']
  readonly reference: string | null
  /** What of it has not been given back, and no more than the goods that come back are worth. */
  readonly mostMinor: number
  readonly receipt: string
}
export type Coming = {
  /** Each sale that goods come from, with what they are worth now that they come back. */
  readonly sales: readonly { readonly origin: Origin; readonly valueMinor: number }[]
  /** What comes back without a receipt is worth. */
  readonly noReceiptMinor: number
}
type Rules = { readonly settings: SaleSettings; readonly taxes: Taxes }

/** What comes back in a basket; `lines` are its lines as the sale will have them, in the same order. */
export function comingBack(basket: Basket, lines: readonly SaleLine[], rules: Rules): Coming {
  const { taxed } = compute(lines, rules.settings, rules.taxes, [])
  const sales = new Map<Id, { origin: Origin; valueMinor: number }>()
  let noReceiptMinor = 0
  for (const [i, { quantityMilli, returnOf }] of lines.entries()) {
    if (quantityMilli > 0 || !returnOf) continue
    const valueMinor = -(taxed.lines[i]?.grossMinor ?? 0)
    const origin = basket.lines[i]?.sold?.origin
    if (returnOf.saleId === null || !origin) noReceiptMinor += valueMinor
    else {
      const before = sales.get(returnOf.saleId)?.valueMinor ?? 0
      sales.set(returnOf.saleId, { origin, valueMinor: before + valueMinor })
    }
  }
  return { sales: [...sales.values()], noReceiptMinor }
}

/** By what the money may go back, cash last: what can be put back where it came from is. */
export function waysBack({ sales }: Coming): Way[] {
  return sales.flatMap(({ origin, valueMinor }) => {
    const { receipt, refunds, tenders } = origin
    const ways = refunds.flatMap(({ kind, paidMinor, refundedMinor }): Way[] => {
      const leftMinor = Math.min(valueMinor, Math.max(0, paidMinor - refundedMinor))
      if (leftMinor === 0) return []
      const whole = { kind, receipt, reference: null, mostMinor: leftMinor }
      return kind === 'cash' ? [whole] : byReference(whole, tenders)
    })
    return ways.toSorted((a, b) => Number(a.kind === 'cash') - Number(b.kind === 'cash'))
  })
}

// Two cards that paid one sale each get back no more than they gave.
function byReference(whole: Way, tenders: readonly Tender[]): Way[] {
  let leftMinor = whole.mostMinor
  const ways: Way[] = []
  for (const { kind, amountMinor, reference } of tenders) {
    if (kind !== whole.kind || amountMinor <= 0) continue
    const mostMinor = Math.min(amountMinor, leftMinor)
    leftMinor -= mostMinor
    if (mostMinor > 0) ways.push({ ...whole, reference, mostMinor })
  }
  // What an exchange kept of a former payment has no tender of its own here.
  return leftMinor > 0 ? [...ways, { ...whole, mostMinor: leftMinor }] : ways
}

/** Whether a way is open now: an account of ours needs its reference, one of a customer that customer. */
export function isOpenWay(
  { kind, reference }: Way,
  customerId: Id | null,
  origin?: Origin,
): boolean {
  if (kind === 'cash' || kind === 'card') return true
  if (kind === 'on-account') return customerId !== null && origin?.customerId === customerId
  return reference !== null
}

/** What to give back other than in cash, so that it goes where it came from; the rest is cash. */
export function suggestRefund(coming: Coming, oweMinor: number, customerId: Id | null): Taken[] {
  let restMinor = oweMinor
  const given: Taken[] = []
  for (const one of coming.sales) {
    let valueMinor = one.valueMinor
    for (const way of waysBack({ ...coming, sales: [one] })) {
      if (way.kind === 'cash' || !isOpenWay(way, customerId, one.origin)) continue
      const minor = Math.min(restMinor, valueMinor, way.mostMinor)
      if (minor <= 0) continue
      restMinor -= minor
      valueMinor -= minor
      given.push({ kind: way.kind, amountMinor: -minor, reference: way.reference })
    }
  }
  return given
}

/** What tenders keep of a sale by kind, less cash rounding; negative is given back. */
function keptBy(tenders: readonly Tender[], roundingMinor: number): Map<Tender['kind'], number> {
  const kept = new Map<Tender['kind'], number>()
  for (const { kind, amountMinor } of tenders) kept.set(kind, (kept.get(kind) ?? 0) + amountMinor)
  const cash = kept.get('cash')
  if (cash !== undefined) kept.set('cash', cash - roundingMinor)
  return kept
}

/**
 * What of the refunds goes back otherwise than it was paid and not as store credit, minor units: for
 * that, as for goods without a receipt, one needs the right or an approval.
 */
export function unexplained(
  { sales }: Coming,
  tenders: readonly Tender[],
  roundingMinor: number,
): number {
  const refunds = new Map<Tender['kind'], number>()
  for (const [kind, minor] of keptBy(tenders, roundingMinor)) {
    if (minor < 0 && kind !== 'store-credit') refunds.set(kind, -minor)
  }
  for (const { origin, valueMinor } of sales) {
    let restMinor = valueMinor
    for (const { kind, paidMinor, refundedMinor } of origin.refunds) {
      const leftMinor = Math.max(0, paidMinor - refundedMinor)
      const minor = Math.min(restMinor, leftMinor, refunds.get(kind) ?? 0)
      if (minor <= 0) continue
      refunds.set(kind, (refunds.get(kind) ?? 0) - minor)
      restMinor -= minor
    }
  }
  return [...refunds.values()].reduce((all, minor) => all + minor, 0)
}

/** What of a sale's return may need somebody's word: the larger of what has no receipt and goes another way. */
export function returnAskMinor(
  coming: Coming,
  tenders: readonly Tender[],
  roundingMinor: number,
): number {
  if (coming.sales.length === 0 && coming.noReceiptMinor === 0) return 0
  return Math.max(coming.noReceiptMinor, unexplained(coming, tenders, roundingMinor))
}
