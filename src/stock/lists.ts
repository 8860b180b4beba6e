// What of stock is read: pages of the ledger and of the levels, and what hubs and terminals hold in
// memory. It changes nothing.
import type { Input, Output } from '#shared/contract.ts'
import { NO_LOT, type Id } from '#shared/ids.ts'
import { idAfter } from '#shared/paging.ts'
import type { Sql } from '#kernel/database.ts'
import type { Ask } from '#kernel/room.ts'
import { requireStore } from '#kernel/scope.ts'
import type { Level, Location, Lot, stockLevels, stockMovements, Warehouse } from './contract.ts'
import {
  levelColumns,
  locationColumns,
  lotColumns,
  movementColumns,
  movementOutside,
  warehouseColumns,
} from './entities.ts'

/** The ledger of a store, newest first. */
export async function movements(
  ask: Ask,
  input: Input<typeof stockMovements>,
): Promise<Output<typeof stockMovements>> {
  const { storeId, limit = 50 } = input
  requireStore(ask.scope, storeId)
  const rows = await ask.sql<Parameters<typeof movementOutside>[0]>(
    `select ${movementColumns} from movement
      where store_id = $1 and ($2::uuid is null or variant_id = $2)
        and ($3::uuid is null or lot_id = $3) and ($4::uuid is null or id < $4)
      order by id desc limit $5`,
    [storeId, input.variantId ?? null, input.lotId ?? null, idAfter(input.after), limit + 1],
  )
  const page = rows.slice(0, limit)
  const next = rows.length > limit ? (page.at(-1)?.id ?? null) : null
  return { rows: page.map(movementOutside), next }
}

/** What is where in a store, by location and variant. */
export async function levels(
  ask: Ask,
  input: Input<typeof stockLevels>,
): Promise<Output<typeof stockLevels>> {
  const { storeId, limit = 50 } = input
  requireStore(ask.scope, storeId)
  const [location, variant, lot] = (input.after ?? '').split('|').map(idAfter)
  const rows = await ask.sql<Level>(
    `select ${levelColumns} from level
      where store_id = $1 and ($2::uuid is null or variant_id = $2)
        and ($3::uuid is null or (location_id, variant_id, lot_id) > ($3, $4::uuid, $5::uuid))
      order by location_id, variant_id, lot_id limit $6`,
    [storeId, input.variantId ?? null, location, variant, lot, limit + 1],
  )
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  const next = last ? [last.locationId, last.variantId, last.lotId ?? NO_LOT].join('|') : null
  return { rows: page, next }
}

/** Every lot, for the company's stream. */
export async function loadLots(sql: Sql): Promise<{ lots: Lot[] }> {
  return { lots: await sql<Lot>(`select ${lotColumns} from lot order by id`) }
}

/** The places and levels of a store. */
export async function loadStore(
  sql: Sql,
  storeId: Id,
): Promise<{ warehouses: Warehouse[]; locations: Location[]; levels: Level[] }> {
  const of = (columns: string, table: string) =>
    `select ${columns} from ${table} where store_id = $1`
  return {
    warehouses: await sql<Warehouse>(of(warehouseColumns, 'warehouse'), [storeId]),
    locations: await sql<Location>(of(locationColumns, 'location'), [storeId]),
    levels: await sql<Level>(of(levelColumns, 'level'), [storeId]),
  }
}
