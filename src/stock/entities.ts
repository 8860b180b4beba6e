// Stock as it is kept: warehouses with their locations, lots, the ledger of movements and the level
// each movement leaves. A level is the only quantity; a lot holds none.
import { defineEntity, p } from '@mikro-orm/postgresql'
import type { Id } from '#shared/ids.ts'
import { NO_LOT } from '#shared/ids.ts'
import type { LocalName } from '#shared/names.ts'
import type { Level, Location, Lot, Movement } from './contract.ts'

export const WarehouseRow = defineEntity({
  name: 'WarehouseRow',
  tableName: 'warehouse',
  indexes: [{ name: 'warehouse_store_id_index', properties: ['storeId'] }],
  properties: {
    id: p.uuid().primary(),
    storeId: p.uuid(),
    name: p.json<LocalName>(),
    defaultLocationId: p.uuid(),
  },
})

export const LocationRow = defineEntity({
  name: 'LocationRow',
  tableName: 'location',
  indexes: [
    { name: 'location_store_id_index', properties: ['storeId'] },
    { name: 'location_warehouse_id_index', properties: ['warehouseId'] },
  ],
  properties: {
    id: p.uuid().primary(),
    storeId: p.uuid(),
    warehouseId: () => p.manyToOne(WarehouseRow).mapToPk().fieldName('warehouse_id'),
    kind: p.text().$type<Location['kind']>(),
    name: p.json<LocalName>(),
    sellable: p.boolean(),
  },
})

export const LotRow = defineEntity({
  name: 'LotRow',
  tableName: 'lot',
  uniques: [{ name: 'lot_variant_id_code_unique', properties: ['variantId', 'code'] }],
  properties: {
    id: p.uuid().primary(),
    variantId: p.uuid(),
    code: p.text(),
    expiryOn: p.date().nullable(),
    bestBeforeOn: p.date().nullable(),
    status: p.text().$type<Lot['status']>(),
    reason: p.text().nullable(),
  },
})

/** Virtual locations have no levels; what is tracked by no lot has NO_LOT. */
export const LevelRow = defineEntity({
  name: 'LevelRow',
  tableName: 'level',
  checks: [{ name: 'level_on_hand_milli_check', expression: 'on_hand_milli >= 0' }],
  properties: {
    storeId: p.uuid().primary(),
    locationId: p.uuid().primary(),
    variantId: p.uuid().primary(),
    lotId: p.uuid().primary(),
    onHandMilli: p.bigint('number'),
  },
})

export const MovementRow = defineEntity({
  name: 'MovementRow',
  tableName: 'movement',
  checks: [
    { name: 'movement_ends_check', expression: 'from_location_id <> to_location_id' },
    { name: 'movement_quantity_milli_check', expression: 'quantity_milli > 0' },
  ],
  indexes: [
    { name: 'movement_store_id_variant_id_id_index', properties: ['storeId', 'variantId', 'id'] },
    { name: 'movement_store_id_document_id_index', properties: ['storeId', 'documentId'] },
    {
      name: 'movement_store_id_variant_id_shortage_index',
      properties: ['storeId', 'variantId'],
      where: { kind: { $in: ['shortage', 'settlement'] } },
    },
  ],
  properties: {
    storeId: p.uuid().primary(),
    id: p.uuid().primary(),
    kind: p.text().$type<Movement['kind']>(),
    variantId: p.uuid(),
    lotId: p.uuid().nullable(),
    fromLocationId: p.uuid(),
    toLocationId: p.uuid(),
    quantityMilli: p.bigint('number'),
    documentKind: p.text(),
    documentId: p.uuid(),
    reason: p.text().nullable(),
    personId: p.uuid().nullable(),
    terminalId: p.uuid().nullable(),
    at: p.datetime(3),
  },
})

export const stockEntities = [WarehouseRow, LocationRow, LotRow, LevelRow, MovementRow]

/** A level as the lane holds it. */
export type LevelHeld = {
  storeId: Id
  locationId: Id
  variantId: Id
  lotId: Id
  onHandMilli: number
}

export function levelOutside({ locationId, variantId, lotId, onHandMilli }: LevelHeld): Level {
  return { locationId, variantId, lotId: lotId === NO_LOT ? null : lotId, onHandMilli }
}

/** The columns of each record under the names of the contract, for raw SQL. */
export const warehouseColumns = `id, store_id as "storeId", name,
  default_location_id as "defaultLocationId"`
export const locationColumns = `id, store_id as "storeId", warehouse_id as "warehouseId", kind,
  name, sellable`
export const lotColumns = `id, variant_id as "variantId", code, expiry_on::text as "expiryOn",
  best_before_on::text as "bestBeforeOn", status, reason`
export const levelColumns = `location_id as "locationId", variant_id as "variantId",
  nullif(lot_id, '${NO_LOT}') as "lotId", on_hand_milli as "onHandMilli"`

type MovementFlat = Omit<Movement, 'document'> & { documentKind: string; documentId: Id }
export const movementColumns = `id, store_id as "storeId", kind, variant_id as "variantId",
  lot_id as "lotId", from_location_id as "fromLocationId", to_location_id as "toLocationId",
  quantity_milli as "quantityMilli", document_kind as "documentKind", document_id as "documentId",
  reason, person_id as "personId", terminal_id as "terminalId", at`

export function movementOutside(row: MovementFlat): Movement {
  const { documentKind, documentId, ...rest } = row
  return { ...rest, document: { kind: documentKind, id: documentId } }
}
