// Payment: the basket at the start, the tenders in the middle, the keypad at the end; one column on a phone. Cash is
// what Enter completes with until somebody chooses another tender.
import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useLook } from '../look/look.tsx'
import { Chip } from '../ui/chip.tsx'
import { Flip } from '../ui/flip.tsx'
import { Money } from '../ui/money.tsx'
import { PageName } from '../ui/page-name.tsx'
import { type TotalRow, Totals } from '../ui/till-parts.tsx'
import { useSay } from '../words/index.ts'
import css from './payment.module.css'
import { PaymentPad } from './payment-pad.tsx'
import { Tendering } from './payment-tendering.tsx'
import { standingOf } from './standing.ts'
import { type Till, useTill } from './till-state.ts'

export function PaymentView() {
  const till = useTill()
  const say = useSay()
  return (
    // A finger on a button leaves the focus where it was, so that Enter still completes.
    <main
      className={css.payment}
      onMouseDown={(event) => {
        if (!(event.target instanceof HTMLInputElement)) event.preventDefault()
      }}
    >
      <PageName words={say('tender.pay')} />
      <PaidBasket till={till} />
      <Tendering />
      <PaymentPad />
    </main>
  )
}

function PaidBasket({ till }: { till: Till }) {
  const say = useSay()
  const { numerals, locale } = useLook()
  const { view, basket, shelf } = till
  const { currency } = shelf.shop
  const { totalMinor, roundingMinor } = standingOf(till)
  const rounding: TotalRow = {
    id: 'rounding',
    words: say('paying.rounding'),
    amountMinor: roundingMinor,
  }
  return (
    <section className={css.basket} aria-label={say('till.basket')}>
      <header className={css.head}>
        <Button
          variant="default"
          leftSection={
            <Flip>
              <IconArrowLeft size={20} stroke={1.8} aria-hidden />
            </Flip>
          }
          onClick={() => till.show({ mode: 'sell', failure: null })}
        >
          {say('till.basket')}
        </Button>
        <bdi className={css.buyer}>{basket.customer?.name ?? ''}</bdi>
        <Chip>{say('tender.lines', { count: basket.lines.length })}</Chip>
      </header>
      <ul className={css.lines}>
        {view.lines.map((line) => (
          <li key={line.id} className={css.line}>
            <span className={css.times}>
              <bdi>{numerals.quantity(line.quantityMilli, line.unit).figure}</bdi> ×
            </span>
            <bdi className={css.name}>{line.names[locale]}</bdi>
            <span className={css.amount}>
              <Money amountMinor={line.amountMinor} currency={currency} shown="short" />
            </span>
          </li>
        ))}
      </ul>
      <Totals
        rows={roundingMinor === 0 ? [] : [rounding]}
        totalMinor={totalMinor}
        currency={currency}
      />
    </section>
  )
}
