// Shops, their settings and the taxes of the company. What a till must know to sell offline is here.
import Type, { type Static } from 'typebox'
import { At, Nullable, OneOf, Strict, collection, event, operation } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'
import { LocalName } from '#shared/names.ts'
import { TaxCategory } from '#shared/tax.ts'

export const Store = Strict({
  id: Id,
  code: Type.String({ pattern: '^[A-Z0-9]{2,8}$', description: 'First part of receipt numbers' }),
  name: LocalName,
  currency: Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' }),
  timeZone: Type.String({ maxLength: 64, description: 'IANA name' }),
  locale: OneOf('en', 'ar'),
  digits: OneOf('latn', 'arab'),
  pricesIncludeTax: Type.Boolean(),
  taxRounding: OneOf('line', 'document'),
  /** Cash totals are rounded to a multiple of this, in minor units; 1 means not at all. */
  cashRoundingMinor: Type.Integer({ minimum: 1, maximum: 10_000 }),
  /** What a basket does when its price changes before payment. */
  priceChange: OneOf('honour-lower', 'take-new', 'keep-old'),
  /** Whether every sale gets its invoice as PDF at once, or only on request. */
  invoicePdf: OneOf('on-request', 'always'),
  receiptHeader: LocalName,
  address: LocalName,
  taxNumber: Nullable(Type.String({ maxLength: 32 })),
  /** How far a first count may be from what is expected before a second is asked for. */
  countToleranceMinor: Type.Integer({ minimum: 0, maximum: 9_000_000_000_000 }),
  /** Goods of which this much or less is available are held for a basket. */
  holdBelowMilli: Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 }),
  /** What is given for goods that come back without their receipt. */
  noReceipt: OneOf('refuse', 'store-credit', 'any'),
  /** Whether whoever asks for an approval may not be the one who gives it. */
  fourEyes: Type.Boolean(),
  /** A till that nobody has touched for so long shows nothing until a PIN is typed; 0: it never locks by itself. */
  lockAfterMinutes: Type.Integer({ minimum: 0, maximum: 480 }),
  open: Type.Boolean(),
})
export type Store = Static<typeof Store>

export const TaxPart = Strict({
  name: LocalName,
  category: TaxCategory,
  ratePpm: Type.Integer({ minimum: 0, maximum: 1_000_000, description: '20 % is 200000' }),
})
export type TaxPart = Static<typeof TaxPart>
/**
 * What a product is taxed by. The parts share one base, and their rates add up. What it takes stays as it
 * is for ever: documents, returns and reports find it by its id.
 */
export const Tax = Strict({
  id: Id,
  name: LocalName,
  parts: Type.Array(TaxPart, { minItems: 1, maxItems: 5 }),
  /** EN 16931 BT-120: why there is no tax, in the words of the law. */
  exemptionReason: Nullable(Type.String({ minLength: 1, maxLength: 200 })),
  /** Takes its place from then on, for whatever is taxed by it. */
  next: Type.Optional(Strict({ taxId: Id, from: At })),
})
const NewTax = Strict(Type.Omit(Tax, ['next']).properties)
export type Tax = Static<typeof Tax>

/** Which taxes take the place of which for a kind of customer; the others stay as they are. */
export const TaxPosition = Strict({
  id: Id,
  name: LocalName,
  map: Type.Array(Strict({ fromTaxId: Id, toTaxId: Id }), { maxItems: 100 }),
})
export type TaxPosition = Static<typeof TaxPosition>

const everyone = ['till', 'scanner', 'manager'] as const
export const storeChanged = event({
  name: 'store.changed',
  summary: 'A store was opened or its settings changed',
  stream: 'company',
  audience: everyone,
  body: Store,
})
export const taxChanged = event({
  name: 'tax.changed',
  summary: 'A tax was added or changed',
  stream: 'company',
  audience: everyone,
  body: Tax,
})
export const taxPositionChanged = event({
  name: 'tax-position.changed',
  summary: 'A tax position was added or changed',
  stream: 'company',
  audience: everyone,
  body: TaxPosition,
})

export const stores = collection({
  name: 'stores',
  record: Store,
  changed: storeChanged,
  key: (r) => r.id,
})
export const taxes = collection({
  name: 'taxes',
  record: Tax,
  changed: taxChanged,
  key: (r) => r.id,
})
export const taxPositions = collection({
  name: 'tax-positions',
  record: TaxPosition,
  changed: taxPositionChanged,
  key: (r) => r.id,
})

const settings = Type.Partial(Type.Omit(Store, ['id', 'code', 'currency'])).properties

export const storesList = operation({
  name: 'stores.list',
  summary: 'The stores the caller may see',
  http: ['GET', '/stores'],
  needs: 'signed-in',
  effect: 'read',
  input: Strict({}),
  output: Strict({ stores: Type.Array(Store) }),
})
export const storesOpen = operation({
  name: 'stores.open',
  summary: 'Open a new store',
  detail: 'Its stream is made with it; stock.set-warehouse gives it places for goods.',
  http: ['POST', '/stores'],
  needs: 'stores.open',
  effect: 'write',
  input: Store,
  output: Store,
})
export const storesChange = operation({
  name: 'stores.change',
  summary: 'Change the settings of a store',
  http: ['PATCH', '/stores/:storeId'],
  needs: 'stores.change',
  effect: 'write',
  input: Strict({ storeId: Id, ...settings }),
  output: Store,
})
export const taxesAdd = operation({
  name: 'taxes.add',
  summary: 'Add a tax',
  http: ['POST', '/taxes'],
  needs: 'taxes.add',
  effect: 'write',
  input: NewTax,
  output: Tax,
})
export const taxesChange = operation({
  name: 'taxes.change',
  summary: 'Change the names or the exemption reason of a tax',
  detail:
    'Its categories and rates stay what they are, because what was sold is found by them; `taxes.replace` changes a rate.',
  http: ['PATCH', '/taxes/:taxId'],
  needs: 'taxes.change',
  effect: 'write',
  input: Strict({
    taxId: Id,
    name: Type.Optional(LocalName),
    parts: Type.Optional(Tax.properties.parts),
    exemptionReason: Type.Optional(Tax.properties.exemptionReason),
  }),
  output: Tax,
})
export const taxesReplace = operation({
  name: 'taxes.replace',
  summary:
    'Have a new tax take the place of another from an instant on, such as one with another rate',
  detail:
    'Products and tax positions keep naming the former, and what is sold from then on bears the new one, on every till by the hub’s clock. Null begins at once; an instant that is over is `invalid-input`. One that was planned before gives way; `wrong-state` where it has begun: then that one is to be replaced.',
  http: ['POST', '/taxes/:taxId/replace'],
  needs: 'taxes.change',
  effect: 'write',
  input: Strict({ taxId: Id, tax: NewTax, from: Nullable(At) }),
  output: Tax,
})
export const taxesKeep = operation({
  name: 'taxes.keep',
  summary: 'Take back what was to take the place of a tax',
  detail: '`wrong-state` where it has begun.',
  http: ['POST', '/taxes/:taxId/keep'],
  needs: 'taxes.change',
  effect: 'write',
  input: Strict({ taxId: Id }),
  output: Tax,
})
export const taxPositionsSet = operation({
  name: 'tax-positions.set',
  summary: 'Add a tax position, or put another in its place',
  detail: 'Each tax is mapped once, and never to itself.',
  http: ['PUT', '/tax-positions/:id'],
  needs: 'tax-positions.set',
  effect: 'write',
  input: TaxPosition,
  output: TaxPosition,
})
