// The verbs of price lists and prices. A list is locked while its prices change, so that versions count
// without holes and no two prices of one variant and quantity ever hold at once.
import type { Input, Output } from '#shared/contract.ts'
import { isCurrency } from '#shared/currencies.ts'
import { cleanLocalName } from '#shared/names.ts'
import type { InputError } from '#shared/problem.ts'
import { COMPANY } from '#shared/streams.ts'
import { now } from '#kernel/clock.ts'
import type { Sql } from '#kernel/database.ts'
import { Problem } from '#kernel/problems.ts'
import type { Ask } from '#kernel/room.ts'
import { requireStore, type Scope } from '#kernel/scope.ts'
import type { Tx } from '#kernel/transact.ts'
import { stores } from '#stores/contract.ts'
import {
  priceChanged,
  priceListChanged,
  priceLists,
  priceRemoved,
  type Price,
  type PriceList,
  type PriceVersion,
  type pricesExplain,
  type pricesSet,
} from './contract.ts'
import { priceColumns, PriceListRow, PriceRow } from './entities.ts'
import { endPrice, explainPrice, ONE_MILLI, placePrice } from './rules.ts'
import { openVersion, tellVersion } from './versions.ts'

const listColumns = `id, name, currency, store_ids as "storeIds",
  customer_group_ids as "customerGroupIds", channels, priority,
  valid_from as "validFrom", valid_to as "validTo", active`

// What holds in stores the caller has no part in is not the caller's to change.
function requireListStores(scope: Scope, { storeIds }: PriceList): void {
  if (scope.storeIds === null) return
  if (storeIds === null) throw new Problem('wrong-store', 'This list holds in every store')
  for (const storeId of storeIds) requireStore(scope, storeId)
}

function listFaults(list: PriceList): InputError[] {
  const faults: InputError[] = []
  if (!cleanLocalName(list.name)) {
    faults.push({ path: '/name', message: 'nothing readable is left of it' })
  }
  if (!isCurrency(list.currency)) {
    faults.push({ path: '/currency', message: 'is no active ISO 4217 code' })
  }
  if (list.validFrom !== null && list.validTo !== null && list.validTo <= list.validFrom) {
    faults.push({ path: '/validTo', message: 'must be after validFrom' })
  }
  return faults
}

/** Adds a price list or changes it; its currency stays, because its prices are in it. */
export async function setList(tx: Tx, input: PriceList): Promise<PriceList> {
  const errors = listFaults(input)
  if (errors.length) throw new Problem('invalid-input', { errors })
  requireListStores(tx.scope, input)
  const [former] = await tx.sql<PriceList>(
    `select ${listColumns} from price_list where id = $1 for no key update`,
    [input.id],
  )
  if (former) requireListStores(tx.scope, former)
  if (former && former.currency !== input.currency) {
    throw new Problem('wrong-state', 'The currency of a price list stays as it was added')
  }
  for (const storeId of input.storeIds ?? []) {
    if (!tx.memory.get(stores, storeId)) throw new Problem('not-found', 'There is no such store')
  }
  const list: PriceList = {
    ...input,
    name: cleanLocalName(input.name) ?? input.name,
    storeIds: input.storeIds && [...new Set(input.storeIds)],
    customerGroupIds: input.customerGroupIds && [...new Set(input.customerGroupIds)],
    channels: input.channels && [...new Set(input.channels)],
  }
  const { validFrom, validTo } = list
  await tx.em.upsert(PriceListRow, {
    ...list,
    validFrom: validFrom === null ? null : new Date(validFrom),
    validTo: validTo === null ? null : new Date(validTo),
  })
  tx.emit(priceListChanged, COMPANY, list)
  return list
}

/**
 * The list, kept from changing with its prices until the transaction ends, and the present instant:
 * it is taken under the lock, so that of two who set a price now the later one is the later.
 */
export async function lockList(tx: Tx, listId: string): Promise<{ list: PriceList; at: string }> {
  const [list] = await tx.sql<PriceList>(
    `select ${listColumns} from price_list where id = $1 for no key update`,
    [listId],
  )
  if (!list) throw new Problem('not-found', 'There is no such price list')
  requireListStores(tx.scope, list)
  return { list, at: now().toISOString() }
}

export type NewPrice = Pick<
  Price,
  'id' | 'variantId' | 'unitPriceCentiMinor' | 'minimumMilli' | 'packMilli'
>
/** What a price is for: of one slot of a list one price holds at a time. */
export type Slot = Pick<Price, 'variantId' | 'minimumMilli' | 'packMilli'>
/** A slot as the key of a map. */
export const slotKey = ({ variantId, minimumMilli, packMilli }: Slot) =>
  `${variantId} ${minimumMilli} ${packMilli}`
type Ended = Price & { readonly replicated: boolean; readonly endedBy: number | null }

/**
 * Sets prices in a locked list as one price version, each slot once, and ends those of the slots `ends`.
 * `at` is the present, `validFrom` is that or later. Throws `not-found` where nothing is to be ended.
 */
