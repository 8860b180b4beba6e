// Sales and returns: one journal kind with signed lines, the fact it leaves, and the lists to find it in.
import Type, { type Static } from 'typebox'
import { bounds } from '#shared/bounds.ts'
import { At, Nullable, On, OneOf, Strict, event, journalKind, operation } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'
import { Page, pageFields } from '#shared/paging.ts'
import { UsedApprovals } from '#approvals/contract.ts'
import { Channel, PriceDecision } from '#prices/contract.ts'

export * from './explain-contract.ts'
export * from './void-contract.ts'

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
/**
 * Money given (positive) or given back (negative). The reference of a card names the terminal's slip,
 * never a card; of a gift card, store credit or voucher it is the id of the account.
 */
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

/** Taken off the rounded price × quantity; the sign is that of the line. */
export const Discount = Strict({
  by: OneOf('line', 'basket', 'promotion'),
  amountMinor: signedMinor,
  reason: Nullable(Type.String({ minLength: 1, maxLength: 200 })),
  /** The promotion that gave it. */
  ruleId: Nullable(Id),
})
export type Discount = Static<typeof Discount>

export const SaleLine = Strict({
  id: Id,
  variantId: Id,
  /** Negative for goods that come back. */
  quantityMilli: Type.Integer({ minimum: -1_000_000_000_000, maximum: 1_000_000_000_000 }),
  /** The lot chosen at the till; null lets the hub take the first that expires. */
  lotId: Nullable(Id),
  unitPriceCentiMinor: Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 }),
  /** EN 16931 BT-149: how much the unit price is for; 1000 is one unit. */
  packMilli: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
  decision: PriceDecision,
  discounts: Type.Array(Discount, { maxItems: 10 }),
  /** What the line comes to after discounts and under its tax, in the store's tax mode. */
  amountMinor: signedMinor,
  taxId: Nullable(Id),
  /** The product's own tax, where the customer's tax position put `taxId` in its place. */
  listTaxId: Type.Optional(Id),
  returnOf: Nullable(ReturnOf),
  /** The gift card or voucher account that this line sells or loads. */
  issues: Nullable(Id),
  salesPersonId: Type.Optional(Id),
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
  lines: Type.Array(SaleLine, { minItems: 1, maxItems: bounds.linesPerDocument }),
  tenders: Type.Array(Tender, { maxItems: 20 }),
  changeMinor: positiveMinor,
  totals: Totals,
  /** Who sold the goods, where that is not who took the money. */
  salesPersonId: Nullable(Id),
  channel: Channel,
  customerGroupId: Nullable(Id),
  taxPositionId: Nullable(Id),
  /** The price version the till sold by. */
  priceVersion: Nullable(Type.Integer({ minimum: 0 })),
  /** The basket whose holds and parked copy this sale uses up. */
  basketId: Nullable(Id),
  /** The sale that this one reverses, line by line and tender by tender. */
  voidOf: Nullable(Id),
  approvals: UsedApprovals,
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
/** Finding a receipt of any store, at a till: its goods may come back where they were not sold. */
export const findElsewherePermission = 'sales.find-elsewhere'
export const discountPermission = 'sales.discount'
export const voidPermission = 'sales.void'

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
  salesPersonId: Type.Optional(Id),
  voidOf: Type.Optional(Id),
})
export type SaleFact = Static<typeof SaleFact>
export const saleCompleted = event({
  name: 'sale.completed',
  summary: 'A sale, return or exchange was posted',
  stream: 'store',
  audience: ['till', 'manager'],
  body: SaleFact,
  about: 'salesPersonId',
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
  returned: Type.Array(
    Strict({ lineId: Id, quantityMilli: Type.Integer(), refundedMinor: Type.Integer() }),
  ),
  /**
   * By kind of tender what was paid, less change and cash rounding, and what of it was given back. What
   * an exchange takes back counts as paid by the tenders it was paid with before.
   */
  refunds: Type.Array(
    Strict({
      kind: Tender.properties.kind,
      paidMinor: Type.Integer(),
      refundedMinor: Type.Integer(),
    }),
  ),
  /** The sale that reversed this one. */
  voidedBy: Nullable(Id),
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
  summary: 'The sale behind a receipt number',
  detail:
    'Of the stores the person works in, whichever the till is in. At an enrolled till who holds sales.find-elsewhere finds that of any store: goods may come back in another one than sold them.',
  http: ['GET', '/receipts/:receipt'],
  needs: 'sales.find',
  effect: 'read',
  input: Strict({ receipt: Type.String({ maxLength: 64 }) }),
  output: StoredSale,
})
