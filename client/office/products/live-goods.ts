// What the cells of the grid read: one product's price, stock and dates, each drawn again only when its own value changes.
import { useCallback } from 'react'
import { products, variants, type Product, type Variant } from '#catalog/contract.ts'
import { prices, type Price } from '#prices/contract.ts'
import { levels, lots } from '#stock/contract.ts'
import { useRecord, useSelector } from '../../link/react.ts'
import type { Store } from '../../link/store.ts'
import { priceInList } from './price-in-list.ts'
import { emptyHolding, type Holding, holdings } from './stock-view.ts'

const priced = [prices]
const stocked = [levels, lots]

export const nowAt = () => new Date().toISOString()

export function priceNow(
  store: Store,
  variantId: string,
  listId: string | null,
): Price | undefined {
  return priceInList(store.find(prices, 'variant', variantId), listId, nowAt())
}

/** The price in force in a list; undefined where there is none. */
export function usePriceInList(variantId: string, listId: string | null): Price | undefined {
  const select = useCallback(
    (store: Store) => priceNow(store, variantId, listId),
    [variantId, listId],
  )
  return useSelector(priced, select)
}

export function holdingOf(store: Store, variantId: string, storeId?: string): Holding {
  const found = holdings(store.find(levels, 'variant', variantId, storeId), (id) =>
    store.record(lots, id),
  )
  return found.get(variantId) ?? emptyHolding
}

const sameHolding = (a: Holding, b: Holding) =>
  a.onHandMilli === b.onHandMilli && a.expiryOn === b.expiryOn && a.blockedLots === b.blockedLots

/** What a store (the one looked at, where left out) holds of a variant. */
export function useHolding(variantId: string, storeId?: string): Holding {
  const select = useCallback(
    (store: Store) => holdingOf(store, variantId, storeId),
    [variantId, storeId],
  )
  return useSelector(stocked, select, sameHolding, storeId)
}

export function useGoods(variantId: string): { product: Product; variant: Variant } | undefined {
  const variant = useRecord(variants, variantId)
  const product = useRecord(products, variant?.productId ?? null)
  return variant && product && { product, variant }
}
