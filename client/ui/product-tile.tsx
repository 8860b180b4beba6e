// A product one can touch: picture, name, price and what is left. The whole tile is one button, whose accessible name
// reads name, price, stock. A product that cannot be sold stays readable and says why.
import { UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconStarFilled } from '@tabler/icons-react'
import { memo } from 'react'
import { useLook } from '../look/look.tsx'
import { nameIn, type Names } from '../look/locale.ts'
import { Picture } from '../look/pictures/index.tsx'
import { unitName } from '../look/units.ts'
import { useSay } from '../words/index.ts'
import { classes } from './classes.ts'
import { UnitPrice } from './money.tsx'
import { useMovement } from './movement.ts'
import css from './product-tile.module.css'
import text from './text.module.css'

export type ProductTileProps = {
  id: string
  names: Names
  picture: string
  category: string
  /** Null where it has none of its own, as a gift card. */
  unitPriceCentiMinor: number | null
  currency: string
  unit: string
  /** Null where nothing is kept, as of a service. */
  onHandMilli: number | null
  /** At or under this the stock turns amber. */
  reorderMilli?: number
  /** Why it cannot be sold, if it cannot. */
  stopped?: 'none-left' | 'recalled' | 'expired' | 'on-hold'
  /** How much of it the open basket holds; 0 when none. */
  inBasketMilli: number
  favourite: boolean
  onPick(id: string): void
}

export const ProductTile = memo(function ProductTile(props: ProductTileProps) {
  const { currency, unit, stopped, inBasketMilli } = props
  const { locale, numerals } = useLook()
  const say = useSay()
  const name = nameIn(locale, props.names)
  const each = unitName(unit, locale)
  const stock = useStock(props)
  const { unitPriceCentiMinor } = props
  const held = inBasketMilli > 0 ? numerals.quantity(inBasketMilli, unit).figure : null
  const look = classes(css.tile, held !== null && css.inBasket, stopped && css.stopped)
  return (
    <UnstyledButton
      className={look}
      aria-disabled={stopped !== undefined}
      onClick={() => props.onPick(props.id)}
    >
      {props.favourite && (
        <span className={css.star}>
          <IconStarFilled size={18} aria-hidden />
        </span>
      )}
      <span className={css.picture}>
        <Picture picture={props.picture} category={props.category} />
      </span>
      <span className={css.name}>
        <bdi>{name}</bdi>
      </span>
      <span className={css.foot}>
        <span className={css.price}>
          {unitPriceCentiMinor !== null && (
            <UnitPrice unitPriceCentiMinor={unitPriceCentiMinor} currency={currency} />
          )}
          {unitPriceCentiMinor !== null && each && (
            <small> {say('tile.per', { unit: each })}</small>
          )}
        </span>
        {stock}
      </span>
      {held !== null && (
        <span className={css.count}>
          <bdi aria-hidden>{held}</bdi>
          <span className={text.unseen}>{say('tile.inBasket', { quantity: held })}</span>
        </span>
      )}
    </UnstyledButton>
  )
})

const stopWords = {
  'none-left': 'tile.noneLeft',
  recalled: 'tile.recalled',
  expired: 'tile.expired',
  'on-hold': 'tile.onHold',
} as const

function useStock({ onHandMilli, reorderMilli, stopped, unit }: ProductTileProps) {
  const { numerals } = useLook()
  const say = useSay()
  const moved = useMovement(onHandMilli ?? 0)
  const parts = numerals.quantity(onHandMilli ?? 0, unit, 'short')
  const figure = parts.unit ? `${parts.figure}\u00A0${parts.unit}` : parts.figure
  if (stopped) {
    return <span className={classes(css.stock, css.none)}>{say(stopWords[stopped])}</span>
  }
  if (onHandMilli === null) return null
  // A bare figure is enough for the eye; for the ear it is said what it counts.
  const spoken = <span className={text.unseen}>{say('tile.inStock', { stock: figure })}</span>
  if (moved) {
    const Arrow = moved === 'up' ? IconArrowUp : IconArrowDown
    return (
      <span key={onHandMilli} className={classes(css.stock, css.moving)}>
        <Arrow size={14} stroke={1.8} aria-hidden /> <bdi aria-hidden>{figure}</bdi>
        {spoken}
      </span>
    )
  }
  if (unit === 'C62' && onHandMilli === 1000) {
    return <span className={classes(css.stock, css.low)}>{say('tile.lastOne')}</span>
  }
  const low = reorderMilli !== undefined && onHandMilli <= reorderMilli
  const look = classes(css.stock, low && css.low, onHandMilli <= 0 && css.none)
  return (
    <span className={look}>
      <bdi aria-hidden>{figure}</bdi>
      {spoken}
    </span>
  )
}
