// Deciding a sale, over locked rows: first whether it may be, then everything it does, in one go. A sale
// that happened offline is never refused for a rule of trade; only one that means nothing is.
import { addDays, dayIn } from '#shared/days.ts'
import { receiptNumber } from '#shared/receipt.ts'
import { decides, type About, type Objection } from '#kernel/decider.ts'
import type { Draft } from '#kernel/draft.ts'
import { Problem } from '#kernel/problems.ts'
import { settleBasket } from '#baskets/service.ts'
import { issue } from '#invoices/service.ts'
import { taxes } from '#stores/contract.ts'
import { expect, sessionFor } from '#tills/service.ts'
import { saleKind, type SaleBody, type SaleResult, type Totals } from './contract.ts'
import { documentOf, type Posted } from './document.ts'
import { Goods } from './goods.ts'
import { judgeBuyer, moveMoney } from './money.ts'
import { objectionOf } from './objection.ts'
import { claimOf, Permits } from './permits.ts'
import { planOf, wantsOf, type Plan } from './plan.ts'
import { keep, tell } from './posting.ts'
import { judgeRefunds, takeAllBack, type Origins } from './refunding.ts'
import { compute, paidOf, shapeFault, sumFaults, type Computed } from './rules.ts'
import { rememberSold } from './sold.ts'
import { judgePerson, judgePrices, judgeTaxes } from './terms.ts'
import { judgeVoid, sellAgain, type Reversal } from './undo.ts'

/** What a sale is decided with. */
type Case = {
  readonly draft: Draft
  readonly body: SaleBody
  readonly plan: Plan
  readonly about: About
  readonly object: Objection
  readonly permits: Permits
}

export const saleDecider = decides(saleKind, wantsOf, (body, draft, about) => {
  const plan = planOf(body, about)
  const object = objectionOf(draft, body.offline)
  const permits = new Permits(draft, claimOf(body, plan.store), about, object)
  const one: Case = { draft, body, plan, about, object, permits }
  judgeShape(one)
  const reversal = judgeVoid(draft, body, about, permits, object)
  const computed = reversal ? reversal.computed : judge(one)
  const session = sessionFor(draft, about, body)
  const kept = {
    businessOn: businessDay(one),
    cashSessionId: session?.id ?? body.cashSessionId,
  }
  const origins = takeAllBack(draft, body, object)
  judgeRefunds(one, computed, reversal !== undefined)
  if (reversal) sellAgain(draft, body, reversal)
  const results = moveGoods(one, origins, reversal)
  if (session) expect(draft, session, cashOf(body))
  const receipt = receiptNumber(plan.store, { code: about.terminalCode }, about)
  moveMoney(draft, about, { body, receipt, permits }, object)
  const totals = posted(body, computed)
  const all: Posted = { body, plan, receipt, computed, totals, results, origins }
  const pdf = plan.store.invoicePdf === 'always' || body.customerId !== null
  const document = documentOf(all, about.memory)
  const { invoiceId, number } = issue(draft, plan.store, about.at, document, pdf)
  const result = { saleId: body.id, receipt, invoiceId, invoiceNumber: number, lines: results }
  keep(draft, about, all, result, kept)
  tell(draft, about, all, result, kept)
  const { storeId, terminalId } = about
  const taxed = computed.taxed.lines
  const exceptions = draft.exceptions.map(({ code }) => code)
  const of = { id: body.id, storeId, terminalId, body, result, taxed, exceptions }
  rememberSold(draft, { ...of, ...kept })
  return result
})

/** Goods without a meaning cannot be posted, online or off. */
function judgeShape({ body, plan }: Case): void {
  const wrong = soundly(() => shapeFault(body, plan.store))
  if (wrong) throw new Problem(wrong.slug, wrong)
}

/** Objects to whatever is wrong with the sale by itself; gives what it really comes to. */
function judge({ draft, body, plan, about, object, permits }: Case): Computed {
  const { store } = plan
  judgePerson(body, about, permits, object)
  judgeBuyer(draft, body, object)
  judgePrices(draft, body, plan, about, object, permits)
  judgeTaxes(body, plan, about, object)
  const rates = about.memory.records(taxes)
  const computed = soundly(() => compute(body.lines, store, rates, body.tenders))
  for (const { slug, detail, lineId } of sumFaults(body, computed, store, rates)) {
    object(slug, detail, lineId === undefined ? {} : { lineId })
  }
  return computed
}

/** Amounts beyond a safe integer are a mistake of whoever wrote the sale, not of ours. */
function soundly<T>(compute_: () => T): T {
  try {
    return compute_()
  } catch (error) {
    if (error instanceof RangeError) throw new Problem('invalid-input', error.message)
    throw error
  }
}

/**
 * The business day that holds. One beyond tomorrow would push the days before it off every dashboard,
 * so it is refused, or put right where the sale is a fact.
 */
function businessDay({ draft, body, plan, about }: Case): string {
  const { businessOn, offline } = body
  const todayOn = dayIn(plan.store.timeZone, about.at)
  if (businessOn <= todayOn || businessOn === addDays(todayOn, 1)) return businessOn
  const detail = `Today is ${todayOn}, not ${businessOn}`
  if (!offline) throw new Problem('invalid-input', detail)
  draft.exception('clock-skew', detail)
  return todayOn
}

/** Moves the goods; what older baskets hold is left to them, and what this one held is used up. */
function moveGoods(
  { draft, body, plan, about, object }: Case,
  origins: Origins | undefined,
  reversal: Reversal | undefined,
): SaleResult['lines'] {
  const goods = new Goods(draft, about, body, plan, object)
  if (reversal) return goods.undo(reversal.sold.result)
  const counter = { selling: plan.places.selling, onDay: goods.onDay }
  const spared = settleBasket(draft, body, about, counter, object)
  return goods.move((i) => origins?.[i]?.lotId ?? null, spared)
}

function cashOf({ tenders, changeMinor }: SaleBody): number {
  let cashMinor = -changeMinor
  for (const { kind, amountMinor } of tenders) if (kind === 'cash') cashMinor += amountMinor
  return cashMinor
}

/**
 * The totals that hold. Of a fact the total is what was paid, and what that differs by from the sum of
 * its lines is written as rounding, so that the document adds up.
 */
function posted(body: SaleBody, { totals }: Computed): Totals {
  const totalMinor = paidOf(body)
  if (totalMinor === totals.totalMinor) return totals
  const roundingMinor = totalMinor - totals.netMinor - totals.taxMinor
  return { ...totals, roundingMinor, totalMinor }
}
