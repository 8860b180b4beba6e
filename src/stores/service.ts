// The verbs of stores. Rows that change are locked first, because the fact that is
// announced holds the whole record.
import { LockMode } from '@mikro-orm/postgresql'
import type { Input, Output } from '#shared/contract.ts'
import { COMPANY } from '#shared/streams.ts'
import type { Sql } from '#kernel/database.ts'
import { openStream } from '#kernel/events.ts'
import { Problem } from '#kernel/problems.ts'
import type { Ask } from '#kernel/room.ts'
import { requireStore } from '#kernel/scope.ts'
import type { Tx } from '#kernel/transact.ts'
import {
  storeChanged,
  stores,
  type Store,
  type storesChange,
  type storesList,
  type Tax,
  type TaxPosition,
} from './contract.ts'
import { storeOutside, StoreRow } from './entities.ts'
import { cleanStore, storeFaults } from './rules.ts'
import { loadTaxes, refuse } from './taxes.ts'

/** The stores the caller may see, by code. */
export async function list({ scope, memory }: Ask): Promise<Output<typeof storesList>> {
  const seen = [...memory.records(stores).values()].filter(
    ({ id }) => !scope.storeIds || scope.storeIds.includes(id),
  )
  return { stores: seen.toSorted((a, b) => (a.code < b.code ? -1 : 1)) }
}

/** Opens a store and its stream. */
export async function open(tx: Tx, input: Store): Promise<Store> {
  if (tx.scope.storeIds) throw new Problem('forbidden', 'Opening a store needs every store')
  refuse(storeFaults(input))
  const store = cleanStore(input)
  tx.em.create(StoreRow, store)
  await tx.em.flush()
  await openStream(tx.sql, store.id)
  tx.emit(storeChanged, COMPANY, store)
  return store
}

/** Changes settings of a store. */
export async function change(tx: Tx, input: Input<typeof storesChange>): Promise<Store> {
  const { storeId, ...settings } = input
  requireStore(tx.scope, storeId)
  refuse(storeFaults(settings))
  const lockMode = LockMode.PESSIMISTIC_WRITE
  const row = await tx.em.findOne(StoreRow, { id: storeId }, { lockMode })
  if (!row) throw new Problem('not-found', 'There is no such store')
  tx.em.assign(row, cleanStore(settings), { mergeObjectProperties: false })
  const store = storeOutside(row)
  tx.emit(storeChanged, COMPANY, store)
  return store
}

/** Every store, tax and tax position, for the hub's memory. */
export async function load(
  sql: Sql,
): Promise<{ stores: Store[]; taxes: Tax[]; 'tax-positions': TaxPosition[] }> {
  return {
    stores: await sql<Store>(
      `select id, code, name, currency, time_zone as "timeZone", locale, digits,
              prices_include_tax as "pricesIncludeTax", tax_rounding as "taxRounding",
              cash_rounding_minor as "cashRoundingMinor", price_change as "priceChange",
              invoice_pdf as "invoicePdf", receipt_header as "receiptHeader", address,
              tax_number as "taxNumber", count_tolerance_minor as "countToleranceMinor",
              hold_below_milli as "holdBelowMilli", no_receipt as "noReceipt",
              four_eyes as "fourEyes", lock_after_minutes as "lockAfterMinutes", open
         from store order by id`,
    ),
    taxes: await loadTaxes(sql),
    'tax-positions': await sql<TaxPosition>(`select id, name, map from tax_position order by id`),
  }
}
