// What the day is made of: the products that sold most, and categories and tenders as parts of the whole.
import { memo, useMemo } from 'react'
import { Link } from 'wouter'
import { categories, products, variants } from '#catalog/contract.ts'
import { fullName } from '#catalog/rules.ts'
import type { Id } from '#shared/ids.ts'
import { useLink, useRecord, useRecords } from '../link/react.ts'
import { nameIn } from '../look/locale.ts'
import { useLook } from '../look/look.tsx'
import { Picture } from '../look/pictures/index.tsx'
import { Bars } from '../ui/bars.tsx'
import { Money } from '../ui/money.tsx'
import { Panel } from '../ui/panel.tsx'
import { tenderKeyOf } from '../ui/tenders.ts'
import { useSay } from '../words/index.ts'
import { AsOf } from './as-of.tsx'
import { useStoreDays, useStoreProducts } from './day-data.ts'
import css from './dashboard.module.css'
import { useMinuteMs } from './minute.ts'
import {
  categoryShares,
  NO_CATEGORY,
  type Share,
  tenderShares,
  type Top,
  topProducts,
} from './shares.ts'
import { dayAt } from './wall.ts'

const MOST_SHOWN = 5

export const SharePanels = memo(function SharePanels(props: {
  storeIds: readonly Id[]
  currency: string
}) {
  const { storeIds, currency } = props
  const sold = useStoreProducts(storeIds)
  const minuteMs = useMinuteMs()
  const today = useMemo(
    () =>
      sold.flatMap(({ timeZone, products: rows }) => {
        const on = dayAt(timeZone, minuteMs)
        return rows.filter(({ businessOn }) => businessOn === on)
      }),
    [sold, minuteMs],
  )
  return (
    <div className={css.shares}>
      <TopPanel top={useMemo(() => topProducts(today, MOST_SHOWN), [today])} currency={currency} />
      <CategoryPanel today={today} />
      <TenderPanel storeIds={storeIds} minuteMs={minuteMs} />
    </div>
  )
})

function TopPanel({ top, currency }: { top: readonly Top[]; currency: string }) {
  const say = useSay()
  return (
    <Panel title={say('dashboard.topProducts')} aside={<AsOf />}>
      {top.length === 0 && <NoneYet />}
      <ol className={css.top}>
        {top.map((each) => (
          <TopRow key={each.variantId} top={each} currency={currency} />
        ))}
      </ol>
    </Panel>
  )
}

function TopRow({ top, currency }: { top: Top; currency: string }) {
  const { locale } = useLook()
  const variant = useRecord(variants, top.variantId)
  const product = useRecord(products, variant?.productId ?? null)
  const category = useRecord(categories, product?.categoryId ?? null)
  return (
    <li>
      <Link href={`/office/products/${top.variantId}`} className={css.topRow}>
        <span className={css.thumb}>
          <Picture picture={product?.picture ?? ''} category={category?.picture ?? ''} />
        </span>
        <bdi>{product && variant ? nameIn(locale, fullName(product, variant)) : ''}</bdi>
        <b>
          <Money amountMinor={top.amountMinor} currency={currency} shown="short" whole />
        </b>
      </Link>
    </li>
  )
}

function CategoryPanel({ today }: { today: Parameters<typeof categoryShares>[0] }) {
  const say = useSay()
  const { locale } = useLook()
  const { store } = useLink()
  const known = useRecords(categories)
  const shares = useMemo(
    () =>
      categoryShares(today, {
        variant: (id) => store.record(variants, id),
        product: (id) => store.record(products, id),
        category: (id) => known.find((each) => each.id === id),
      }),
    [today, store, known],
  )
  const labelOf = (id: string) => {
    const category = known.find((each) => each.id === id)
    return category && id !== NO_CATEGORY ? nameIn(locale, category.name) : say('board.noCategory')
  }
  return <SharePanel title={say('dashboard.categories')} shares={shares} labelOf={labelOf} />
}

function TenderPanel({ storeIds, minuteMs }: { storeIds: readonly Id[]; minuteMs: number }) {
  const say = useSay()
  const all = useStoreDays(storeIds)
  const shares = useMemo(
    () =>
      tenderShares(
        all.flatMap(({ store, days }) => {
          const on = dayAt(store.timeZone, minuteMs)
          return days.filter(({ businessOn }) => businessOn === on)
        }),
      ),
    [all, minuteMs],
  )
  const labelOf = (id: string) => {
    const key = tenderKeyOf(id)
    return key ? say(`tender.${key}`) : id
  }
  return <SharePanel title={say('dashboard.tenders')} shares={shares} labelOf={labelOf} />
}

function SharePanel(props: {
  title: string
  shares: readonly Share[]
  labelOf(id: string): string
}) {
  const { title, shares, labelOf } = props
  const parts = shares
    .slice(0, MOST_SHOWN)
    .map(({ id, sharePpm }) => ({ id, sharePpm, label: labelOf(id) }))
  return (
    <Panel title={title} aside={<AsOf />}>
      {parts.length === 0 ? <NoneYet /> : <Bars parts={parts} />}
    </Panel>
  )
}

function NoneYet() {
  const say = useSay()
  return <p className={css.none}>{say('board.noneYet')}</p>
}
