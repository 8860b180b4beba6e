// The grid with everything around it for one price list: tabs, search, the bar of what is chosen, and the open product.
import { useMediaQuery } from '@mantine/hooks'
import { useCallback, useDeferredValue, useState } from 'react'
import { useLocation } from 'wouter'
import type { PriceList } from '#prices/contract.ts'
import type { Sort } from '../../ui/table-state.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { Skeletons } from '../../ui/skeletons.tsx'
import { useSay } from '../../words/index.ts'
import { useKnown } from '../parts/known.ts'
import { OfficePage } from '../parts/page-head.tsx'
import { EditsBar } from './edits-bar.tsx'
import { ProductGrid } from './grid.tsx'
import type { Tab } from './order.ts'
import { readPrice } from '../parts/typed.ts'
import { ProductPanel } from './product-panel.tsx'
import css from './products.module.css'
import { NoProducts, ProductsHead, ProductTabs } from './products-head.tsx'
import { saidNoPrice } from './said-prices.tsx'
import { useEdits } from './use-edits.ts'
import { useOrder } from './use-order.ts'

export type ProductsOfListProps = {
  lists: readonly PriceList[]
  list: PriceList | null
  onList(id: string): void
  /** The variant whose panel is open. */
  openId: string | null
}

export function ProductsOfList({ lists, list, onList, openId }: ProductsOfListProps) {
  const [, go] = useLocation()
  const [tab, setTab] = useState<Tab>('all')
  const [text, setText] = useState('')
  const [sort, setSort] = useState<Sort>(null)
  const editing = useEdits(list?.id ?? null)
  // Typing never waits for a hundred thousand rows to be looked through.
  const sought = useDeferredValue(text)
  const order = useOrder(tab, sought, sort, list?.id ?? null)
  const known = useKnown()
  const { selected, setSelected, toggle, toggleAll } = useSelected(order.ids)
  const say = useSay()
  const { change } = editing
  const onEdit = (id: string, typed: string) => {
    if (!list) return
    const price = readPrice(typed, list.currency)
    if (price === undefined) return saidNoPrice(say, typed)
    change([[id, price]])
    setSelected(new Set(selected).add(id))
  }
  const open = useCallback((id: string | null) => go(`/office/products/${id ?? ''}`), [go])
  return (
    <>
      <OfficePage>
        <ProductsHead order={order} list={list} />
        <ProductTabs
          {...{ tab, setTab, text, setText, lists, list, onList }}
          counts={order.counts}
        />
        <div className={css.grid}>
          {!known && <Skeletons shape="lines" count={10} />}
          {known && order.ids.length === 0 && (
            <NoProducts none={order.all === 0} onAll={() => (setText(''), setTab('all'))} />
          )}
          {order.ids.length > 0 && (
            <ProductGrid
              ids={order.ids}
              selected={selected}
              onToggle={toggle}
              onToggleAll={toggleAll}
              listId={list?.id ?? null}
              currency={list?.currency ?? ''}
              edits={editing.book.now}
              onEdit={onEdit}
              sort={sort}
              onSort={setSort}
              onOpen={open}
            />
          )}
          {list && <EditsBar {...{ list, editing, selected, setSelected }} />}
        </div>
      </OfficePage>
      {openId !== null && <Beside id={openId} onClose={() => open(null)} />}
    </>
  )
}

function useSelected(ids: readonly string[]) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const toggle = (id: string) =>
    setSelected((now) => {
      const next = new Set(now)
      if (!next.delete(id)) next.add(id)
      return next
    })
  const toggleAll = () => setSelected((now) => new Set(ids.every((id) => now.has(id)) ? [] : ids))
  return { selected, setSelected, toggle, toggleAll }
}

// Beside the grid where there is room for it, over it where there is not.
function Beside({ id, onClose }: { id: string; onClose(): void }) {
  const wide = useMediaQuery('(min-width: 75em)', window.matchMedia('(min-width: 75em)').matches)
  const say = useSay()
  const panel = <ProductPanel key={id} variantId={id} onClose={onClose} />
  if (wide)
    return (
      <aside className={css.panel} aria-label={say('products.product')}>
        {panel}
      </aside>
    )
  return (
    <Sheet opened onClose={onClose} title={say('products.product')}>
      {panel}
    </Sheet>
  )
}
