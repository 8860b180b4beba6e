// Sales as they are kept: the sale, its lines and its tenders, written once; and what of each line has
// come back, which changes. The whole body is in the journal, word for word.
import { defineEntity, p } from '@mikro-orm/postgresql'
import type { Id } from '#shared/ids.ts'
import type { SaleBody, Tender } from './contract.ts'

export const SaleRow = defineEntity({
  name: 'SaleRow',
  tableName: 'sale',
  indexes: [
    { name: 'sale_store_id_business_on_index', properties: ['storeId', 'businessOn'] },
    { name: 'sale_receipt_index', properties: ['receipt'] },
  ],
  properties: {
    storeId: p.uuid().primary(),
    id: p.uuid().primary(),
    receipt: p.text(),
    terminalId: p.uuid(),
    personId: p.uuid(),
    customerId: p.uuid().nullable(),
    /** The session whose drawer the cash is in. */
    cashSessionId: p.uuid(),
    at: p.datetime(3),
    recordedAt: p.datetime(3),
    businessOn: p.date(),
    currency: p.text(),
    netMinor: p.bigint('number'),
    taxMinor: p.bigint('number'),
    roundingMinor: p.bigint('number'),
    totalMinor: p.bigint('number'),
    changeMinor: p.bigint('number'),
    offline: p.boolean(),
    invoiceId: p.uuid(),
    invoiceNumber: p.text(),
    channel: p.text().$type<SaleBody['channel']>(),
    salesPersonId: p.uuid().nullable(),
    /** The sale that this one reverses. */
    voidOf: p.uuid().nullable(),
  },
})

export const SaleLineRow = defineEntity({
  name: 'SaleLineRow',
  tableName: 'sale_line',
  properties: {
    storeId: p.uuid().primary(),
    saleId: p.uuid().primary(),
    position: p.integer().primary(),
    id: p.uuid(),
    variantId: p.uuid(),
    /** The lot all of it came from or went to; null where there was none or more than one. */
    lotId: p.uuid().nullable(),
    quantityMilli: p.bigint('number'),
    unitPriceCentiMinor: p.bigint('number'),
    discountMinor: p.bigint('number'),
    amountMinor: p.bigint('number'),
    netMinor: p.bigint('number'),
    taxMinor: p.bigint('number'),
    taxId: p.uuid().nullable(),
  },
})

export const TenderRow = defineEntity({
  name: 'TenderRow',
  tableName: 'tender',
  properties: {
    storeId: p.uuid().primary(),
    saleId: p.uuid().primary(),
    position: p.integer().primary(),
    kind: p.text().$type<Tender['kind']>(),
    amountMinor: p.bigint('number'),
    reference: p.text().nullable(),
  },
})

/** A sold line of which something has come back, in any store. */
export const ReturnedLineRow = defineEntity({
  name: 'ReturnedLineRow',
  tableName: 'returned_line',
  properties: {
    saleId: p.uuid().primary(),
    lineId: p.uuid().primary(),
    variantId: p.uuid(),
    lotId: p.uuid().nullable(),
    currency: p.text(),
    taxId: p.uuid().nullable(),
    unitPriceCentiMinor: p.bigint('number'),
    packMilli: p.bigint('number'),
    listTaxId: p.uuid().nullable(),
    soldMilli: p.bigint('number'),
    paidMinor: p.bigint('number'),
    returnedMilli: p.bigint('number'),
    refundedMinor: p.bigint('number'),
    /** Beyond what was sold and paid: offline, and a second time. */
    beyondMilli: p.bigint('number'),
    beyondMinor: p.bigint('number'),
  },
})

/** What has been given back of each way a sale was paid, from the first time something comes back. */
export const RefundedTenderRow = defineEntity({
  name: 'RefundedTenderRow',
  tableName: 'refunded_tender',
  properties: {
    saleId: p.uuid().primary(),
    kind: p.text().primary().$type<Tender['kind']>(),
    paidMinor: p.bigint('number'),
    refundedMinor: p.bigint('number'),
  },
})

/** A sale that was reversed whole. */
export const VoidedSaleRow = defineEntity({
  name: 'VoidedSaleRow',
  tableName: 'voided_sale',
  properties: { saleId: p.uuid().primary(), voidId: p.uuid() },
})

/** What was taken out of a basket before it was paid for. */
export const VoidedLineRow = defineEntity({
  name: 'VoidedLineRow',
  tableName: 'voided_line',
  properties: {
    storeId: p.uuid().primary(),
    voidId: p.uuid().primary(),
    position: p.integer().primary(),
    basketId: p.uuid(),
    cashSessionId: p.uuid().nullable(),
    terminalId: p.uuid(),
    personId: p.uuid(),
    at: p.datetime(3),
    whole: p.boolean(),
    variantId: p.uuid(),
    quantityMilli: p.bigint('number'),
    amountMinor: p.bigint('number'),
    reason: p.text(),
  },
})

export const salesEntities = [
  SaleRow,
  SaleLineRow,
  TenderRow,
  ReturnedLineRow,
  RefundedTenderRow,
  VoidedSaleRow,
  VoidedLineRow,
]

/** A sold line as the lane holds it to take some of it back, with the number of its sale's invoice. */
export type ReturnedHeld = {
  saleId: Id
  lineId: Id
  variantId: Id
  lotId: Id | null
  currency: string
  taxId: Id | null
  unitPriceCentiMinor: number
  packMilli: number
  listTaxId: Id | null
  soldMilli: number
  paidMinor: number
  returnedMilli: number
  refundedMinor: number
  beyondMilli: number
  beyondMinor: number
  invoiceNumber: string
}

/** The columns of a summary under the names of the contract, for raw SQL. */
export const summaryColumns = `id as "saleId", receipt, invoice_id as "invoiceId",
  invoice_number as "invoiceNumber", terminal_id as "terminalId", person_id as "personId",
  customer_id as "customerId", at, recorded_at as "recordedAt", business_on::text as "businessOn",
  currency, total_minor as "totalMinor", offline`
