// What things cost: price lists and their prices with the time from which they hold.
import Type, { type Static } from 'typebox'
import { At, Nullable, OneOf, Strict, collection, event, operation } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'
import { LocalName } from '#shared/names.ts'
import { InputError } from '#shared/problem.ts'

export const PriceList = Strict({
  id: Id,
  name: LocalName,
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  /** The stores it holds in; null means every store of its currency. */
  storeIds: Nullable(Type.Array(Id, { maxItems: 500 })),
  /** Among lists that hold, the higher wins. */
  priority: Type.Integer({ minimum: 0, maximum: 1000 }),
  validFrom: Nullable(At),
  validTo: Nullable(At),
  active: Type.Boolean(),
})
export type PriceList = Static<typeof PriceList>

/** Ten thousand million units of a currency of two digits: beyond it a price is a slip of the hand. */
export const HIGHEST_UNIT_PRICE = 1_000_000_000_000

export const Price = Strict({
  id: Id,
  listId: Id,
  variantId: Id,
  /** Hundredths of a minor unit of the list's currency, for one unit of the variant. */
  unitPriceCentiMinor: Type.Integer({ minimum: 0, maximum: HIGHEST_UNIT_PRICE }),
  /** The quantity from which it holds (quantity breaks). */
  minimumMilli: Type.Integer({ minimum: 0 }),
  validFrom: At,
  validTo: Nullable(At),
  /** Counts the prices this variant has had in this list; part of the decision on a line. */
  version: Type.Integer({ minimum: 1 }),
})
export type Price = Static<typeof Price>

/** Why a line has its price: enough to compute it again. */
export const PriceDecision = Strict({
  priceId: Nullable(Id),
  listId: Nullable(Id),
  version: Nullable(Type.Integer()),
  /** `list`: from a price list. `override`: by a person with the right, for the reason given. */
  by: OneOf('list', 'override'),
  reason: Type.Optional(Type.String({ maxLength: 200 })),
})
export type PriceDecision = Static<typeof PriceDecision>

const everyone = ['till', 'scanner', 'manager'] as const
export const priceListChanged = event({
  name: 'price-list.changed',
  summary: 'A price list was added or changed',
  stream: 'company',
  audience: everyone,
  body: PriceList,
})
export const priceChanged = event({
  name: 'price.changed',
  summary: 'A price was set, or given an end',
  stream: 'company',
  audience: everyone,
  body: Price,
})
export const priceRemoved = event({
  name: 'price.removed',
  summary: 'A price no longer holds and is no longer replicated',
  stream: 'company',
  audience: everyone,
  body: Strict({ key: Id }),
})
export const priceLists = collection({
  name: 'price-lists',
  record: PriceList,
  changed: priceListChanged,
  key: (r) => r.id,
})
export const prices = collection({
  name: 'prices',
  record: Price,
  changed: priceChanged,
  removed: priceRemoved,
  key: (r) => r.id,
  indexes: { variant: (r) => [r.variantId] },
})

export const priceListsSet = operation({
  name: 'price-lists.set',
  summary: 'Add a price list or change it',
  http: ['PUT', '/price-lists/:id'],
  needs: 'price-lists.set',
  effect: 'write',
  input: PriceList,
  output: PriceList,
})
const NewPrice = Strict({
  id: Id,
  variantId: Id,
  unitPriceCentiMinor: Price.properties.unitPriceCentiMinor,
  minimumMilli: Type.Optional(Price.properties.minimumMilli),
})
export const pricesSet = operation({
  name: 'prices.set',
  summary: 'Set prices in a list, now or from a time',
  detail:
    'The price that held before ends where the new one begins. A time that has passed means now. At most 500 in one call, all or none.',
  http: ['POST', '/price-lists/:listId/prices'],
  needs: 'prices.set',
  effect: 'write',
  input: Strict({
    listId: Id,
    validFrom: Type.Optional(At),
    prices: Type.Array(NewPrice, { minItems: 1, maxItems: 500 }),
  }),
  output: Strict({ prices: Type.Array(Price) }),
})
export const pricesExplain = operation({
  name: 'prices.explain',
  summary: 'Which price holds for a variant in a store at a time, and why',
  http: ['GET', '/stores/:storeId/prices/:variantId'],
  needs: 'prices.explain',
  effect: 'read',
  input: Strict({
    storeId: Id,
    variantId: Id,
    quantityMilli: Type.Optional(Type.Integer({ minimum: 1 })),
    at: Type.Optional(At),
  }),
  output: Strict({
    price: Nullable(Price),
    considered: Type.Array(Strict({ price: Price, why: Type.String() })),
  }),
})
export const RowFate = Strict({
  row: Type.Integer(),
  fate: OneOf('add', 'change', 'same', 'refuse'),
  sku: Type.String(),
  errors: Type.Array(InputError),
})
export const productsImport = operation({
  name: 'products.import',
  summary: 'Import products with their prices from CSV; a dry run shows what each row would do',
  detail:
    'UTF-8 with the columns sku, name_en, name_ar, category, barcode, unit, tracking, price; at most 5,000 rows and 4 MiB. An empty cell leaves what there is; categories are found by their English name and made when missing. All rows or none.',
  http: ['POST', '/products/import'],
  needs: 'products.import',
  effect: 'write',
  // The table itself, with room for the quotes and line ends JSON escapes.
  httpBytes: 6 * 1024 * 1024,
  unkept: ['csv'],
  input: Strict({ csv: Type.String({ maxLength: 4_194_304 }), listId: Id, dryRun: Type.Boolean() }),
  output: Strict({ rows: Type.Array(RowFate), applied: Type.Boolean() }),
})
