// What is where: warehouses and locations, lots, the ledger of movements and the level each leaves.
import Type, { type Static } from 'typebox'
import { At, Nullable, On, OneOf, Strict, collection, event, operation } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'
import { LocalName } from '#shared/names.ts'
import { Page, pageFields } from '#shared/paging.ts'

/** Places that hold stock, and the virtual ends every movement from or to outside has. */
export const locationKinds = [
  'shop-floor',
  'bulk',
  'receiving',
  'quarantine',
  'in-transit',
  'supplier',
  'customer',
  'adjustment',
  'shortage',
] as const
export const virtualKinds: readonly string[] = ['supplier', 'customer', 'adjustment', 'shortage']

export const Warehouse = Strict({
  id: Id,
  storeId: Id,
  name: LocalName,
  defaultLocationId: Id,
})
export type Warehouse = Static<typeof Warehouse>

export const Location = Strict({
  id: Id,
  storeId: Id,
  warehouseId: Id,
  kind: OneOf(...locationKinds),
  name: LocalName,
  /** Whether a sale may take from here. A store sells from its first sellable location. */
  sellable: Type.Boolean(),
})
export type Location = Static<typeof Location>

export const lotStatuses = [
  'available',
  'on-hold',
  'quarantined',
  'recalled',
  'expired',
  'damaged',
] as const
export const Lot = Strict({
  id: Id,
  variantId: Id,
  code: Type.String({
    minLength: 1,
    maxLength: 20,
    description: 'GS1 AI 10; unique for the variant; kept without what cannot be seen',
  }),
  expiryOn: Nullable(On),
  bestBeforeOn: Nullable(On),
  status: OneOf(...lotStatuses),
  reason: Nullable(Type.String({ maxLength: 200 })),
})
export type Lot = Static<typeof Lot>

export const Level = Strict({
  locationId: Id,
  variantId: Id,
  lotId: Nullable(Id),
  onHandMilli: Type.Integer({ minimum: 0 }),
})
export type Level = Static<typeof Level>

const movementKinds = [
  'receipt',
  'move',
  'sale',
  'return',
  'adjustment',
  'shortage',
  'settlement',
  'opening',
] as const
export const Movement = Strict({
  id: Id,
  storeId: Id,
  kind: OneOf(...movementKinds),
  variantId: Id,
  lotId: Nullable(Id),
  fromLocationId: Id,
  toLocationId: Id,
  quantityMilli: Type.Integer({ minimum: 1 }),
  document: Strict({ kind: Type.String({ maxLength: 40 }), id: Id }),
  reason: Nullable(Type.String({ maxLength: 200 })),
  personId: Nullable(Id),
  terminalId: Nullable(Id),
  at: At,
})
export type Movement = Static<typeof Movement>

const everyone = ['till', 'scanner', 'manager'] as const
export const warehouseChanged = event({
  name: 'warehouse.changed',
  summary: 'A warehouse was added or changed',
  stream: 'store',
  audience: everyone,
  body: Warehouse,
})
export const locationChanged = event({
  name: 'location.changed',
  summary: 'A location was added or changed',
  stream: 'store',
  audience: everyone,
  body: Location,
})
export const lotChanged = event({
  name: 'lot.changed',
  summary: 'A lot was added, or its status or dates changed',
  stream: 'company',
  audience: everyone,
  body: Lot,
})
export const levelChanged = event({
  name: 'level.changed',
  summary: 'The quantity of a variant or lot at a location changed',
  stream: 'store',
  audience: everyone,
  body: Level,
})
/** The key of a level within its store. */
export const levelKey = (level: Pick<Level, 'locationId' | 'variantId' | 'lotId'>) =>
  `${level.locationId}|${level.variantId}|${level.lotId ?? ''}`

export const warehouses = collection({
  name: 'warehouses',
  record: Warehouse,
  changed: warehouseChanged,
  key: (r) => r.id,
})
export const locations = collection({
  name: 'locations',
  record: Location,
  changed: locationChanged,
  key: (r) => r.id,
  /** By kind, and under `sellable` those a sale may take from. */
  indexes: { use: (r) => (r.sellable ? [r.kind, 'sellable'] : [r.kind]) },
})
export const lots = collection({
  name: 'lots',
  record: Lot,
  changed: lotChanged,
  key: (r) => r.id,
  indexes: { variant: (r) => [r.variantId], code: (r) => [`${r.variantId}|${r.code}`] },
})
export const levels = collection({
  name: 'levels',
  record: Level,
  changed: levelChanged,
  key: levelKey,
  indexes: { variant: (r) => [r.variantId], lot: (r) => (r.lotId ? [r.lotId] : []) },
})

