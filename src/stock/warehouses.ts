// Warehouses and the places in them. With its first warehouse a store gets the places every store
// has: the virtual ends of movements, the way between stores, and where doubtful goods wait.
import type { Input, Output } from '#shared/contract.ts'
import { newId, type Id } from '#shared/ids.ts'
import type { InputError } from '#shared/problem.ts'
import { cleanLocalName } from '#shared/names.ts'
import { nowMs } from '#kernel/clock.ts'
import { Problem } from '#kernel/problems.ts'
import { requireStore } from '#kernel/scope.ts'
import type { Tx } from '#kernel/transact.ts'
import { stores } from '#stores/contract.ts'
import {
  locationChanged,
  virtualKinds,
  warehouseChanged,
  type Location,
  type Warehouse,
  type warehousesSet,
} from './contract.ts'
import { locationColumns, LocationRow, warehouseColumns, WarehouseRow } from './entities.ts'

const everyStore: readonly Pick<Location, 'kind' | 'name'>[] = [
  { kind: 'supplier', name: { en: 'Suppliers', ar: 'الموردون' } },
  { kind: 'customer', name: { en: 'Customers', ar: 'العملاء' } },
  { kind: 'adjustment', name: { en: 'Adjustments', ar: 'التسويات' } },
  { kind: 'shortage', name: { en: 'Shortages', ar: 'العجز' } },
  { kind: 'in-transit', name: { en: 'In transit', ar: 'في الطريق' } },
  { kind: 'quarantine', name: { en: 'Quarantine', ar: 'الحجر' } },
]

const notForSale: readonly string[] = ['quarantine', 'in-transit']

/** Adds a warehouse or changes it; a location that is not named stays as it is. */
export async function setWarehouse(
  tx: Tx,
  input: Input<typeof warehousesSet>,
): Promise<Output<typeof warehousesSet>> {
  const { id, storeId } = input
  requireStore(tx.scope, storeId)
  if (!tx.memory.get(stores, storeId)) throw new Problem('not-found', 'There is no such store')
  const { name, given } = checked(input)
  // Two first warehouses at once would each bring the store's own places.
  await tx.sql(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [`warehouses ${storeId}`])
  const known = await tx.sql<Location>(
    `select ${locationColumns} from location where store_id = $1 or id = any($2::uuid[])`,
    [storeId, given.map((location) => location.id)],
  )
  refuseOthers(known, given, id)
  const [former] = await tx.sql<Warehouse>(
    `select ${warehouseColumns} from warehouse where id = $1`,
    [id],
  )
  if (former && former.storeId !== storeId) throw new Problem('wrong-store')
  const defaultLocationId = former?.defaultLocationId ?? (given[0]?.id as Id)
  const warehouse = { id, storeId, name, defaultLocationId }
  await tx.em.upsert(WarehouseRow, warehouse)
  tx.emit(warehouseChanged, storeId, warehouse)
  const missing = everyStore.filter(
    ({ kind }) => ![...known, ...given].some((location) => location.kind === kind),
  )
  const places = [
    ...given,
    ...missing.map((place) => ({ ...place, id: newId(nowMs()), sellable: false })),
  ].map((place) => ({ ...place, storeId, warehouseId: id }))
  for (const place of places) {
    await tx.em.upsert(LocationRow, place)
    tx.emit(locationChanged, storeId, place)
  }
  return { warehouse, locations: places }
}

function checked(input: Input<typeof warehousesSet>) {
  const errors: InputError[] = []
  const clean = (path: string, dirty: Location['name']) => {
    const name = cleanLocalName(dirty)
    if (!name) errors.push({ path, message: 'nothing readable is left of it' })
    return name ?? dirty
  }
  const name = clean('/name', input.name)
  const given = input.locations.map((location, i) => {
    if (virtualKinds.includes(location.kind)) {
      errors.push({ path: `/locations/${i}/kind`, message: 'is made with the first warehouse' })
    }
    if (location.sellable && notForSale.includes(location.kind)) {
      errors.push({ path: `/locations/${i}/sellable`, message: 'nothing is sold from there' })
    }
    return { ...location, name: clean(`/locations/${i}/name`, location.name) }
  })
  if (new Set(given.map((location) => location.id)).size < given.length) {
    errors.push({ path: '/locations', message: 'name one location twice' })
  }
  if (errors.length) throw new Problem('invalid-input', { errors })
  return { name, given }
}

function refuseOthers(
  known: readonly Location[],
  given: readonly Pick<Location, 'id'>[],
  warehouseId: Id,
): void {
  for (const { id } of given) {
    const former = known.find((location) => location.id === id)
    if (!former) continue
    if (former.warehouseId !== warehouseId) {
      throw new Problem('wrong-state', 'A location stays in its warehouse')
    }
    if (virtualKinds.includes(former.kind)) {
      throw new Problem('wrong-state', 'A virtual location stays virtual')
    }
  }
}
