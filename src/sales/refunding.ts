// What a sale takes back, and by what it gives the money back: against what was sold and paid, and by
// the store's policy for goods without a receipt.
import type { Id } from '#shared/ids.ts'
import type { Objection } from '#kernel/decider.ts'
import type { Draft } from '#kernel/draft.ts'
import { noReceiptAsk } from './asks.ts'
import type { SaleBody } from './contract.ts'
import type { Permits } from './permits.ts'
import type { Plan } from './plan.ts'
import { countRefunds } from './refunds.ts'
import { takeBack, type Origin } from './returns.ts'
import type { Computed } from './rules.ts'

/** Where each line that came back with its receipt was sold from, by position. */
export type Origins = readonly (Origin | undefined)[]

/** Counts what comes back with its receipt; undefined if nothing does. */
export function takeAllBack(draft: Draft, body: SaleBody, object: Objection): Origins | undefined {
  let found: (Origin | undefined)[] | undefined
  for (const [i, line] of body.lines.entries()) {
    const { saleId = null, lineId = null } = line.returnOf ?? {}
    if (!saleId || !lineId || line.quantityMilli > 0) continue
    found ??= []
    found[i] = takeBack(draft, body, line, { saleId, lineId }, object)
  }
  return found
}

type Case = {
  readonly draft: Draft
  readonly body: SaleBody
  readonly plan: Plan
  readonly permits: Permits
  readonly object: Objection
}

/**
 * Counts the money that goes back and objects to what goes back without a receipt, or by other tenders
 * than it came in, beyond the store's policy and the person's limit. A reversal gives back what was
 * paid as it was paid, and is only counted.
 */
export function judgeRefunds(
  { draft, body, plan, permits, object }: Case,
  computed: Computed,
  isReversal: boolean,
): void {
  const bySale = new Map<Id, number>()
  let noReceiptMinor = 0
  for (const [i, { quantityMilli, returnOf }] of body.lines.entries()) {
    if (quantityMilli > 0 || !returnOf) continue
    const valueMinor = -(computed.taxed.lines[i]?.grossMinor ?? 0)
    const { saleId } = returnOf
    if (saleId === null) noReceiptMinor += valueMinor
    else bySale.set(saleId, (bySale.get(saleId) ?? 0) + valueMinor)
  }
  if (bySale.size === 0 && noReceiptMinor === 0) return
  const { unexplainedMinor } = countRefunds(draft, body, bySale)
  if (isReversal) return
  const { noReceipt } = plan.store
  if (noReceiptMinor > 0 && noReceipt === 'refuse') {
    object('forbidden', 'This store takes nothing back without its receipt')
  } else if (noReceiptMinor > 0 && unexplainedMinor > 0 && noReceipt === 'store-credit') {
    object('forbidden', 'This store gives store credit only for goods without their receipt')
  }
  permits.need(noReceiptAsk(Math.max(noReceiptMinor, unexplainedMinor)))
}
