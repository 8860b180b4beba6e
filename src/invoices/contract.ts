// Legal documents of sales: a number without gaps and a hash chain per series, and a PDF on request.
import Type, { type Static } from 'typebox'
import { At, Nullable, OneOf, Strict, event, operation } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'
import { Page, pageFields } from '#shared/paging.ts'

/** EN 16931 BT-3: 380 commercial invoice, 381 credit note. */
export const Invoice = Strict({
  id: Id,
  storeId: Id,
  seriesId: Id,
  number: Type.String({ description: 'BT-1; series prefix and a number without gaps' }),
  kind: OneOf('380', '381'),
  saleId: Id,
  issuedAt: At,
  currency: Type.String(),
  netMinor: Type.Integer(),
  taxMinor: Type.Integer(),
  totalMinor: Type.Integer(),
  customerId: Nullable(Id),
  hash: Type.String(),
  previousHash: Type.String(),
  pdf: OneOf('none', 'queued', 'ready', 'failed'),
})
export type Invoice = Static<typeof Invoice>

export const invoicePdfChanged = event({
  name: 'invoice.pdf-changed',
  summary: 'The PDF of an invoice was asked for, is ready, or failed',
  stream: 'store',
  audience: ['till', 'manager'],
  body: Strict({ invoiceId: Id, saleId: Id, number: Type.String(), pdf: Invoice.properties.pdf }),
})
export const invoicesList = operation({
  name: 'invoices.list',
  summary: 'The invoices of a store, newest first',
  http: ['GET', '/stores/:storeId/invoices'],
  needs: 'invoices.list',
  effect: 'read',
  input: Strict({ storeId: Id, ...pageFields }),
  output: Page(Invoice),
})
export const invoicesForSale = operation({
  name: 'invoices.for-sale',
  summary: 'The invoice of a sale',
  http: ['GET', '/stores/:storeId/sales/:saleId/invoice'],
  needs: 'invoices.for-sale',
  effect: 'read',
  input: Strict({ storeId: Id, saleId: Id }),
  output: Invoice,
})
export const invoicesRequestPdf = operation({
  name: 'invoices.request-pdf',
  summary: 'Ask for the PDF of an invoice, in Arabic and English',
  http: ['POST', '/stores/:storeId/invoices/:invoiceId/pdf'],
  needs: 'invoices.request-pdf',
  effect: 'write',
  input: Strict({ storeId: Id, invoiceId: Id }),
  output: Invoice,
})
