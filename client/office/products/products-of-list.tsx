// The grid with everything around it for one price list: tabs, search, the bar of what is chosen, and the open product.
import { useMediaQuery } from '@mantine/hooks'
import { useCallback, useState } from 'react'
import { useLocation } from 'wouter'
import type { PriceList } from '#prices/contract.ts'
import type { Sort } from '../../ui/table-state.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { useSay } from '../../words/index.ts'
import { OfficePage } from '../parts/page-head.tsx'
import { EditsBar } from './edits-bar.tsx'
import { ProductGrid } from './grid.tsx'
import type { Tab } from './order.ts'
import { readPrice } from './price-edits.ts'
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
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const editing = useEdits(list?.id ?? null)
  const order = useOrder(tab, text, sort, list?.id ?? null)
  const say = useSay()
  const { change } = editing
  const onEdit = (id: string, typed: string) => {
    if (!list) return
    const price = readPrice(typed, list.currency)
    if (price === undefined) return saidNoPrice(say, typed)
    change([[id, price]])
    setSelected((now) => new Set(now).add(id))
  }
  const open = useCallback((id: string | null) => go(`/office/products/${id ?? ''}`), [go])
  const toggle = (id: string) =>
    setSelected((now) => {
      const next = new Set(now)
      if (!next.delete(id)) next.add(id)
      return next
    })
  const all = order.ids.length > 0 && order.ids.every((id) => selected.has(id))
  return (
    <>
      <OfficePage>
        <ProductsHead order={order} list={list} />
        <ProductTabs
          {...{ tab, setTab, text, setText, lists, list, onList }}
          counts={order.counts}
        />
        <div className={css.grid}>
          {order.ids.length === 0 ? (
            <NoProducts none={order.all === 0} onAll={() => (setText(''), setTab('all'))} />
          ) : (
            <ProductGrid
              ids={order.ids}
              selected={selected}
              onToggle={toggle}
              onToggleAll={() => setSelected(new Set(all ? [] : order.ids))}
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
