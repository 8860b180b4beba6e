// The products to show for a tab, a search and a sort, and how many each tab has. Stock moves many times a second; what
// is counted from it follows once a second.
import { useMemo } from 'react'
import { categories, products, variants, type Variant } from '#catalog/contract.ts'
import { dayIn } from '#shared/days.ts'
import { levels, lots } from '#stock/contract.ts'
import { useLink, useRecords, useSelector, useWatched } from '../../link/react.ts'
import type { Store } from '../../link/store.ts'
import { useLook } from '../../look/look.tsx'
import type { Sort } from '../../ui/table-state.ts'
import { useChosenStore } from '../followed-stores.ts'
import { useCalm } from '../../link/asked.ts'
import { searchBook } from '../../link/catalog-search.ts'
import { findVariants } from './catalog-finder.ts'
import { nowAt, priceNow } from './live-goods.ts'
import { countTabs, orderOf, type Shelf, type Tab } from './order.ts'
import { holdings } from './stock-view.ts'

const stocked = [levels, lots]
const stockVersion = (store: Store) => store.version(levels) + store.version(lots)

function useShelf(listId: string | null): Shelf {
  const { store } = useLink()
  const goods = useRecords(products)
  const { locale } = useLook()
  const { store: chosen } = useChosenStore()
  const named = useRecords(categories)
  const moved = useCalm(useSelector(stocked, stockVersion))
  const timeZone = chosen?.timeZone ?? 'UTC'
  return useMemo(() => {
    const held = holdings(store.map(levels).values(), (id) => store.record(lots, id))
    const byId = new Map(goods.map((product) => [product.id, product]))
    const names = new Map(named.map(({ id, name }) => [id, name[locale]]))
    return {
      product: (id) => byId.get(id),
      holding: (id) => held.get(id),
      price: (id) => priceNow(store, id, listId)?.unitPriceCentiMinor,
      category: (id) => names.get(id),
      today: dayIn(timeZone, nowAt()),
      locale,
      heard: `${moved} of ${chosen?.id}`,
    }
  }, [store, locale, chosen?.id, goods, named, moved, timeZone, listId])
}

export type Order = {
  readonly ids: readonly string[]
  readonly counts: Record<Tab, number>
  readonly all: number
}

export function useOrder(tab: Tab, text: string, sort: Sort, listId: string | null): Order {
  const { store } = useLink()
  const every = useRecords(variants)
  const shelf = useShelf(listId)
  const known = useWatched(searchBook(store).version)
  const counts = useMemo(() => countTabs(every, shelf), [every, shelf])
  const ids = useMemo(() => {
    // Before the index is read there is nothing to find in.
    const ids = text.trim() === '' || known === 0 ? null : findVariants(store, text)
    const sought = ids === null ? every : found(store, ids)
    return orderOf(sought, tab, sort, shelf)
  }, [store, known, every, text, tab, sort, shelf])
  return { ids, counts, all: every.length }
}

function found(store: Store, ids: readonly string[]): Variant[] {
  return ids.flatMap((id) => store.record(variants, id) ?? [])
}
