// Where a product stands: its price now and next in each list, and what each store holds of it, both live.
import { UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'wouter'
import { Chip } from '../../ui/chip.tsx'
import { prices, priceLists, type PriceList } from '#prices/contract.ts'
import type { Product, Variant } from '#catalog/contract.ts'
import { useLink, useRecords, useSelector } from '../../link/react.ts'
import type { Store as Records } from '../../link/store.ts'
import type { Store } from '#stores/contract.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook, useNumerals } from '../../look/look.tsx'
import { classes } from '../../ui/classes.ts'
import { UnitPrice } from '../../ui/money.tsx'
import { useSay } from '../../words/index.ts'
import { useOwnStores } from '../followed-stores.ts'
import { breakRows } from './breaks.ts'
import { BreaksSheet } from './breaks-sheet.tsx'
import { nowAt, useHolding, usePriceInList } from './live-goods.ts'
import { plannedInList } from './price-in-list.ts'
import css from './products.module.css'

const priced = [prices]
const priceVersion = (store: Records) => store.version(prices)

export function ProductPrices({ variant }: { variant: Variant }) {
  const say = useSay()
  const lists = useRecords(priceLists).filter(({ active }) => active)
  const [open, setOpen] = useState<PriceList | null>(null)
  return (
    <section className={css.section}>
      <h3>{say('products.prices')}</h3>
      <ul className={css.rows}>
        {lists.map((list) => (
          <PriceRow key={list.id} variant={variant} list={list} onOpen={() => setOpen(list)} />
        ))}
      </ul>
      <Link className={css.way} href={`/office/price-lists/explain?product=${variant.id}`}>
        {say('explaining.title')}
      </Link>
      {open && <BreaksSheet variant={variant} list={open} onClose={() => setOpen(null)} />}
    </section>
  )
}

function PriceRow(props: { variant: Variant; list: PriceList; onOpen(): void }) {
  const { variant, list, onOpen } = props
  const say = useSay()
  const { store } = useLink()
  const { locale } = useLook()
  const numerals = useNumerals()
  const price = usePriceInList(variant.id, list.id)
  useSelector(priced, priceVersion)
  const all = store.find(prices, 'variant', variant.id)
  const planned = plannedInList(all, list.id, nowAt())
  const others = breakRows(all, list.id, list.currency, nowAt()).length - (price ? 1 : 0)
  return (
    <li>
      <UnstyledButton
        className={classes(css.row, css.priceRow)}
        aria-haspopup="dialog"
        onClick={onOpen}
      >
        <span>
          <bdi>{nameIn(locale, list.name)}</bdi>
          {planned && (
            <div>
              <Chip tone="accent">
                {say('products.planned', {
                  price: numerals.unitPriceParts(planned.unitPriceCentiMinor, list.currency).figure,
                  date: numerals.date(planned.validFrom),
                })}
              </Chip>
            </div>
          )}
          {others > 0 && <div>{say('breaks.others', { count: others })}</div>}
        </span>
        {price ? (
          <UnitPrice unitPriceCentiMinor={price.unitPriceCentiMinor} currency={list.currency} />
        ) : (
          '–'
        )}
      </UnstyledButton>
    </li>
  )
}

export function ProductStock({ product, variant }: { product: Product; variant: Variant }) {
  const say = useSay()
  const own = useOwnStores()
  if (product.service) return null
  return (
    <section className={css.section}>
      <h3>{say('products.onHand')}</h3>
      <ul className={css.rows}>
        {own.map((store) => (
          <StockRow key={store.id} store={store} variant={variant} />
        ))}
      </ul>
    </section>
  )
}

function StockRow({ store, variant }: { store: Store; variant: Variant }) {
  const { locale } = useLook()
  const numerals = useNumerals()
  const { onHandMilli, expiryOn } = useHolding(variant.id, store.id)
  const { figure, unit } = numerals.quantity(onHandMilli, variant.unit, 'short')
  return (
    <li className={css.row}>
      <bdi>{nameIn(locale, store.name)}</bdi>
      <span>
        {expiryOn !== null && <bdi>{numerals.date(expiryOn, 'day-year')} · </bdi>}
        <bdi>
          {figure}
          {unit && `\u00A0${unit}`}
        </bdi>
      </span>
    </li>
  )
}
