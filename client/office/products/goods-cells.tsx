// The cells of one product in the grid. Each follows its own value, so that a push repaints a cell and not the table.
import { categories } from '#catalog/contract.ts'
import { fullName } from '#catalog/rules.ts'
import { dayIn } from '#shared/days.ts'
import { useRecord } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook, useNumerals } from '../../look/look.tsx'
import { Picture } from '../../look/pictures/index.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Code } from '../../ui/code.tsx'
import { EditedValue } from '../../ui/data-table-row.tsx'
import { useSay } from '../../words/index.ts'
import { useChosenStore } from '../followed-stores.ts'
import { TwoNames } from '../parts/names.tsx'
import css from './products.module.css'
import { nowAt, useGoods, useHolding, usePriceInList } from './live-goods.ts'
import { daysBetween } from './stock-view.ts'

const DASH = '–'
const SOON_DAYS = 30

export function NameCell({ id }: { id: string }) {
  const goods = useGoods(id)
  if (!goods) return DASH
  return (
    <>
      <span className={css.picture}>
        <Picture picture={goods.product.picture ?? ''} />
      </span>
      <TwoNames names={fullName(goods.product, goods.variant)} />
    </>
  )
}

export function SkuCell({ id }: { id: string }) {
  const goods = useGoods(id)
  return goods ? <Code>{goods.variant.sku}</Code> : DASH
}

export function CategoryCell({ id }: { id: string }) {
  const goods = useGoods(id)
  const category = useRecord(categories, goods?.product.categoryId ?? null)
  const { locale } = useLook()
  return category ? <bdi>{nameIn(locale, category.name)}</bdi> : DASH
}

export type PriceCellProps = {
  id: string
  listId: string | null
  currency: string
  /** The price typed and not published. */
  edited: number | undefined
}

export function PriceCell({ id, listId, currency, edited }: PriceCellProps) {
  const price = usePriceInList(id, listId)
  const numerals = useNumerals()
  const shown = (centiMinor: number) => numerals.unitPriceParts(centiMinor, currency).figure
  const was = price ? shown(price.unitPriceCentiMinor) : DASH
  if (edited !== undefined && edited !== price?.unitPriceCentiMinor) {
    return <EditedValue was={was} now={shown(edited)} />
  }
  return <bdi>{was}</bdi>
}

export function OnHandCell({ id }: { id: string }) {
  const goods = useGoods(id)
  const { onHandMilli } = useHolding(id)
  const numerals = useNumerals()
  if (!goods || goods.product.service) return DASH
  const { figure } = numerals.quantity(onHandMilli, goods.variant.unit, 'short')
  const reorder = goods.product.reorderMilli
  const low = reorder !== null && onHandMilli <= reorder
  return <bdi className={low ? css.low : undefined}>{figure}</bdi>
}

export function ExpiryCell({ id }: { id: string }) {
  const say = useSay()
  const numerals = useNumerals()
  const { store } = useChosenStore()
  const { expiryOn, blockedLots } = useHolding(id)
  if (blockedLots > 0) {
    return <Chip tone="bad">{say('products.lotsBlocked', { count: blockedLots })}</Chip>
  }
  if (expiryOn === null) return DASH
  const days = daysBetween(dayIn(store?.timeZone ?? 'UTC', nowAt()), expiryOn)
  if (days < 0)
    return <Chip tone="bad">{say('products.expired', { date: numerals.date(expiryOn) })}</Chip>
  if (days <= SOON_DAYS) {
    const date = numerals.date(expiryOn)
    return <Chip tone="off">{say('products.expiresIn', { date, count: days })}</Chip>
  }
  return <bdi>{numerals.date(expiryOn, 'day-year')}</bdi>
}
