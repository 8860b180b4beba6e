// The verbs of stores and taxes. Rows that change are locked first, because the fact that is
// announced holds the whole record.
import { LockMode } from '@mikro-orm/postgresql'
import type { Input, Output } from '#shared/contract.ts'
import type { InputError } from '#shared/problem.ts'
import { cleanLocalName } from '#shared/names.ts'
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
  taxChanged,
  type Store,
  type storesChange,
  type storesList,
  type Tax,
  type taxesChange,
} from './contract.ts'
import { storeOutside, StoreRow, taxOutside, TaxRow } from './entities.ts'
import { cleanStore, storeFaults, taxFaults } from './rules.ts'

function refuse(errors: InputError[]): void {
  if (errors.length) throw new Problem('invalid-input', { errors })
}

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

export async function addTax(tx: Tx, input: Tax): Promise<Tax> {
  refuse(taxFaults(input))
  const tax = { ...input, name: cleanLocalName(input.name) ?? input.name }
  tx.em.create(TaxRow, tax)
  tx.emit(taxChanged, COMPANY, tax)
  return tax
}

export async function changeTax(tx: Tx, input: Input<typeof taxesChange>): Promise<Tax> {
  const { taxId, ...changes } = input
  const row = await tx.em.findOne(TaxRow, { id: taxId }, { lockMode: LockMode.PESSIMISTIC_WRITE })
  if (!row) throw new Problem('not-found', 'There is no such tax')
  const changed = { ...taxOutside(row), ...changes }
  refuse(taxFaults(changed))
  const tax = { ...changed, name: cleanLocalName(changed.name) ?? changed.name }
  tx.em.assign(row, tax, { mergeObjectProperties: false })
  tx.emit(taxChanged, COMPANY, tax)
  return tax
}

/** Every store and tax, for the hub's memory. */
export async function load(sql: Sql): Promise<{ stores: Store[]; taxes: Tax[] }> {
  return {
    stores: await sql<Store>(
      `select id, code, name, currency, time_zone as "timeZone", locale, digits,
              prices_include_tax as "pricesIncludeTax", tax_rounding as "taxRounding",
              cash_rounding_minor as "cashRoundingMinor", price_change as "priceChange",
              invoice_pdf as "invoicePdf", receipt_header as "receiptHeader", address,
              tax_number as "taxNumber", open
         from store order by id`,
    ),
    taxes: await sql<Tax>(`select id, name, category, rate_ppm as "ratePpm" from tax order by id`),
  }
}
