// An amount with its currency, isolated from the sentence around it, the currency drawn smaller than the figure.
import { memo } from 'react'
import { useNumerals } from '../look/look.tsx'
import { join, type MoneyParts } from '../look/numerals.ts'
import { classes } from './classes.ts'
import css from './text.module.css'

export type MoneyProps = {
  amountMinor: number
  currency: string
  /** `always`; `short` only a sign of one character, as in lists whose head names the currency; `never`. */
  shown?: 'always' | 'short' | 'never'
  /** Beside a figure of 38 px and more the currency is half its size. */
  hero?: boolean
  whole?: boolean
  signed?: boolean
}

export const Money = memo(function Money(props: MoneyProps) {
  const { amountMinor, currency, shown = 'always', hero = false, whole, signed } = props
  const numerals = useNumerals()
  const options = { whole: whole ?? false, signed: signed ?? false }
  const parts = numerals.moneyParts(amountMinor, currency, options)
  const hidden = shown === 'never' || (shown === 'short' && parts.symbol.length > 1)
  if (hidden) return <bdi className={css.money}>{parts.figure}</bdi>
  return <MoneyText parts={parts} hero={hero} />
})

/** A unit price, given in hundredths of a minor unit. */
export const UnitPrice = memo(function UnitPrice({
  unitPriceCentiMinor,
  currency,
}: {
  unitPriceCentiMinor: number
  currency: string
}) {
  return <MoneyText parts={useNumerals().unitPriceParts(unitPriceCentiMinor, currency)} />
})

function MoneyText({ parts, hero = false }: { parts: MoneyParts; hero?: boolean }) {
  const className = classes(css.money, hero && css.hero)
  if (parts.gap === '') return <bdi className={className}>{join(parts)}</bdi>
  const arabic = /\p{Script=Arabic}/u.test(parts.symbol)
  return (
    <bdi className={className} dir={arabic ? 'rtl' : 'ltr'}>
      {parts.symbolAt === 'start' && (
        <span className={css.symbol}>
          {parts.symbol}
          {parts.gap}
        </span>
      )}
      {parts.figure}
      {parts.symbolAt === 'end' && (
        <span className={css.symbol}>
          {parts.gap}
          {parts.symbol}
        </span>
      )}
    </bdi>
  )
}
