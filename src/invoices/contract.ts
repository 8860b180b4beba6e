// Legal documents of sales: a number without gaps and a hash chain per series, and a PDF on request.
import Type, { type Static } from 'typebox'
import { At, Nullable, On, OneOf, Strict, event, operation } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'
import { LocalName } from '#shared/names.ts'
import { Page, pageFields } from '#shared/paging.ts'
import { TaxCategory } from '#shared/tax.ts'

const Lot = Strict({ code: Type.String(), expiryOn: Nullable(On), quantityMilli: Type.Integer() })

/** EN 16931 BG-25; what comes back in an exchange has a negative quantity, never a negative price. */
export const InvoiceLine = Strict({
  name: LocalName,
  sku: Type.String(),
  unit: Type.String(),
  quantityMilli: Type.Integer(),
  /** In the tax mode of the document, as are the discount and the amount. */
  unitPriceCentiMinor: Type.Integer(),
  /** BT-149, where the price is not for one unit: thousandths of it. */
  packMilli: Type.Optional(Type.Integer()),
  discountMinor: Type.Integer(),
  amountMinor: Type.Integer(),
  /** BT-131. */
  netMinor: Type.Integer(),
  taxMinor: Type.Integer(),
  /** All taxes the line bears, on one base. */
  taxes: Type.Array(Strict({ category: TaxCategory, ratePpm: Type.Integer() })),
  lots: Type.Array(Lot),
})
export type InvoiceLine = Static<typeof InvoiceLine>

/**
 * What is hashed and kept as text, and all a PDF is made of but for the customer's own record. A
 * credit note is written with positive amounts for what goes back to the customer.
 */
export const InvoiceBody = Strict({
  /** BT-1, BT-3. */
  number: Type.String(),
  kind: OneOf('380', '381'),
  issuedAt: At,
  /** BT-2, the day at the store. */
  issuedOn: On,
  currency: Type.String(),
  pricesIncludeTax: Type.Boolean(),
  seller: Strict({ name: LocalName, address: LocalName, taxNumber: Nullable(Type.String()) }),
  customerId: Nullable(Id),
  saleId: Id,
  receipt: Type.String(),
  /** BT-25: the invoices of the goods that come back, where it is known which they were. */
  precedingNumbers: Type.Optional(Type.Array(Type.String(), { minItems: 1 })),
  lines: Type.Array(InvoiceLine),
  /** BG-23. */
  taxes: Type.Array(
    Strict({
      category: TaxCategory,
      ratePpm: Type.Integer(),
      netMinor: Type.Integer(),
      taxMinor: Type.Integer(),
      /** BT-120. */
      exemptionReason: Type.Optional(Type.String()),
    }),
  ),
  /** BT-106 and BT-109: there are no allowances on the whole document. */
  netMinor: Type.Integer(),
  /** BT-110. */
  taxMinor: Type.Integer(),
  /** BT-112. */
  grossMinor: Type.Integer(),
  /** BT-114. */
  roundingMinor: Type.Integer(),
  /** BT-115. */
  payableMinor: Type.Integer(),
  tenders: Type.Array(Strict({ kind: Type.String(), amountMinor: Type.Integer() })),
  changeMinor: Type.Integer(),
})
export type InvoiceBody = Static<typeof InvoiceBody>

/**
 * EN 16931 BT-3: 380 commercial invoice, 381 credit note. The amounts of a credit note are positive:
 * they go back to the customer.
 */
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
