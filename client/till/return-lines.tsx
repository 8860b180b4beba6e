// The lines of a receipt, with how much of each may still come back; what is chosen goes into the basket at the price
// that was paid.
import { ActionIcon, Button } from '@mantine/core'
import { IconMinus, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { fullName } from '#catalog/rules.ts'
import { type Id, newId } from '#shared/ids.ts'
import type { StoredSale } from '#sales/contract.ts'
import { nameIn } from '../look/locale.ts'
import { useLook } from '../look/look.tsx'
import { Code } from '../ui/code.tsx'
import { Money } from '../ui/money.tsx'
import { useSay } from '../words/index.ts'
import { ReturnReason, type Reasoned } from './return-reason.tsx'
import { type Returnable, returnables, returnLines } from './returns.ts'
import css from './sheets.module.css'
import { useTill } from './till-state.ts'

export function ReturnLines({ sale }: { sale: StoredSale }) {
  const till = useTill()
  const say = useSay()
  const { numerals } = useLook()
  const lines = returnables(sale, till.basket)
  const [back, setBack] = useState<Readonly<Record<Id, number>>>({})
  const [reasoned, setReasoned] = useState<Reasoned>({
    reason: 'changed-mind',
    disposition: 'restock',
  })
  const chosen = lines.filter(({ lineId }) => (back[lineId] ?? 0) > 0)
  const take = () => {
    if (chosen.length === 0) return
    const wanted = chosen.map(({ lineId }) => {
      return { lineId, quantityMilli: back[lineId] ?? 0, ...reasoned }
    })
    const fresh = returnLines(sale, till.basket, wanted, () => newId(Date.now()))
    till.act({ do: 'lines', lines: [...till.basket.lines, ...fresh] })
    till.show({ sheet: null, tab: 'basket' })
  }
  return (
    <div className={css.form}>
      <p className={css.about}>
        <Code>{sale.receipt}</Code> <bdi>{numerals.date(sale.at, 'day-year')}</bdi>{' '}
        <bdi>{numerals.time(sale.at)}</bdi>
      </p>
      <ul className={css.list}>
        {lines.map((line) => (
          <BackLine
            key={line.lineId}
            line={line}
            currency={sale.currency}
            backMilli={back[line.lineId] ?? 0}
            onChange={(milli) => setBack((now) => ({ ...now, [line.lineId]: milli }))}
          />
        ))}
      </ul>
      <Button
        variant="default"
        onClick={() =>
          setBack(Object.fromEntries(lines.map((each) => [each.lineId, each.leftMilli])))
        }
      >
        {say('sell.everything')}
      </Button>
      <ReturnReason value={reasoned} onChange={setReasoned} />
      <Button size="lg" aria-disabled={chosen.length === 0} onClick={take}>
        {say('sell.takeBack')}
      </Button>
    </div>
  )
}

type BackLineProps = {
  line: Returnable
  currency: string
  backMilli: number
  onChange(milli: number): void
}

function BackLine({ line, currency, backMilli, onChange }: BackLineProps) {
  const { shelf } = useTill()
  const say = useSay()
  const { locale, numerals } = useLook()
  const variant = shelf.variant(line.variantId)
  const product = variant && shelf.product(variant.productId)
  const unit = variant?.unit ?? 'C62'
  const name = product && variant ? nameIn(locale, fullName(product, variant)) : ''
  // A part of a weighed piece is rare: it comes back whole.
  const stepMilli = unit === 'C62' ? 1000 : line.leftMilli
  const write = (milli: number) => {
    const { figure, unit: each } = numerals.quantity(milli, unit)
    return each ? `${figure}\u00A0${each}` : figure
  }
  return (
    <li className={css.back}>
      <span className={css.choiceWords}>
        <bdi>{name}</bdi>
        <span className={css.quiet}>
          {line.leftMilli === 0
            ? say('sell.allBack')
            : say('sell.mayComeBack', {
                left: write(line.leftMilli),
                sold: write(line.soldMilli),
              })}{' '}
          <Money amountMinor={line.amountMinor} currency={currency} />
        </span>
      </span>
      <span className={css.stepper} role="group" aria-label={name}>
        <ActionIcon
          variant="default"
          aria-label={say('line.less')}
          disabled={backMilli === 0}
          onClick={() => onChange(Math.max(0, backMilli - stepMilli))}
        >
          <IconMinus size={20} stroke={1.8} aria-hidden />
        </ActionIcon>
        <output>
          <bdi>{write(backMilli)}</bdi>
        </output>
        <ActionIcon
          variant="default"
          aria-label={say('line.more')}
          disabled={backMilli >= line.leftMilli}
          onClick={() => onChange(Math.min(line.leftMilli, backMilli + stepMilli))}
        >
          <IconPlus size={20} stroke={1.8} aria-hidden />
        </ActionIcon>
      </span>
    </li>
  )
}
