// What things cost: price lists and their prices with the time from which they hold.
import Type, { type Static } from 'typebox'
import { At, Nullable, OneOf, Strict, collection, event, operation } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'
import { LocalName } from '#shared/names.ts'

/** How a sale comes to be: at the counter, by telephone, or from the web. */
export const channels = ['store', 'phone', 'web'] as const
export const Channel = OneOf(...channels)
export type Channel = Static<typeof Channel>

export const PriceList = Strict({
  id: Id,
  name: LocalName,
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  /** The stores it holds in; null means every store of its currency. */
  storeIds: Nullable(Type.Array(Id, { maxItems: 500 })),
  /** The customer groups it is for; null means everybody, also who is not named. */
  customerGroupIds: Nullable(Type.Array(Id, { maxItems: 100 })),
  /** The channels it is for; null means all. */
  channels: Nullable(Type.Array(Channel, { maxItems: channels.length })),
  /** Among lists that hold, the higher wins. */
  priority: Type.Integer({ minimum: 0, maximum: 1000 }),
  validFrom: Nullable(At),
  validTo: Nullable(At),
  active: Type.Boolean(),
})
export type PriceList = Static<typeof PriceList>

/** Thirty-two bits, as it is kept. */
const VersionNumber = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })

/** Ten thousand million units of a currency of two digits: beyond it a price is a slip of the hand. */
export const HIGHEST_UNIT_PRICE = 1_000_000_000_000

export const Price = Strict({
  id: Id,
  listId: Id,
  variantId: Id,
  /** Hundredths of a minor unit of the list's currency, for `packMilli` of the variant. */
  unitPriceCentiMinor: Type.Integer({ minimum: 0, maximum: HIGHEST_UNIT_PRICE }),
  /** How much the price is for, in thousandths of the variant's unit (EN 16931 BT-149): 1000 is the
   * unit itself; another number binds the price to the pack of that size. */
  packMilli: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
  /** The quantity from which it holds (quantity breaks). */
  minimumMilli: Type.Integer({ minimum: 0 }),
  validFrom: At,
  validTo: Nullable(At),
  /** The price version it came with; part of the decision on a line. */
  version: VersionNumber,
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

/** Prices that were set together: staged on every till at once, in force from an instant on. */
export const PriceVersion = Strict({
  /** 1, 2, 3 … over the whole company. */
  number: VersionNumber,
  listId: Id,
  /** By the hub's clock; before it the version is staged, after it active until the next of its prices. */
  effectiveAt: At,
  createdAt: At,
  personId: Nullable(Id),
  priceCount: Type.Integer({ minimum: 0 }),
  /** Prices it ended with nothing in their place. */
  endedCount: Type.Integer({ minimum: 0 }),
  note: Nullable(Type.String({ maxLength: 200 })),
  /** SHA-256, hex, over the hash of the version before and every price it set or ended. */
  hash: Type.String(),
})
export type PriceVersion = Static<typeof PriceVersion>

/** The newest price version a terminal has said it holds. */
export const TerminalPrices = Strict({
  terminalId: Id,
  storeId: Id,
  number: VersionNumber,
  /** When the hub heard of it. */
  at: At,
})
export type TerminalPrices = Static<typeof TerminalPrices>

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
export const priceVersionChanged = event({
  name: 'price-version.changed',
  summary:
    'Prices were set or ended together; told after each of them, so that who knows it has them all',
  stream: 'company',
  audience: everyone,
  body: PriceVersion,
})
export const priceVersionRemoved = event({
  name: 'price-version.removed',
  summary: 'An old price version is no longer replicated',
  stream: 'company',
  audience: everyone,
  body: Strict({ key: Type.String() }),
})
export const terminalPricesChanged = event({
  name: 'terminal-prices.changed',
  summary: 'A terminal said which price version it holds',
  stream: 'company',
  audience: ['manager'],
  body: TerminalPrices,
})
/** Replicated: the newest versions, as many as this. */
export const VERSIONS_REPLICATED = 50
export const priceVersions = collection({
  name: 'price-versions',
  record: PriceVersion,
  changed: priceVersionChanged,
  removed: priceVersionRemoved,
  key: (r) => String(r.number),
})
export const terminalPrices = collection({
  name: 'terminal-prices',
  record: TerminalPrices,
  changed: terminalPricesChanged,
  key: (r) => r.terminalId,
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
  packMilli: Type.Optional(Price.properties.packMilli),
})
const Slot = Strict({
  variantId: Id,
  minimumMilli: Type.Optional(Price.properties.minimumMilli),
  packMilli: Type.Optional(Price.properties.packMilli),
})
const MOST_AT_ONCE = 500
export const pricesSet = operation({
  name: 'prices.set',
  summary: 'Set prices in a list, now or from a time',
  detail:
    'They are one price version. The price that held before ends where the new one begins; what `ends` names ends with nothing in its place, and is `not-found` where nothing holds at that time. A time that has passed means now. At most 500 of each in one call, all or none.',
  http: ['POST', '/price-lists/:listId/prices'],
  needs: 'prices.set',
  effect: 'write',
  input: Strict({
    listId: Id,
    validFrom: Type.Optional(At),
    note: Type.Optional(PriceVersion.properties.note),
    prices: Type.Array(NewPrice, { maxItems: MOST_AT_ONCE }),
    ends: Type.Optional(Type.Array(Slot, { maxItems: MOST_AT_ONCE })),
  }),
  output: Strict({ prices: Type.Array(Price), version: PriceVersion }),
})
export const priceVersionsTakeBack = operation({
  name: 'price-versions.take-back',
  summary: 'Put back what held before a price version, as a version of its own',
  detail:
    'Now, or at the instant the version begins if it has not begun. What other versions have changed since stays; what had no price before has none again. `wrong-state` if nothing of the version holds or is planned any more.',
  http: ['POST', '/price-versions/:number/take-back'],
  needs: 'prices.set',
  effect: 'write',
  input: Strict({
    number: PriceVersion.properties.number,
    note: Type.Optional(PriceVersion.properties.note),
  }),
  output: Strict({ prices: Type.Array(Price), version: PriceVersion }),
})
export const pricesAcknowledge = operation({
  name: 'prices.acknowledge',
  summary: 'Say that this terminal holds every price up to a version',
  detail: 'A lower number than one said before changes nothing. An unknown number is refused.',
  http: ['POST', '/price-versions/:number/acknowledgement'],
  needs: 'terminal',
  effect: 'act',
  input: Strict({ number: PriceVersion.properties.number }),
  output: TerminalPrices,
})
export const priceVersionsList = operation({
  name: 'price-versions.list',
  summary: 'Price versions, newest first',
  http: ['GET', '/price-versions'],
  needs: 'price-versions.list',
  effect: 'read',
  input: Strict({ before: Type.Optional(VersionNumber) }),
  output: Strict({ versions: Type.Array(PriceVersion) }),
})
export const priceVersionsGet = operation({
  name: 'price-versions.get',
  summary: 'One price version with its prices, and those it ended with nothing in their place',
  http: ['GET', '/price-versions/:number'],
  needs: 'price-versions.list',
  effect: 'read',
  input: Strict({ number: PriceVersion.properties.number }),
  output: Strict({
    version: PriceVersion,
    prices: Type.Array(Price),
    ended: Type.Array(Price),
  }),
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
    packMilli: Type.Optional(Price.properties.packMilli),
    customerGroupId: Type.Optional(Id),
    channel: Type.Optional(Channel),
    at: Type.Optional(At),
  }),
  output: Strict({
    price: Nullable(Price),
    considered: Type.Array(Strict({ price: Price, why: Type.String() })),
  }),
})
