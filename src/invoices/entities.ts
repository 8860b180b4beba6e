// Invoices as they are kept: series with their last number, documents that never change with the very
// text that was hashed, and, apart from them, how far their PDF is.
import { defineEntity, p } from '@mikro-orm/postgresql'
import type { Id } from '#shared/ids.ts'
import type { Invoice } from './contract.ts'

export const InvoiceSeriesRow = defineEntity({
  name: 'InvoiceSeriesRow',
  tableName: 'invoice_series',
  uniques: [{ name: 'invoice_series_store_id_code_unique', properties: ['storeId', 'code'] }],
  properties: {
    storeId: p.uuid().primary(),
    id: p.uuid().primary(),
    /** What its numbers begin with. */
    code: p.text(),
    lastSerial: p.bigint('number'),
    lastHash: p.text(),
    lastIssuedAt: p.datetime(3).nullable(),
  },
})

export const InvoiceRow = defineEntity({
  name: 'InvoiceRow',
  tableName: 'invoice',
  uniques: [
    {
      name: 'invoice_store_id_series_id_serial_unique',
      properties: ['storeId', 'seriesId', 'serial'],
    },
    { name: 'invoice_store_id_sale_id_unique', properties: ['storeId', 'saleId'] },
  ],
  properties: {
    storeId: p.uuid().primary(),
    id: p.uuid().primary(),
    seriesId: p.uuid(),
    /** Dense in its series, from 1. */
    serial: p.bigint('number'),
    number: p.text(),
    kind: p.text().$type<Invoice['kind']>(),
    saleId: p.uuid(),
    issuedAt: p.datetime(3),
    currency: p.text(),
    netMinor: p.bigint('number'),
    taxMinor: p.bigint('number'),
    totalMinor: p.bigint('number'),
    customerId: p.uuid().nullable(),
    /** JSON of InvoiceBody, exactly as it was hashed. */
    body: p.text(),
    hash: p.text(),
    previousHash: p.text(),
  },
})

export const InvoicePdfRow = defineEntity({
  name: 'InvoicePdfRow',
  tableName: 'invoice_pdf',
  properties: {
    storeId: p.uuid().primary(),
    invoiceId: p.uuid().primary(),
    state: p.text().$type<Invoice['pdf']>(),
    /** Raised each time it is asked for again after it failed. */
    attempt: p.integer(),
  },
})

export const invoicesEntities = [InvoiceSeriesRow, InvoiceRow, InvoicePdfRow]

/** A series as the lane holds it. */
export type SeriesHeld = {
  storeId: Id
  id: Id
  code: string
  lastSerial: number
  lastHash: string
  lastIssuedAt: string | null
}

/** The columns of an invoice under the names of the contract, for raw SQL. */
export const invoiceColumns = `i.id, i.store_id as "storeId", i.series_id as "seriesId", i.number,
  i.kind, i.sale_id as "saleId", i.issued_at as "issuedAt", i.currency, i.net_minor as "netMinor",
  i.tax_minor as "taxMinor", i.total_minor as "totalMinor", i.customer_id as "customerId", i.hash,
  i.previous_hash as "previousHash", coalesce(p.state, 'none') as pdf`
export const invoiceTables = `invoice i
  left join invoice_pdf p on p.store_id = i.store_id and p.invoice_id = i.id`
