// A shop for tests of goods and money: a store with a warehouse, a tax and products, on the rooms
// asked for. What lower rooms keep is announced, not stored: the rooms under test read their memory.
import { newId, type Id } from '#shared/ids.ts'
import { COMPANY } from '#shared/streams.ts'
import { nowMs } from '#kernel/clock.ts'
import type { Directory } from '#kernel/directory.ts'
import { openStream } from '#kernel/events.ts'
import { clientSql } from '#kernel/database.ts'
import type { Memory } from '#kernel/memory.ts'
import type { Room } from '#kernel/room.ts'
import { system } from '#kernel/scope.ts'
import type { Tx } from '#kernel/transact.ts'
import {
  productChanged,
  products,
  variantChanged,
  variants,
  type Product,
  type Variant,
} from '#catalog/contract.ts'
import { catalogEntities } from '#catalog/entities.ts'
import {
  priceChanged,
  priceListChanged,
  priceLists,
  priceRemoved,
  prices,
  type Price,
  type PriceList,
} from '#prices/contract.ts'
import { PriceListRow, PriceRow } from '#prices/entities.ts'
import { storeChanged, stores, taxChanged, taxes, type Store, type Tax } from '#stores/contract.ts'
import { plainPolicies } from '#stores/rules.ts'
import { stockReceive, warehousesSet } from '#stock/contract.ts'
import { stockRoom } from '#stock/index.ts'
import { plainList } from '#prices/rules.ts'
import { plainProduct } from '#catalog/rules.ts'
import pg from 'pg'
import { cloneDatabase } from './database.ts'
import { openKernel, type TestKernel } from './kernel.ts'

type Test = { teardown(handler: () => unknown): unknown }

export const id = (): Id => newId(nowMs())
const both = (name: string) => ({ en: name, ar: name })

const groundCollections = [stores, taxes, products, variants, priceLists, prices]

/** What the rooms below stock hold in memory, without their tables: the log itself is read. */
export const ground: Room = {
  name: 'ground',
  entities: [...catalogEntities, PriceListRow, PriceRow],
  operations: [],
  events: [
    storeChanged,
    taxChanged,
    productChanged,
    variantChanged,
    priceListChanged,
    priceChanged,
  ],
  collections: groundCollections,
  loaders: [
    {
      names: groundCollections.map(({ name }) => name),
      stream: 'company',
      load: async (sql) => {
        const read = async (kind: string) => {
          const facts = await sql<{ body: string }>(
            `select body from event where store_id = $1 and kind = $2 order by seq`,
            [COMPANY, kind],
          )
          return facts.map(({ body }): unknown => JSON.parse(body))
        }
        const found: Record<string, unknown[]> = {}
        for (const { name, changed } of groundCollections) found[name] = await read(changed.name)
        const gone = (await read(priceRemoved.name)) as { key: Id }[]
        const keys = new Set(gone.map(({ key }) => key))
        found[prices.name] = (found[prices.name] as Price[]).filter((each) => !keys.has(each.id))
        return found
      },
    },
  ],
}

export function aStore(with_: Partial<Store> = {}): Store {
  return {
    id: id(),
    code: 'CAI1',
    name: both('Cairo'),
    currency: 'EGP',
    timeZone: 'Africa/Cairo',
    locale: 'en',
    digits: 'latn',
    pricesIncludeTax: true,
    taxRounding: 'document',
    cashRoundingMinor: 1,
    priceChange: 'take-new',
    invoicePdf: 'on-request',
    receiptHeader: both('Mizan'),
    address: both('Cairo'),
    taxNumber: '123-456-789',
    ...plainPolicies,
    open: true,
    ...with_,
  }
}

export type Shop = TestKernel & {
  readonly store: Store
  readonly tax: Tax
  readonly list: PriceList
  /** The sellable location and another one. */
  readonly floor: Id
  readonly bulk: Id
  announce(facts: (tx: Tx) => void): Promise<unknown>
  /** Adds a product of one variant with a price, and stock if a quantity is given. */
  sells(of?: Partial<Product>, priceCentiMinor?: number, onHandMilli?: number): Promise<Goods>
  receives(variantId: Id, quantityMilli: number, lot?: LotGiven): Promise<Id | null>
}
export type Goods = { readonly product: Product; readonly variant: Variant; readonly price: Price }
type LotGiven = { code: string; expiryOn?: string | null }