const reason = Type.String({ minLength: 1, maxLength: 200 })
const quantityMilli = Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 })
/** Names a lot by its code; a code not seen before makes the lot. */
const LotRef = Strict({
  code: Lot.properties.code,
  expiryOn: Type.Optional(Nullable(On)),
  bestBeforeOn: Type.Optional(Nullable(On)),
})
const Moved = Strict({ movements: Type.Array(Movement), levels: Type.Array(Level) })

export const warehousesSet = operation({
  name: 'stock.set-warehouse',
  summary: 'Add a warehouse with its locations, or change their names',
  detail: 'The virtual locations of a store are made with its first warehouse.',
  http: ['PUT', '/warehouses/:id'],
  needs: 'stock.set-warehouse',
  effect: 'write',
  input: Strict({
    id: Id,
    storeId: Id,
    name: LocalName,
    locations: Type.Array(
      Type.Omit(Location, ['storeId', 'warehouseId'], { additionalProperties: false }),
      { minItems: 1, maxItems: 500 },
    ),
  }),
  output: Strict({ warehouse: Warehouse, locations: Type.Array(Location) }),
})
export const stockReceive = operation({
  name: 'stock.receive',
  summary: 'Take goods in, with lot and expiry',
  detail:
    'Goes to the named location, else to the first that may be sold from. Settles shortages first.',
  http: ['POST', '/stock/receipts'],
  needs: 'stock.receive',
  effect: 'write',
  input: Strict({
    id: Id,
    storeId: Id,
    locationId: Type.Optional(Id),
    opening: Type.Optional(Type.Boolean()),
    lines: Type.Array(Strict({ variantId: Id, quantityMilli, lot: Type.Optional(LotRef) }), {
      minItems: 1,
      maxItems: 500,
    }),
  }),
  output: Moved,
})
export const stockMove = operation({
  name: 'stock.move',
  summary: 'Move a quantity of a variant or lot between two locations of a store',
  http: ['POST', '/stock/moves'],
  needs: 'stock.move',
  effect: 'write',
  input: Strict({
    id: Id,
    storeId: Id,
    variantId: Id,
    lotId: Type.Optional(Nullable(Id)),
    fromLocationId: Id,
    toLocationId: Id,
    quantityMilli,
  }),
  output: Moved,
})
export const stockAdjust = operation({
  name: 'stock.adjust',
  summary: 'Add or take away stock for a reason, such as breakage',
  http: ['POST', '/stock/adjustments'],
  needs: 'stock.adjust',
  effect: 'write',
  input: Strict({
    id: Id,
    storeId: Id,
    locationId: Type.Optional(Id),
    reason,
    lines: Type.Array(
      Strict({
        variantId: Id,
        lotId: Type.Optional(Nullable(Id)),
        changeMilli: Type.Integer({ minimum: -1_000_000_000_000, maximum: 1_000_000_000_000 }),
      }),
      { minItems: 1, maxItems: 500 },
    ),
  }),
  output: Moved,
})
export const lotsSetStatus = operation({
  name: 'lots.set-status',
  summary: 'Hold, release or recall a lot; every open basket that holds it is told at once',
  http: ['PUT', '/lots/:lotId/status'],
  needs: 'lots.set-status',
  effect: 'write',
  input: Strict({ lotId: Id, status: Lot.properties.status, reason }),
  output: Lot,
})
export const stockMovements = operation({
  name: 'stock.movements',
  summary: 'The ledger of a store, newest first',
  http: ['GET', '/stores/:storeId/movements'],
  needs: 'stock.movements',
  effect: 'read',
  input: Strict({
    storeId: Id,
    variantId: Type.Optional(Id),
    lotId: Type.Optional(Id),
    ...pageFields,
  }),
  output: Page(Movement),
})
export const stockLevels = operation({
  name: 'stock.levels',
  summary: 'What is where in a store',
  http: ['GET', '/stores/:storeId/levels'],
  needs: 'stock.levels',
  effect: 'read',
  input: Strict({ storeId: Id, variantId: Type.Optional(Id), ...pageFields }),
  output: Page(Level),
})
