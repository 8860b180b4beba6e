// Deciding a sale, over locked rows: first whether it may be, then everything it does, in one go. A sale
// that happened offline is never refused for a rule of trade; only one that means nothing is.
import { addDays, dayIn } from '#shared/days.ts'
import type { Id } from '#shared/ids.ts'
import { decides, type About } from '#kernel/decider.ts'
import type { Draft } from '#kernel/draft.ts'
import { Problem } from '#kernel/problems.ts'
import { issue } from '#invoices/service.ts'
import { taxes } from '#stores/contract.ts'
import { expect, sessionFor } from '#tills/service.ts'
import { saleCompleted, saleKind, type SaleBody, type SaleResult, type Totals } from './contract.ts'
import { documentOf, type Posted } from './document.ts'
import { SaleLineRow, SaleRow, TenderRow } from './entities.ts'
import { Goods } from './goods.ts'
import { objectionOf, type Objection } from './objection.ts'
import { planOf, wantsOf, type Plan } from './plan.ts'
import { onlyLot, rememberSold, takeBack, type Origin } from './returns.ts'
import { compute, discountOf, paidOf, shapeFault, sumFaults, type Computed } from './rules.ts'
import { judgePerson, judgePrices, judgeTaxes } from './terms.ts'

export const saleDecider = decides(saleKind, wantsOf, (body, draft, about) => {
  const plan = planOf(body, about)
  const object = objectionOf(draft, body.offline)
  const computed = judge(draft, body, plan, about, object)
  const session = sessionFor(draft, about, body)
  const businessOn = businessDay(draft, body, plan, about)
  const origins = takeAllBack(draft, body, object)
  const goods = new Goods(draft, about, body, plan, object)
  const results = goods.move((i) => origins?.[i]?.lotId ?? null)
  if (session) expect(draft, session, cashOf(body))
  const receipt = `${plan.store.code}-${about.terminalCode}-${about.fence}-${about.n}`
  const totals = posted(body, computed)
  const all: Posted = { body, plan, receipt, computed, totals, results, origins }
  const pdf = plan.store.invoicePdf === 'always' || body.customerId !== null
  const document = documentOf(all, about.memory)
  const { invoiceId, number } = issue(draft, plan.store, about.at, document, pdf)
  const result = { saleId: body.id, receipt, invoiceId, invoiceNumber: number, lines: results }
  const kept = { businessOn, cashSessionId: session?.id ?? body.cashSessionId }
  keep(draft, about, all, result, kept)
  tell(draft, about, all, result, kept)
  rememberSold(draft, { body, result })
  return result
})

