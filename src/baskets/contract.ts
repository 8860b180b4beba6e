// Baskets that are not paid for yet: the goods they hold softly for a while, and those that were put
// aside. Nothing here moves stock or money; only a sale does.
import Type, { type Static } from 'typebox'
import { At, Nullable, OneOf, Strict, collection, event, operation } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'

const signedMinor = Type.Integer({ minimum: -9_000_000_000_000, maximum: 9_000_000_000_000 })
const positiveMilli = Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 })
const reason = Type.String({ minLength: 1, maxLength: 200 })

/** A quantity that one basket holds. Of two that want the last unit the older one has it. */
export const Reservation = Strict({
  id: Id,
  basketId: Id,
  variantId: Id,
  /** Null holds any lot that may be sold. */
  lotId: Nullable(Id),
  quantityMilli: positiveMilli,
  terminalId: Id,
  personId: Id,
  /** Its age: when it was first held. No two of a variant in a store have the same. */
  at: At,
  /** From then on it counts for nobody, whether or not it was swept away. */
  expiresAt: At,
})
export type Reservation = Static<typeof Reservation>

export const BasketLine = Strict({
  id: Id,
  variantId: Id,
  /** Negative for goods that come back. */
  quantityMilli: Type.Integer({ minimum: -1_000_000_000_000, maximum: 1_000_000_000_000 }),
  packMilli: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
  lotId: Nullable(Id),
  /** A price charged instead of the one in force. */
  override: Nullable(
    Strict({
      unitPriceCentiMinor: Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 }),
      reason,
    }),
  ),
  discounts: Type.Array(
    Strict({
      by: OneOf('line', 'basket', 'promotion'),
      amountMinor: signedMinor,
      reason: Nullable(reason),
      ruleId: Nullable(Id),
      /** What was meant, where it was a part of the line: it goes with the quantity. */
      ratePpm: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
    }),
    { maxItems: 10 },
  ),
  returnOf: Nullable(
    Strict({
      saleId: Nullable(Id),
      lineId: Nullable(Id),
      reason,
      disposition: OneOf('restock', 'quarantine', 'scrap'),
      /** Of the sale, by which a till finds one of another store again. */
      receipt: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    }),
  ),
  issues: Nullable(Id),
})
export type BasketLine = Static<typeof BasketLine>

/** Everything a till needs to go on with a basket that another one began. */
export const BasketContent = Strict({
  customerId: Nullable(Id),
  customerGroupId: Nullable(Id),
  taxPositionId: Nullable(Id),
  salesPersonId: Nullable(Id),
  /** How it is sold; over the counter where absent. */
  channel: Type.Optional(OneOf('store', 'phone')),
  /** Taken off the whole basket: an amount, or a part of it in millionths. */
  basketDiscount: Nullable(
    Type.Union([
      Strict({
        amountMinor: Type.Integer({ minimum: 1, maximum: 9_000_000_000_000 }),
        reason: Nullable(reason),
      }),
      Strict({
        ratePpm: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
        reason: Nullable(reason),
      }),
    ]),
  ),
  lines: Type.Array(BasketLine, { minItems: 1, maxItems: 500 }),
})
export type BasketContent = Static<typeof BasketContent>

/** Who has a parked sale open. Nobody else may change or complete it before `until`, unless taking it. */
export const Lease = Strict({ terminalId: Id, personId: Id, until: At })
export type Lease = Static<typeof Lease>

/** A basket put aside, for any till of its store. */
export const ParkedSale = Strict({
  /** The id of the basket. */
  id: Id,
  label: Type.String({ minLength: 1, maxLength: 80 }),
  content: BasketContent,
  /** What it came to when it was parked; the price in force decides when it is paid for. */
  totalMinor: signedMinor,
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  /** Who parked it last, where and when. */
  ownerId: Id,
  terminalId: Id,
  at: At,
  /** Raised by each parking and each resuming, from 1. */
  version: Type.Integer({ minimum: 1 }),
  lease: Nullable(Lease),
})
export type ParkedSale = Static<typeof ParkedSale>

const tillsAndManagers = ['till', 'manager'] as const
export const reservationChanged = event({
  name: 'reservation.changed',
  summary: 'A basket holds goods, holds another quantity of them, or goes on holding them',
  stream: 'store',
  audience: tillsAndManagers,
  body: Reservation,
})
export const reservationRemoved = event({
  name: 'reservation.removed',
  summary: 'A basket holds goods no longer: they were sold to it, let go, or its time ran out',
  stream: 'store',
  audience: tillsAndManagers,
  body: Strict({
    key: Id,
    basketId: Id,
    state: OneOf('committed', 'released', 'expired'),
  }),
})
export const parkedSaleChanged = event({
  name: 'parked-sale.changed',
  summary: 'A basket was parked, or a parked one was opened at a till',
  stream: 'store',
  audience: tillsAndManagers,
  body: ParkedSale,
})
export const parkedSaleRemoved = event({
  name: 'parked-sale.removed',
  summary: 'A parked sale was completed or thrown away',
  stream: 'store',
  audience: tillsAndManagers,
  body: Strict({ key: Id, state: OneOf('completed', 'discarded') }),
})
/** The trace of a parked sale that was taken out of somebody's hands. */
export const parkedSaleTaken = event({
  name: 'parked-sale.taken',
  summary: 'A parked sale was taken from a till that had it open',
  stream: 'store',
  audience: tillsAndManagers,
  body: Strict({ id: Id, from: Lease, terminalId: Id, personId: Id }),
  about: 'from.personId',
})