export type ShopOptions = {
  readonly rooms?: readonly Room[]
  readonly directory?: (memory: Memory) => Directory
  readonly store?: Partial<Store>
  readonly env?: Record<string, string>
}

/** Opens a shop in a database of its own. */
export async function openShop(t: Test, options: ShopOptions = {}): Promise<Shop> {
  const url = await cloneDatabase(t)
  const store = aStore(options.store)
  await withSql(url, async (sql) => {
    await openStream(sql, COMPANY)
    await openStream(sql, store.id)
  })
  const k = await openKernel(t, { ...options, rooms: options.rooms ?? [ground, stockRoom], url })
  const tax: Tax = {
    id: id(),
    name: both('VAT'),
    parts: [{ name: both('VAT'), category: 'S', ratePpm: 140_000 }],
    exemptionReason: null,
  }
  const list: PriceList = {
    id: id(),
    name: both('All'),
    currency: store.currency,
    ...plainList,
  }
  const announce = (facts: (tx: Tx) => void) =>
    k.kernel.transact({ scope: system }, async (tx) => facts(tx))
  await announce((tx) => {
    tx.emit(storeChanged, COMPANY, store)
    tx.emit(taxChanged, COMPANY, tax)
    tx.emit(priceListChanged, COMPANY, list)
  })
  const floor = id()
  const bulk = id()
  await k.call(system, warehousesSet, {
    id: id(),
    storeId: store.id,
    name: both('Shop'),
    locations: [
      { id: floor, kind: 'shop-floor', name: both('Floor'), sellable: true },
      { id: bulk, kind: 'bulk', name: both('Back'), sellable: false },
    ],
  })
  return withGoods({ ...k, store, tax, list, floor, bulk, announce })
}

function withGoods(k: Omit<Shop, 'sells' | 'receives'>): Shop {
  const receives: Shop['receives'] = async (variantId, quantityMilli, lot) => {
    const { levels } = await k.call(system, stockReceive, {
      id: id(),
      storeId: k.store.id,
      lines: [{ variantId, quantityMilli, ...(lot && { lot }) }],
    })
    return levels[0]?.lotId ?? null
  }
  const sells: Shop['sells'] = async (of = {}, priceCentiMinor = 125_000, onHandMilli = 0) => {
    const product: Product = {
      ...plainProduct,
      id: id(),
      name: both('Bread'),
      taxId: k.tax.id,
      stockPolicy: 'block',
      ...of,
    }
    const variant: Variant = {
      id: id(),
      productId: product.id,
      sku: product.id.slice(-12),
      name: null,
      unit: 'C62',
      barcodes: [],
      packs: [],
      archived: false,
    }
    const price: Price = {
      id: id(),
      listId: k.list.id,
      variantId: variant.id,
      unitPriceCentiMinor: priceCentiMinor,
      packMilli: 1000,
      minimumMilli: 0,
      validFrom: '2026-01-01T00:00:00.000Z',
      validTo: null,
      version: 1,
    }
    await k.announce((tx) => {
      tx.emit(productChanged, COMPANY, product)
      tx.emit(variantChanged, COMPANY, variant)
      tx.emit(priceChanged, COMPANY, price)
    })
    if (onHandMilli) await receives(variant.id, onHandMilli)
    return { product, variant, price }
  }
  return { ...k, sells, receives }
}

/** Runs statements as the owner of the database. */
export async function withSql<T>(
  url: string,
  work: (sql: ReturnType<typeof clientSql>) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(clientSql(client))
  } finally {
    await client.end()
  }
}

/** Every level that is not what the movements add up to; empty when the ledger is right. */
export async function ledgerFaults(k: TestKernel): Promise<unknown[]> {
  return k.kernel.database.sql(
    `with ends as (
       select store_id, to_location_id as location_id, variant_id, lot_id, quantity_milli from movement
       union all
       select store_id, from_location_id, variant_id, lot_id, -quantity_milli from movement),
     sums as (
       select e.store_id, e.location_id, e.variant_id,
              coalesce(e.lot_id, '00000000-0000-0000-0000-000000000000') as lot_id,
              sum(e.quantity_milli) as milli
         from ends e join location l on l.id = e.location_id
        where l.kind not in ('supplier', 'customer', 'adjustment', 'shortage')
        group by 1, 2, 3, 4)
     select * from sums full join level using (store_id, location_id, variant_id, lot_id)
      where milli is distinct from on_hand_milli`,
  )
}