/** Objects to whatever is wrong with the sale by itself; gives what it really comes to. */
function judge(
  draft: Draft,
  body: SaleBody,
  plan: Plan,
  about: About,
  object: Objection,
): Computed {
  const { store } = plan
  const wrong = soundly(() => shapeFault(body, store))
  // Goods without a meaning cannot be posted, online or off.
  if (wrong) throw new Problem(wrong.slug, wrong)
  judgePerson(body, about, object)
  judgePrices(draft, body, plan, about, object)
  judgeTaxes(plan, object)
  const rates = about.memory.records(taxes)
  const computed = soundly(() => compute(body.lines, store, rates, body.tenders))
  for (const { slug, detail, lineId } of sumFaults(body, computed, store, rates)) {
    object(slug, detail, lineId)
  }
  if (body.tenders.some(({ kind }) => kind === 'on-account') && body.customerId === null) {
    object('invalid-input', 'An account needs a customer')
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

// How far ahead of the hub a till's clock may run before it is told.
const AHEAD_MS = 600_000

/**
 * The business day that holds. One beyond tomorrow would push the days before it off every dashboard,
 * so it is refused, or put right where the sale is a fact.
 */
function businessDay(draft: Draft, body: SaleBody, plan: Plan, about: About): string {
  const { businessOn, offline } = body
  if (offline && Date.parse(body.at) - Date.parse(about.at) > AHEAD_MS) {
    draft.exception('clock-skew', `The till said ${body.at}`)
  }
  const todayOn = dayIn(plan.store.timeZone, about.at)
  if (businessOn <= todayOn || businessOn === addDays(todayOn, 1)) return businessOn
  const detail = `Today is ${todayOn}, not ${businessOn}`
  if (!offline) throw new Problem('invalid-input', detail)
  draft.exception('clock-skew', detail)
  return todayOn
}

/** Counts what comes back with its receipt; gives where each line was sold from, if anything does. */
function takeAllBack(
  draft: Draft,
  body: SaleBody,
  object: Objection,
): (Origin | undefined)[] | undefined {
  let found: (Origin | undefined)[] | undefined
  for (const [i, line] of body.lines.entries()) {
    const { saleId = null, lineId = null } = line.returnOf ?? {}
    if (!saleId || !lineId) continue
    found ??= []
    found[i] = takeBack(draft, body, line, { saleId, lineId }, object)
  }
  return found
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

type Kept = { readonly businessOn: string; readonly cashSessionId: Id }

function keep(draft: Draft, about: About, all: Posted, result: SaleResult, kept: Kept): void {
  const { body, totals, computed } = all
  const { storeId } = about
  const saleId = body.id
  const { netMinor, taxMinor, roundingMinor, totalMinor } = totals
  const { receipt, invoiceId, invoiceNumber } = result
  draft.insert(SaleRow, {
    storeId,
    id: saleId,
    receipt,
    terminalId: about.terminalId,
    personId: body.personId,
    customerId: body.customerId,
    ...kept,
    at: body.at,
    recordedAt: about.at,
    currency: body.currency,
    netMinor,
    taxMinor,
    roundingMinor,
    totalMinor,
    changeMinor: body.changeMinor,
    offline: body.offline,
    invoiceId,
    invoiceNumber,
    channel: body.channel,
    salesPersonId: body.salesPersonId,
    voidOf: body.voidOf,
  })
  for (const [position, line] of body.lines.entries()) {
    const taxed = computed.taxed.lines[position]
    const lineResult = result.lines[position]
    draft.insert(SaleLineRow, {
      storeId,
      saleId,
      position,
      id: line.id,
      variantId: line.variantId,
      lotId: lineResult ? onlyLot(lineResult) : null,
      quantityMilli: line.quantityMilli,
      unitPriceCentiMinor: line.unitPriceCentiMinor,
      discountMinor: discountOf(line),
      amountMinor: line.amountMinor,
      netMinor: taxed?.netMinor ?? 0,
      taxMinor: taxed?.taxMinor ?? 0,
      taxId: line.taxId,
    })
  }
  for (const [position, { kind, amountMinor, reference }] of body.tenders.entries()) {
    draft.insert(TenderRow, { storeId, saleId, position, kind, amountMinor, reference })
  }
}

function tell(draft: Draft, about: About, all: Posted, result: SaleResult, kept: Kept): void {
  const { body, totals } = all
  draft.emit(saleCompleted, about.storeId, {
    saleId: body.id,
    receipt: result.receipt,
    invoiceNumber: result.invoiceNumber,
    terminalId: about.terminalId,
    personId: body.personId,
    customerId: body.customerId,
    cashSessionId: kept.cashSessionId,
    at: body.at,
    businessOn: kept.businessOn,
    currency: body.currency,
    offline: body.offline,
    lines: body.lines.map(({ variantId, quantityMilli, amountMinor }) => {
      return { variantId, quantityMilli, amountMinor }
    }),
    tenders: body.tenders.map(({ kind, amountMinor }) => ({ kind, amountMinor })),
    changeMinor: body.changeMinor,
    netMinor: totals.netMinor,
    taxMinor: totals.taxMinor,
    totalMinor: totals.totalMinor,
    exceptions: draft.exceptions.map(({ code }) => code),
    ...(body.salesPersonId && { salesPersonId: body.salesPersonId }),
    ...(body.voidOf && { voidOf: body.voidOf }),
  })
}