/** Replicated: what is held now. Whoever reads them leaves out those whose lease is over. */
export const reservations = collection({
  name: 'reservations',
  record: Reservation,
  changed: reservationChanged,
  removed: reservationRemoved,
  key: (r) => r.id,
  indexes: { variant: (r) => [r.variantId], basket: (r) => [r.basketId] },
})
export const parkedSales = collection({
  name: 'parked-sales',
  record: ParkedSale,
  changed: parkedSaleChanged,
  removed: parkedSaleRemoved,
  key: (r) => r.id,
})

/** How a line of a basket stands against what other baskets hold. */
export const Standing = Strict({
  variantId: Id,
  lotId: Nullable(Id),
  /** Whether these goods are held for the basket; false where that does not matter. */
  held: Type.Boolean(),
  /** On hand and for sale, less what older holds of other baskets take. */
  availableMilli: Type.Integer({ minimum: 0 }),
  /** What older holds of other baskets take. */
  heldMilli: Type.Integer({ minimum: 0 }),
  /** The terminals of those older holds. */
  heldBy: Type.Array(Id),
  /** Whether all of the line is there for this basket. */
  yours: Type.Boolean(),
})
export type Standing = Static<typeof Standing>

const ofBasket = { storeId: Id, basketId: Id }
export const basketsHold = operation({
  name: 'baskets.hold',
  summary: 'Hold the goods of a basket, in place of what it held before',
  detail:
    'Goods are held only where it matters: by lot, never to be oversold, or nearly gone. A hold lasts two minutes and is renewed by asking again; it keeps its age while its line stays. The lease of a parked sale is renewed with it. Refused with parked-elsewhere when another till has the basket, and with wrong-state once it was sold.',
  http: ['PUT', '/stores/:storeId/baskets/:basketId/holds'],
  needs: 'baskets.hold',
  effect: 'act',
  input: Strict({
    ...ofBasket,
    lines: Type.Array(
      Strict({ variantId: Id, lotId: Nullable(Id), quantityMilli: positiveMilli }),
      { maxItems: 500 },
    ),
  }),
  output: Strict({ lines: Type.Array(Standing) }),
})
export const basketsRelease = operation({
  name: 'baskets.release',
  summary: 'Let go of everything a basket holds',
  http: ['DELETE', '/stores/:storeId/baskets/:basketId/holds'],
  needs: 'baskets.release',
  effect: 'write',
  input: Strict(ofBasket),
  output: Strict({ released: Type.Integer({ minimum: 0 }) }),
})
export const basketsPark = operation({
  name: 'baskets.park',
  summary: 'Put a basket aside for any till of the store, or put an opened one back',
  detail:
    'A basket that is parked already may be changed only by the till that has it open; its lease ends with it. What the basket holds is not renewed any more and runs out by itself.',
  http: ['PUT', '/stores/:storeId/parked-sales/:id'],
  needs: 'baskets.park',
  effect: 'write',
  input: Strict({
    storeId: Id,
    id: Id,
    label: ParkedSale.properties.label,
    content: BasketContent,
    totalMinor: signedMinor,
    currency: ParkedSale.properties.currency,
  }),
  output: ParkedSale,
})
export const basketsResume = operation({
  name: 'baskets.resume',
  summary: 'Open a parked sale at this till, for five minutes at a time',
  detail:
    'Refused with parked-elsewhere and its holder while another till has it open, unless it is taken; taking it leaves the fact parked-sale.taken.',
  http: ['POST', '/stores/:storeId/parked-sales/:id/lease'],
  needs: 'baskets.resume',
  effect: 'write',
  input: Strict({ storeId: Id, id: Id, take: Type.Boolean() }),
  output: ParkedSale,
})
export const basketsDiscard = operation({
  name: 'baskets.discard',
  summary: 'Throw a parked sale away, with all it holds',
  detail: 'Refused with parked-elsewhere while another till has it open.',
  http: ['DELETE', '/stores/:storeId/parked-sales/:id'],
  needs: 'baskets.discard',
  effect: 'write',
  input: Strict({ storeId: Id, id: Id }),
  output: Strict({ id: Id }),
})
