// One line of a receipt: how much of it comes back, why, and where it goes. Plus and minus, and the same by arrows.
import { ActionIcon } from '@mantine/core'
import { IconMinus, IconPlus } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import { fullName } from '#catalog/rules.ts'
import { latinDigits } from '#shared/text.ts'
import { nameIn } from '../look/locale.ts'
import { useLook } from '../look/look.tsx'
import { classes } from '../ui/classes.ts'
import { useSay } from '../words/index.ts'
import { ReturnReason, type Reasoned } from './return-reason.tsx'
import type { Returnable } from './returns.ts'
import css from './sheets.module.css'
import { useTill } from './till-state.ts'

/** What the keys do to the quantity; a digit is the quantity itself. */
const steps: Readonly<Record<string, number>> = { ArrowUp: 1, '+': 1, ArrowDown: -1, '-': -1 }

type BackLineProps = {
  line: Returnable
  currency: string
  milli: number
  reasoned: Reasoned
  /** The first that can come back has the focus. */
  first: boolean
  onChange(part: { milli?: number; reasoned?: Reasoned }): void
}

export function BackLine({ line, currency, milli, reasoned, first, onChange }: BackLineProps) {
  const say = useSay()
  const { numerals } = useLook()
  const { name, unit, write } = useGoods(line)
  // A part of a weighed piece is rare: it comes back whole.
  const stepMilli = unit === 'C62' ? 1000 : line.leftMilli
  const to = (next: number) => onChange({ milli: Math.min(line.leftMilli, Math.max(0, next)) })
  const worthMinor = Math.min(
    line.unpaidMinor,
    Math.round((line.amountMinor * line.leftMilli) / line.soldMilli),
  )
  return (
    <li className={classes(css.back, milli > 0 && css.chosen)}>
      <span className={css.choiceWords}>
        <bdi>{name}</bdi>
        <span className={css.quiet}>
          {line.leftMilli === 0
            ? say('giving.allBack')
            : say('giving.left', {
                left: write(line.leftMilli),
                sold: write(line.soldMilli),
                amount: numerals.money(worthMinor, currency),
              })}
        </span>
      </span>
      <Stepper {...{ line, milli, name, stepMilli, first, write }} onChange={to} />
      {milli > 0 && (
        <div className={css.reasoned} role="group" aria-label={say('giving.lineReason', { name })}>
          <ReturnReason value={reasoned} onChange={(next) => onChange({ reasoned: next })} />
        </div>
      )}
    </li>
  )
}

/** The first that can come back has the focus as soon as it is there. */
const takeFocus = (field: HTMLElement | null) => field?.focus()

type StepperProps = {
  line: Returnable
  milli: number
  name: string
  stepMilli: number
  first: boolean
  write(milli: number): string
  onChange(milli: number): void
}

function Stepper({ line, milli, name, stepMilli, first, write, onChange }: StepperProps) {
  const say = useSay()
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Enter') event.currentTarget.closest('form')?.requestSubmit()
    const typed = latinDigits(event.key)
    if (/^[0-9]$/.test(typed)) return onChange(Number(typed) * stepMilli)
    const by = steps[event.key]
    if (by === undefined) return
    event.preventDefault()
    onChange(milli + by * stepMilli)
  }
  const button = (words: string, by: 1 | -1, disabled: boolean) => (
    <ActionIcon
      variant="default"
      tabIndex={-1}
      aria-label={words}
      disabled={disabled}
      onClick={() => onChange(milli + by * stepMilli)}
    >
      {by < 0 ? (
        <IconMinus size={20} stroke={1.8} aria-hidden />
      ) : (
        <IconPlus size={20} stroke={1.8} aria-hidden />
      )}
    </ActionIcon>
  )
  return (
    <span className={css.stepper} role="group" aria-label={name}>
      {button(say('line.less'), -1, milli === 0)}
      <span
        className={css.spin}
        role="spinbutton"
        tabIndex={line.leftMilli === 0 ? -1 : 0}
        aria-label={name}
        aria-valuemin={0}
        aria-valuemax={line.leftMilli / 1000}
        aria-valuenow={milli / 1000}
        aria-valuetext={write(milli)}
        {...(first ? { ref: takeFocus } : {})}
        onKeyDown={onKeyDown}
      >
        <bdi>{write(milli)}</bdi>
      </span>
      {button(say('line.more'), 1, milli >= line.leftMilli)}
    </span>
  )
}

function useGoods({ variantId }: Returnable) {
  const { shelf } = useTill()
  const { locale, numerals } = useLook()
  const variant = shelf.variant(variantId)
  const product = variant && shelf.product(variant.productId)
  const unit = variant?.unit ?? 'C62'
  return {
    unit,
    name: product && variant ? nameIn(locale, fullName(product, variant)) : '',
    write: (milli: number) => {
      const { figure, unit: each } = numerals.quantity(milli, unit)
      return each ? `${figure}\u00A0${each}` : figure
    },
  }
}
