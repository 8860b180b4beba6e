// What a decided sale leaves behind: its rows and its fact. Whether it may be is decided elsewhere.
import type { Id } from '#shared/ids.ts'
import type { About } from '#kernel/decider.ts'
import type { Draft } from '#kernel/draft.ts'
import { saleCompleted, type SaleResult } from './contract.ts'
import type { Posted } from './document.ts'
import { SaleLineRow, SaleRow, TenderRow } from './entities.ts'
import { onlyLot } from './returns.ts'
import { discountOf } from './rules.ts'

/** The day and the drawer a sale belongs to, which may not be those of its body. */
export type Kept = { readonly businessOn: string; readonly cashSessionId: Id }

/** Writes the rows of a sale. */
export function keep(
  draft: Draft,
  about: About,
  all: Posted,
  result: SaleResult,
  kept: Kept,
): void {
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

/** Announces a sale. */
export function tell(
  draft: Draft,
  about: About,
  all: Posted,
  result: SaleResult,
  kept: Kept,
): void {
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
