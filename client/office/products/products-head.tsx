// The head of the products page: what can be done with all of them, the tabs with their counts, search and price list.
import { Button, Select, Tabs } from '@mantine/core'
import {
  IconFileExport,
  IconFileImport,
  IconPlus,
  IconSearchOff,
  IconTag,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { categories, products, variants } from '#catalog/contract.ts'
import type { PriceList } from '#prices/contract.ts'
import { useLink } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook, useNumerals } from '../../look/look.tsx'
import { Empty } from '../../ui/empty.tsx'
import { SearchField } from '../../ui/fields.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { useSay } from '../../words/index.ts'
import { saveFile } from '../parts/download.ts'
import { PageHead } from '../parts/page-head.tsx'
import parts from '../parts/parts.module.css'
import { said } from '../../forms/said.tsx'
import { useSearchKey } from '../parts/use-search-key.ts'
import { StorePick } from '../parts/store-pick.tsx'
import { priceNow } from './live-goods.ts'
import { NewProduct } from './new-product.tsx'
import { type Tab, tabs } from './order.ts'
import { productsCsv } from './products-csv.ts'
import type { Order } from './use-order.ts'

const drawn = { size: 20, stroke: 1.8, 'aria-hidden': true }

export function ProductsHead({ order, list }: { order: Order; list: PriceList | null }) {
  const say = useSay()
  const [, go] = useLocation()
  const [adding, setAdding] = useState(false)
  const exportShown = useExport(order.ids, list)
  return (
    <PageHead
      title={say('products.title')}
      note={say('products.variants', { count: order.ids.length })}
    >
      <Button
        variant="default"
        leftSection={<IconFileImport {...drawn} />}
        onClick={() => go('/office/products/import')}
      >
        {say('products.import')}
      </Button>
      <Button variant="default" leftSection={<IconFileExport {...drawn} />} onClick={exportShown}>
        {say('products.export')}
      </Button>
      <Button
        aria-label={say('products.addProduct')}
        leftSection={<IconPlus {...drawn} />}
        onClick={() => setAdding(true)}
      >
        {say('products.product')}
      </Button>
      <NewProduct opened={adding} list={list} onClose={() => setAdding(false)} />
    </PageHead>
  )
}

function useExport(ids: readonly string[], list: PriceList | null): () => void {
  const say = useSay()
  const { store } = useLink()
  return () => {
    const rows = ids.flatMap((id) => {
      const variant = store.record(variants, id)
      const product = variant && store.record(products, variant.productId)
      if (!variant || !product) return []
      const category = store.record(categories, product.categoryId ?? '')?.name.en ?? null
      const price = priceNow(store, id, list?.id ?? null)?.unitPriceCentiMinor ?? null
      return [{ product, variant, category, unitPriceCentiMinor: price }]
    })
    saveFile('products.csv', 'text/csv;charset=utf-8', productsCsv(rows, list?.currency ?? 'XXX'))
    said(say('products.exported', { count: rows.length }), 'products.csv')
  }
}

export type ProductTabsProps = {
  tab: Tab
  setTab(tab: Tab): void
  text: string
  setText(text: string): void
  counts: Record<Tab, number>
  lists: readonly PriceList[]
  list: PriceList | null
  onList(id: string): void
}

export function ProductTabs(props: ProductTabsProps) {
  const { tab, setTab, text, setText, counts, lists, list, onList } = props
  const say = useSay()
  const numerals = useNumerals()
  const { locale } = useLook()
  const search = useSearchKey()
  return (
    <>
      <Tabs value={tab} onChange={(value) => setTab(tabs.find((each) => each === value) ?? 'all')}>
        <Tabs.List>
          {tabs.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {say(`products.tab.${each}`)}{' '}
              {each !== 'all' && <b>{numerals.count(counts[each])}</b>}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <div className={parts.filters}>
        <div className={parts.grow}>
          <SearchField
            ref={search}
            label={say('products.searchLabel')}
            value={text}
            onChange={setText}
            end={<Kbd>/</Kbd>}
          />
        </div>
        <Select
          aria-label={say('products.priceList')}
          value={list?.id ?? null}
          data={lists.map(({ id, name, currency }) => ({
            value: id,
            label: `${nameIn(locale, name)}, ${currency}`,
          }))}
          allowDeselect={false}
          onChange={(id) => id !== null && onList(id)}
        />
        <StorePick />
      </div>
    </>
  )
}

export function NoProducts({ none, onAll }: { none: boolean; onAll(): void }) {
  const say = useSay()
  const [, go] = useLocation()
  const Icon = none ? IconTag : IconSearchOff
  return (
    <Empty
      icon={<Icon size={40} stroke={1.6} aria-hidden />}
      title={say(none ? 'products.none' : 'products.noneFound')}
      detail={say(none ? 'products.noneDetail' : 'products.noneFoundDetail')}
      action={
        none
          ? { words: say('products.import'), onAct: () => go('/office/products/import') }
          : { words: say('products.showAll'), onAct: onAll }
      }
    />
  )
}
