// A company with a catalogue for tests: categories, products, variants and price lists made through
// the operations, on the rooms catalog, prices and customers. Stores and taxes are announced only.
import { openStream } from '#kernel/events.ts'
import type { Room } from '#kernel/room.ts'
import { system } from '#kernel/scope.ts'
import { catalogAdd, type Product, type Variant } from '#catalog/contract.ts'
import { catalogRoom } from '#catalog/index.ts'
import { customersRoom } from '#customers/index.ts'
import { priceListsSet, type PriceList } from '#prices/contract.ts'
import { pricesRoom } from '#prices/index.ts'
import { COMPANY } from '#shared/streams.ts'
import { storeChanged, stores, taxChanged, taxes, type Store, type Tax } from '#stores/contract.ts'
import { plainList } from '#prices/rules.ts'
import { plainProduct, plainVariant } from '#catalog/rules.ts'
import { cloneDatabase } from './database.ts'
import { openKernel, type TestKernel } from './kernel.ts'
import { aStore, id, withSql } from './stock.ts'

type Test = { teardown(handler: () => unknown): unknown }

const places: Room = {
  name: 'places',
  entities: [],
  operations: [],
  events: [storeChanged, taxChanged],
  collections: [stores, taxes],
}

export const both = (name: string) => ({ en: name, ar: name })

export type Company = TestKernel & {
  readonly store: Store
  readonly tax: Tax
  /** Holds in every store, in EGP. */
  readonly list: PriceList
  announceStore(store: Store): Promise<unknown>
  /** Adds a product with one variant. */
  sells(of?: Partial<Product>, as?: Partial<Variant>): Promise<Goods>
}
export type Goods = { readonly product: Product; readonly variant: Variant }

export function aProduct(of: Partial<Product> = {}): Product {
  return {
    ...plainProduct,
    id: id(),
    name: both('Bread'),
    ...of,
  }
}

export function aVariant(productId: string, of: Partial<Variant> = {}): Variant {
  const own = id()
  return {
    ...plainVariant,
    id: own,
    productId,
    sku: own.slice(-12),
    ...of,
  }
}

export function aList(of: Partial<PriceList> = {}): PriceList {
  return {
    id: id(),
    name: both('Retail'),
    currency: 'EGP',
    ...plainList,
    ...of,
  }
}

/** Opens a company in a database of its own; `url` stands another hub beside it. */
export async function openCompany(t: Test, url?: string): Promise<Company> {
  const place = url ?? (await cloneDatabase(t))
  await withSql(place, (sql) => openStream(sql, COMPANY))
  const k = await openKernel(t, {
    rooms: [places, catalogRoom, pricesRoom, customersRoom],
    url: place,
  })
  const tax: Tax = {
    id: id(),
    name: both('VAT'),
    parts: [{ name: both('VAT'), category: 'S', ratePpm: 140_000 }],
    exemptionReason: null,
  }
  const store = aStore()
  const announceStore = (of: Store) =>
    k.kernel.transact({ scope: system }, async (tx) => tx.emit(storeChanged, COMPANY, of))
  await announceStore(store)
  await k.kernel.transact({ scope: system }, async (tx) => tx.emit(taxChanged, COMPANY, tax))
  const list = await k.call(system, priceListsSet, aList())
  const sells: Company['sells'] = async (of = {}, as = {}) => {
    const product = aProduct(of)
    const variant = aVariant(product.id, as)
    const added = await k.call(system, catalogAdd, { product, variants: [variant] })
    return { product: added.product, variant: added.variants[0] ?? variant }
  }
  return { ...k, store, tax, list, announceStore, sells }
}
