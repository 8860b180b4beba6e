// Products and prices: every product as a live grid, prices edited in it and published together, and one product beside it.
import { useMemo, useState } from 'react'
import { Route, Switch } from 'wouter'
import { priceLists } from '#prices/contract.ts'
import { useRecords } from '../../link/react.ts'
import { useChosenStore, useOwnStores } from '../followed-stores.ts'
import { ImportPage } from './import-page.tsx'
import { listFor, shownLists, storeFor } from './list-choice.ts'
import { ProductsOfList } from './products-of-list.tsx'

export default function ProductsPage() {
  const all = useRecords(priceLists)
  const lists = useMemo(() => shownLists(all), [all])
  const own = useOwnStores()
  const { store, choose } = useChosenStore()
  const [chosen, setChosen] = useState<string | null>(null)
  const list = listFor(lists, store, own, chosen)
  const onList = (id: string) => {
    setChosen(id)
    const at = storeFor(
      lists.find((each) => each.id === id),
      store,
      own,
    )
    if (at !== undefined && at !== store?.id) choose(at)
  }
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
            onList={onList}
            openId={variantId ?? null}
          />
        )}
      </Route>
    </Switch>
  )
}
