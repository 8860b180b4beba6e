// Products and prices: every product as a live grid, prices edited in it and published together, and one product beside it.
import { useMemo, useState } from 'react'
import { Route, Switch } from 'wouter'
import { priceLists, type PriceList } from '#prices/contract.ts'
import { useRecords } from '../../link/react.ts'
import { useChosenStore } from '../followed-stores.ts'
import { ImportPage } from './import-page.tsx'
import { ProductsOfList } from './products-of-list.tsx'

export default function ProductsPage() {
  const lists = usePriceLists()
  const { store } = useChosenStore()
  const [chosen, setChosen] = useState<string | null>(null)
  const list = lists.find(({ id }) => id === chosen) ?? listOf(lists, store)
  return (
    <Switch>
      <Route path="/office/products/import">
        <ImportPage lists={lists} list={list} />
      </Route>
      <Route path="/office/products/:variantId?">
        {({ variantId }) => (
          <ProductsOfList
            key={list?.id}
            lists={lists}
            list={list}
            onList={setChosen}
            openId={variantId ?? null}
          />
        )}
      </Route>
    </Switch>
  )
}

/** The active lists, the one that wins first. */
function usePriceLists(): readonly PriceList[] {
  const all = useRecords(priceLists)
  return useMemo(
    () => all.filter(({ active }) => active).toSorted((a, b) => b.priority - a.priority),
    [all],
  )
}

// Of the lists of the store's currency the lowest is its everyday one; those above it are exceptions.
function listOf(
  lists: readonly PriceList[],
  store: { id: string; currency: string } | undefined,
): PriceList | null {
  const fits = lists.filter(
    ({ currency, storeIds }) =>
      store && currency === store.currency && (storeIds === null || storeIds.includes(store.id)),
  )
  return fits.at(-1) ?? lists.at(-1) ?? null
}
