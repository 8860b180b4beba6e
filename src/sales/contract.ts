// Sales and returns: one journal kind with signed lines, the fact it leaves, and the lists to find it in.
import Type, { type Static } from 'typebox'
import { At, Nullable, On, OneOf, Strict, event, journalKind, operation } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'
import { Page, pageFields } from '#shared/paging.ts'
import { PriceDecision } from '#prices/contract.ts'

const signedMinor = Type.Integer({ minimum: -9_000_000_000_000, maximum: 9_000_000_000_000 })
const positiveMinor = Type.Integer({ minimum: 0, maximum: 9_000_000_000_000 })

export const tenderKinds = [
  'cash',
  'card',
  'voucher',
  'gift-card',
  'store-credit',
  'on-account',
] as const
/** Money given (positive) or given back (negative). A reference names the card terminal's slip, never a card. */
export const Tender = Strict({
  kind: OneOf(...tenderKinds),
  amountMinor: signedMinor,
  reference: Nullable(Type.String({ maxLength: 64 })),
})
export type Tender = Static<typeof Tender>

/** Where returned goods came from and where they go. Without a sale it is a return without receipt. */
export const ReturnOf = Strict({
  saleId: Nullable(Id),
  lineId: Nullable(Id),
  reason: Type.String({ minLength: 1, maxLength: 200 }),
  disposition: OneOf('restock', 'quarantine', 'scrap'),
})

export const SaleLine = Strict({
  id: Id,
  variantId: Id,
  /** Negative for goods that come back. */
  quantityMilli: Type.Integer({ minimum: -1_000_000_000_000, maximum: 1_000_000_000_000 }),
  /** The lot chosen at the till; null lets the hub take the first that expires. */
  lotId: Nullable(Id),
  unitPriceCentiMinor: Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 }),
  decision: PriceDecision,
  /** Taken off the rounded price × quantity; same sign as the line. */
  discountMinor: signedMinor,
  /** What the line comes to after discount, in the store's tax mode. */
  amountMinor: signedMinor,
  taxId: Nullable(Id),
  returnOf: Nullable(ReturnOf),
})
export type SaleLine = Static<typeof SaleLine>

/** EN 16931 BG-23: one row for each category and rate. */
export const TaxRow = Strict({
  category: Type.String({ maxLength: 2 }),
  ratePpm: Type.Integer(),
  netMinor: signedMinor,
  taxMinor: signedMinor,
})
export type TaxRow = Static<typeof TaxRow>

export const Totals = Strict({
  netMinor: signedMinor,
  taxMinor: signedMinor,
  /** Cash rounding, EN 16931 BT-114. */
  roundingMinor: signedMinor,
  /** net + tax + rounding. */
  totalMinor: signedMinor,
  taxes: Type.Array(TaxRow, { maxItems: 50 }),
})
export type Totals = Static<typeof Totals>

/** The body of the journal entry `sale`, written by the till before it is sent. */
export const SaleBody = Strict({
  id: Id,
  at: At,
  businessOn: On,
  personId: Id,
  cashSessionId: Id,
  customerId: Nullable(Id),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  /** True when the goods left before the hub could answer: it is a fact and cannot be refused. */
  offline: Type.Boolean(),
  lines: Type.Array(SaleLine, { minItems: 1, maxItems: 2000 }),
  tenders: Type.Array(Tender, { maxItems: 20 }),
  changeMinor: positiveMinor,
  totals: Totals,
})
export type SaleBody = Static<typeof SaleBody>

export const SaleResult = Strict({
  saleId: Id,
  receipt: Type.String({ description: '<store>-<terminal>-<fence>-<n>' }),
  invoiceId: Id,
  invoiceNumber: Type.String(),
  lines: Type.Array(
    Strict({
      lineId: Id,
      lots: Type.Array(Strict({ lotId: Nullable(Id), quantityMilli: Type.Integer() })),
      /** What an offline sale took that was not there. */
      shortMilli: Type.Integer({ minimum: 0 }),
    }),
  ),
})
export type SaleResult = Static<typeof SaleResult>

export const saleKind = journalKind({
  name: 'sale',
  summary: 'A completed sale, return or exchange',
  needs: 'sales.complete',
  body: SaleBody,
  result: SaleResult,
})
/** Beyond `sales.complete`: charging another price than the one in force, and taking goods back without a receipt. */
export const overridePricePermission = 'sales.override-price'
export const returnPermission = 'sales.return'
export const noReceiptPermission = 'sales.return-without-receipt'
export const discountPermission = 'sales.discount'

export const SaleFact = Strict({
  saleId: Id,
  receipt: Type.String(),
  invoiceNumber: Type.String(),
  terminalId: Id,
  personId: Id,
  customerId: Nullable(Id),
  cashSessionId: Id,
  at: At,
  businessOn: On,
  currency: Type.String(),
  offline: Type.Boolean(),
  lines: Type.Array(
    Strict({ variantId: Id, quantityMilli: Type.Integer(), amountMinor: Type.Integer() }),
  ),
  tenders: Type.Array(Strict({ kind: Tender.properties.kind, amountMinor: Type.Integer() })),
  changeMinor: Type.Integer(),
  netMinor: Type.Integer(),
  taxMinor: Type.Integer(),
  totalMinor: Type.Integer(),
  exceptions: Type.Array(Type.String()),
})
export type SaleFact = Static<typeof SaleFact>
export const saleCompleted = event({
  name: 'sale.completed',
  summary: 'A sale, return or exchange was posted',
  stream: 'store',
  audience: ['till', 'manager'],
  body: SaleFact,
})

export const SaleSummary = Strict({
  saleId: Id,
  receipt: Type.String(),
  invoiceId: Id,
  invoiceNumber: Type.String(),
  terminalId: Id,
  personId: Id,
  customerId: Nullable(Id),
  at: At,
  recordedAt: At,
  businessOn: On,
  currency: Type.String(),
  totalMinor: Type.Integer(),
  offline: Type.Boolean(),
})
export type SaleSummary = Static<typeof SaleSummary>
export const StoredSale = Strict({
  ...SaleSummary.properties,
  body: SaleBody,
  result: SaleResult,
  exceptions: Type.Array(Strict({ code: Type.String(), detail: Type.String() })),
  /** How much of each line has come back so far. */
  returned: Type.Array(Strict({ lineId: Id, quantityMilli: Type.Integer() })),
})
export type StoredSale = Static<typeof StoredSale>

export const salesList = operation({
  name: 'sales.list',
  summary: 'The sales of a store, newest first',
  http: ['GET', '/stores/:storeId/sales'],
  needs: 'sales.list',
  effect: 'read',
  input: Strict({
    storeId: Id,
    businessOn: Type.Optional(On),
    terminalId: Type.Optional(Id),
    ...pageFields,
  }),
  output: Page(SaleSummary),
})
export const salesGet = operation({
  name: 'sales.get',
  summary: 'One sale, whole',
  http: ['GET', '/stores/:storeId/sales/:saleId'],
  needs: 'sales.get',
  effect: 'read',
  input: Strict({ storeId: Id, saleId: Id }),
  output: StoredSale,
})
export const salesFind = operation({
  name: 'sales.find',
  summary: 'The sale behind a receipt number, in any store',
  http: ['GET', '/receipts/:receipt'],
  needs: 'sales.find',
  effect: 'read',
  input: Strict({ receipt: Type.String({ maxLength: 64 }) }),
  output: StoredSale,
})
