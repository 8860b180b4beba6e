// Payment: what is due, what each tender covers, what is typed now, and the change, the largest number there is.
import { Button } from '@mantine/core'
import {
  IconAlertTriangle,
  IconArrowLeft,
  IconCheck,
  IconPrinter,
  IconQrcode,
} from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useLook } from '../look/look.tsx'
import { Chip } from '../ui/chip.tsx'
import { classes } from '../ui/classes.ts'
import { Failure } from '../ui/failure.tsx'
import { TextField } from '../ui/fields.tsx'
import { Flip } from '../ui/flip.tsx'
import { Money } from '../ui/money.tsx'
import { Panel } from '../ui/panel.tsx'
import { TenderBar } from '../ui/tender-bar.tsx'
import { ChangeDue, TenderPicker, TenderRow } from '../ui/tender-parts.tsx'
import { Totals } from '../ui/till-parts.tsx'
import { useSay } from '../words/index.ts'
import css from './payment.module.css'
import { PaymentPad } from './payment-pad.tsx'
import { handBack } from './hand-back.ts'
import { type PayingBy, payingBy, tenderInHand } from './payment.ts'
import { type Till, useTill } from './till-state.ts'
import { standingOf } from './standing.ts'

export function PaymentView() {
  const till = useTill()
  return (
    // A finger on a button leaves the focus where it was, so that Enter still completes.
    <main
      className={css.payment}
      onMouseDown={(event) => {
        if (!(event.target instanceof HTMLInputElement)) event.preventDefault()
      }}
    >
      <PaidBasket till={till} />
      <Tendering till={till} />
      <PaymentPad />
    </main>
  )
}

function PaidBasket({ till }: { till: Till }) {
  const say = useSay()
  const { numerals, locale } = useLook()
  const { view, basket, shelf } = till
  const { currency } = shelf.shop
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
      <Totals rows={[]} totalMinor={view.totalMinor} currency={currency} />
    </section>
  )
}

function Tendering({ till }: { till: Till }) {
  const say = useSay()
  const { screen, shelf, held } = till
  const { payment, failure } = screen
  const { currency } = shelf.shop
  const { given, dueMinor, changeMinor, refund, owedMinor, tooMuch } = standingOf(till)
  const parts = given.map((tender, i) => ({
    id: String(i),
    kind: tender.kind,
    amountMinor: Math.abs(tender.amountMinor) - (i === given.length - 1 ? changeMinor : 0),
  }))
  return (
    <section className={css.tendering} aria-label={say('tender.pay')}>
      {failure && (
        <Failure happened={failure.happened} kept={say('sell.basketKept')} next={failure.next} />
      )}
      <Panel>
        <div className={css.due}>
          <div>
            <div className={css.dueWords}>
              {say(refund ? 'sell.toGiveBack' : dueWords[payment.kind])}
            </div>
            <strong className={css.dueFigure}>
              <Money amountMinor={Math.abs(owedMinor)} currency={currency} hero />
            </strong>
          </div>
          {given.length > 1 && (
            <Chip tone="accent">{say('tender.split', { count: given.length })}</Chip>
          )}
        </div>
        {given.length > 0 && (
          <TenderBar dueMinor={Math.abs(dueMinor)} currency={currency} parts={parts} />
        )}
      </Panel>
      <TenderPicker
        kinds={payingBy}
        chosen={payment.kind}
        onChoose={(kind) => till.pay({ do: 'choose', kind: kind as PayingBy })}
      />
      {payment.kind !== 'cash' && <Reference till={till} />}
      <Taken till={till} />
      <div className={css.space} />
      <ReceiptChoice
        by={held.receiptBy}
        onChoose={(receiptBy) => till.desk.change({ receiptBy })}
      />
      {refund ? null : <Change {...{ dueMinor, changeMinor, currency, tooMuch }} />}
    </section>
  )
}

/** What was taken, and what is in hand: each can be taken back until the sale completes. */
function Taken({ till }: { till: Till }) {
  const say = useSay()
  const { payment } = till.screen
  const { bill, given } = standingOf(till)
  const inHand = payment.entry !== '' && tenderInHand(payment, bill) !== null
  if (given.length === 0) return null
  return (
    <div className={css.rows}>
      {given.map((tender, i) => {
        const now = inHand && i === given.length - 1
        const take = () => till.pay(now ? { do: 'key', key: 'clear' } : { do: 'drop', index: i })
        return (
          <div key={`${i}${tender.kind}`} className={classes(now && css.now)}>
            <TenderRow
              id={String(i)}
              kind={tender.kind}
              amountMinor={tender.amountMinor}
              currency={till.shelf.shop.currency}
              detail={now ? say('sell.now') : (tender.reference ?? say('sell.recorded'))}
              onRemove={take}
            />
          </div>
        )
      })}
    </div>
  )
}

const dueWords = {
  cash: 'sell.dueCash',
  card: 'sell.dueCard',
  voucher: 'sell.dueVoucher',
} as const

type ChangeProps = { dueMinor: number; changeMinor: number; currency: string; tooMuch: boolean }

function Change({ tooMuch, ...props }: ChangeProps) {
  const { numerals } = useLook()
  const say = useSay()
  const notes = handBack(props.changeMinor, props.currency)
    .map((amount) => numerals.amount(amount, props.currency, { whole: true }))
    .join(' + ')
  if (tooMuch) {
    return (
      <p className={classes(css.even, css.care)} role="status">
        <IconAlertTriangle size={22} stroke={1.8} aria-hidden /> {say('sell.tooMuch')}
      </p>
    )
  }
  if (props.dueMinor === 0 && props.changeMinor === 0) {
    return (
      <p className={css.even} role="status">
        <IconCheck size={22} stroke={1.8} aria-hidden /> {say('sell.nothingBack')}
      </p>
    )
  }
  return <ChangeDue {...props} {...(notes === '' ? {} : { notes })} />
}

function Reference({ till }: { till: Till }) {
  const say = useSay()
  const field = useRef<HTMLDivElement>(null)
  const { kind, reference, choosing } = till.screen.payment
  useEffect(() => {
    if (!choosing) field.current?.querySelector('input')?.focus()
  }, [kind, choosing])
  return (
    <div ref={field}>
      <TextField
        code
        label={say(kind === 'card' ? 'sell.cardReference' : 'sell.voucherReference')}
        hint={say(kind === 'card' ? 'sell.cardHint' : 'sell.voucherHint')}
        value={reference}
        onChange={(text) => till.pay({ do: 'reference', text: text.slice(0, 64) })}
      />
    </div>
  )
}

function ReceiptChoice(props: { by: 'print' | 'screen'; onChoose(by: 'print' | 'screen'): void }) {
  const say = useSay()
  const choice = (by: 'print' | 'screen', words: string, icon: ReactNode) => (
    <Button
      variant={props.by === by ? 'light' : 'default'}
      aria-pressed={props.by === by}
      leftSection={icon}
      onClick={() => props.onChoose(by)}
    >
      {words}
    </Button>
  )
  return (
    <div className={css.receiptBy} role="group" aria-label={say('till.receipt')}>
      <span>{say('till.receipt')}</span>
      {choice('print', say('till.printed'), <IconPrinter size={20} stroke={1.8} aria-hidden />)}
      {choice('screen', say('till.qr'), <IconQrcode size={20} stroke={1.8} aria-hidden />)}
    </div>
  )
}
