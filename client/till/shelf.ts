// What the till knows of the shop, as its pure rules ask for it: prices, lots, levels, taxes. In the app it reads
// the client's copy of the streams; in a test it is a handful of records. It changes nothing.
import {
  barcodeRules,
  categories,
  type Product,
  products,
  type Variant,
  variants,
} from '#catalog/contract.ts'
import { type CustomerGroup, customerGroups } from '#customers/contract.ts'
import { type Price, type PriceList, priceLists, prices } from '#prices/contract.ts'
import type { Id } from '#shared/ids.ts'
import type { RestrictedRule } from '#shared/restricted-codes.ts'
import { type Level, levels, locations, type Lot, lots } from '#stock/contract.ts'
import { sellingLocation } from '#stock/rules.ts'
import {
  type Store as Shop,
  stores,
  type Tax,
  type TaxPosition,
  taxes,
  taxPositions,
} from '#stores/contract.ts'
import type { Store } from '../link/store.ts'

export type Shelf = {
  readonly shop: Shop
  readonly variant: (id: Id) => Variant | undefined
  readonly product: (id: Id) => Product | undefined
  readonly tax: (id: Id) => Tax | undefined
  readonly taxes: ReadonlyMap<Id, Tax>
  /** The instant whose taxes hold, ISO 8601 by the hub's clock: since then none has taken another's place. */
  readonly taxedAt: string
  readonly taxPosition: (id: Id) => TaxPosition | undefined
  readonly group: (id: Id) => CustomerGroup | undefined
  readonly lists: ReadonlyMap<Id, PriceList>
  readonly pricesOf: (variantId: Id) => readonly Price[]
  /** How codes are read that the shops print themselves. */
  readonly restricted: () => readonly RestrictedRule[]
  readonly lot: (id: Id) => Lot | undefined
  readonly lotByCode: (variantId: Id, code: string) => Lot | undefined
  /** What lies where this store sells from, of one variant. */
  readonly levelsOf: (variantId: Id) => readonly Level[]
}

/** What a basket depends on: when one of these changes, its lines are looked at again. */
export const shelfSources = [
  stores,
  taxes,
  taxPositions,
  customerGroups,
  priceLists,
  prices,
  products,
  variants,
  lots,
  levels,
]
export const tileSources = [...shelfSources, categories, locations]

/** When a tax last took the place of another before an instant; empty text where none ever did. */
export function lastTaxed(known: Iterable<Tax>, at: string): string {
  let last = ''
  for (const { next } of known) if (next && next.from <= at && next.from > last) last = next.from
  return last
}

/** The shelf of a store; undefined until its record has come. */
export function shelfOf(store: Store, storeId: Id | null, taxedAt: string): Shelf | undefined {
  const shop = storeId === null ? undefined : store.record(stores, storeId)
  if (!shop) return undefined
  const place = sellingLocation(store.find(locations, 'use', 'sellable'))
  return {
    shop,
    variant: (id) => store.record(variants, id),
    product: (id) => store.record(products, id),
    tax: (id) => store.record(taxes, id),
    taxes: store.map(taxes),
    taxedAt,
    taxPosition: (id) => store.record(taxPositions, id),
    group: (id) => store.record(customerGroups, id),
    lists: store.map(priceLists),
    pricesOf: (variantId) => store.find(prices, 'variant', variantId),
    restricted: () => store.records(barcodeRules).map(({ rule }) => rule),
    lot: (id) => store.record(lots, id),
    lotByCode: (variantId, code) => store.find(lots, 'code', `${variantId}|${code}`)[0],
    levelsOf: (variantId) =>
      store.find(levels, 'variant', variantId).filter(({ locationId }) => locationId === place?.id),
  }
}