export async function placePrices(
  tx: Tx,
  listId: string,
  { at, validFrom, note = null }: When,
  fresh: readonly NewPrice[],
  ends: readonly Slot[] = [],
): Promise<{ prices: Price[]; version: PriceVersion }> {
  const variantIds = [...new Set([...fresh, ...ends].map(({ variantId }) => variantId))]
  const standing = Map.groupBy(await standingPrices(tx.sql, listId, variantIds), slotKey)
  const ofSlot = (slot: Slot) => standing.get(slotKey(slot)) ?? []
  const placed = fresh.map((each) => placePrice(ofSlot(each), { ...each, listId, validFrom }, at))
  const ended = ends.map((slot, i) => {
    const ending = endPrice(ofSlot(slot), validFrom, at)
    if (ending.over.length + ending.shortened.length > 0) return ending
    throw new Problem('not-found', `No price holds then for what ends/${i} names`)
  })
  const setting = { listId, effectiveAt: validFrom, createdAt: at, note }
  const version = await openVersion(
    tx,
    setting,
    placed.map(({ price }) => price),
    ended.flatMap(({ over, shortened }) => [...over, ...shortened].map(({ id }) => id)),
  )
  await endPrices(tx, [
    ...placed.flatMap((each) => endedRows(each, null)),
    ...ended.flatMap((each) => endedRows(each, version.number)),
  ])
  const prices = placed.map(({ price }) => ({ ...price, version: version.number }))
  for (const price of prices) {
    tx.insert(PriceRow, { ...price, endedBy: null, replicated: true })
    tx.emit(priceChanged, COMPANY, price)
  }
  tellVersion(tx, version)
  return { prices, version }
}
type When = { readonly at: string; readonly validFrom: string; readonly note?: string | null }

function endedRows(
  { shortened, over }: ReturnType<typeof endPrice>,
  endedBy: number | null,
): Ended[] {
  return [
    ...shortened.map((price) => ({ ...price, endedBy, replicated: true })),
    ...over.map((price) => ({ ...price, endedBy, replicated: false })),
  ]
}

async function endPrices(tx: Tx, ended: readonly Ended[]): Promise<void> {
  if (!ended.length) return
  await tx.sql(
    `update price p set valid_to = v.valid_to, replicated = v.replicated, ended_by = v.ended_by
       from unnest($1::uuid[], $2::timestamptz[], $3::boolean[], $4::int[])
            as v(id, valid_to, replicated, ended_by)
      where p.id = v.id`,
    [
      ended.map((p) => p.id),
      ended.map((p) => p.validTo),
      ended.map((p) => p.replicated),
      ended.map((p) => p.endedBy),
    ],
  )
  for (const { replicated, endedBy: _, ...price } of ended) {
    if (replicated) tx.emit(priceChanged, COMPANY, price)
    else tx.emit(priceRemoved, COMPANY, { key: price.id })
  }
}

/** The prices of variants in a list that hold or are planned. */
export function standingPrices(
  sql: Sql,
  listId: string,
  variantIds: readonly string[],
): Promise<Price[]> {
  return sql<Price>(
    `select ${priceColumns} from price
      where list_id = $1 and variant_id = any($2::uuid[]) and replicated`,
    [listId, variantIds],
  )
}

/** Sets prices in a list; a time that has passed means now. */
export async function set(
  tx: Tx,
  input: Input<typeof pricesSet>,
): Promise<Output<typeof pricesSet>> {
  const plain = { minimumMilli: 0, packMilli: ONE_MILLI }
  const fresh = input.prices.map((each) => ({ ...plain, ...each }))
  const ends = (input.ends ?? []).map((each) => ({ ...plain, ...each }))
  const slots = [...fresh, ...ends].map(slotKey)
  const pathOf = (i: number) => (i < fresh.length ? `/prices/${i}` : `/ends/${i - fresh.length}`)
  const errors = slots.flatMap((each, i) =>
    slots.indexOf(each) === i ? [] : [{ path: pathOf(i), message: 'is named twice' }],
  )
  if (!slots.length) errors.push({ path: '/prices', message: 'names nothing to set or end' })
  if (errors.length) throw new Problem('invalid-input', { errors })
  const { list, at } = await lockList(tx, input.listId)
  const validFrom = input.validFrom && input.validFrom > at ? input.validFrom : at
  return placePrices(tx, list.id, { at, validFrom, note: input.note ?? null }, fresh, ends)
}

/**
 * Lets the replicas go of at most `most` prices whose end passed before `endedBefore`; gives how many.
 * The rows stay. A margin of hours keeps them on terminals whose clocks are behind.
 */
export async function clearPast(tx: Tx, endedBefore: string, most: number): Promise<number> {
  const past = await tx.sql<{ id: string }>(
    `update price set replicated = false where id in (
       select id from price where replicated and valid_to <= $1 order by id limit $2
          for update skip locked)
     returning id`,
    [endedBefore, most],
  )
  for (const { id } of past) tx.emit(priceRemoved, COMPANY, { key: id })
  return past.length
}

/** Which price holds and why; past prices are read from the database, where they are all kept. */
export async function explain(
  { memory, scope, sql, at: present }: Ask,
  input: Input<typeof pricesExplain>,
): Promise<Output<typeof pricesExplain>> {
  const { storeId, variantId, quantityMilli = ONE_MILLI, at = present, ...rest } = input
  requireStore(scope, storeId)
  const store = memory.get(stores, storeId)
  if (!store) throw new Problem('not-found', 'There is no such store')
  const prices = await sql<Price>(
    `select ${priceColumns} from price
      where variant_id = $1 and (valid_to is null or (valid_to > $2 and valid_to > valid_from))
      order by list_id, version`,
    [variantId, at],
  )
  const lists = memory.records(priceLists)
  return explainPrice({ lists, prices, store, quantityMilli, at, ...rest })
}

/** Every list, and the prices that hold or are planned, for the hub's memory. */
export async function load(sql: Sql) {
  return {
    'price-lists': await sql<PriceList>(`select ${listColumns} from price_list`),
    prices: await sql<Price>(`select ${priceColumns} from price where replicated`),
  }
}
