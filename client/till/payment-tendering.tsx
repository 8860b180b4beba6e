// What is due, the choice of tender with what it needs, what was taken, and the change: the middle of payment.
import { useLook } from '../look/look.tsx'
import { Chip } from '../ui/chip.tsx'
import { classes } from '../ui/classes.ts'
import { Failure } from '../ui/failure.tsx'
import { Money } from '../ui/money.tsx'
import { Panel } from '../ui/panel.tsx'
import { TenderBar } from '../ui/tender-bar.tsx'
import { TenderPicker, TenderRow } from '../ui/tender-parts.tsx'
import type { TenderKind } from '../ui/tenders.ts'
import { useSay } from '../words/index.ts'
import css from './payment.module.css'
import { PaidBy } from './payment-back.tsx'
import { Chosen } from './payment-by.tsx'
import { Change, ReceiptChoice } from './payment-change.tsx'
import { isByCode, payingBy, tenderInHand } from './payment.ts'
import { useScanTaker } from './scan-taker.ts'
import { standingOf } from './standing.ts'
import type { Taken } from './tenders-taken.ts'
import { type Till, useTill } from './till-state.ts'

/** A code as this till makes them, which no goods carry. */
const ownCode = /^[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}$/

const dueWords = {
  cash: 'sell.dueCash',
  card: 'sell.dueCard',
  'gift-card': 'paying.due.gift-card',
  'store-credit': 'paying.due.store-credit',
  'on-account': 'paying.due.on-account',
} as const

export function Tendering() {
  const till = useTill()
  const say = useSay()
  const { screen, held, shelf } = till
  const { payment, failure } = screen
  const { currency } = shelf.shop
  const { dueMinor, changeMinor, refund, tooMuch } = standingOf(till)
  useScanTaker((code) => {
    const wanted = isByCode(payment.kind) && payment.account === null
    if (!wanted && !ownCode.test(code)) return false
    till.takeCode(code)
    return true
  })
  const choose = (kind: TenderKind) => {
    const chosen = payingBy.find((each) => each === kind)
    if (chosen) till.pay({ do: 'choose', kind: chosen })
  }
  return (
    <section className={css.tendering} aria-label={say('tender.pay')}>
      {failure && (
        <Failure happened={failure.happened} kept={say('sell.basketKept')} next={failure.next} />
      )}
      <Due till={till} />
      <TenderPicker kinds={payingBy} chosen={payment.kind} onChoose={choose} />
      <Chosen />
      <Given till={till} />
      <PaidBy />
      <div className={css.space} />
      <ReceiptChoice
        by={held.receiptBy}
        onChoose={(receiptBy) => till.desk.change({ receiptBy })}
      />
      {refund ? null : <Change {...{ dueMinor, changeMinor, currency, tooMuch }} />}
    </section>
  )
}

function Due({ till }: { till: Till }) {
  const say = useSay()
  const { payment } = till.screen
  const { currency } = till.shelf.shop
  const { given, dueMinor, changeMinor, refund, owedMinor, totalMinor } = standingOf(till)
  // All of it goes back where it came from: then the whole is said, not the nothing that is left.
  const shownMinor = refund && owedMinor === 0 ? totalMinor : owedMinor
  const parts = given.map((tender, i) => ({
    id: String(i),
    kind: tender.kind,
    amountMinor: Math.abs(tender.amountMinor) - (i === given.length - 1 ? changeMinor : 0),
  }))
  return (
    <Panel>
      <div className={css.due}>
        <div>
          <div className={css.dueWords}>
            {say(refund ? 'sell.toGiveBack' : dueWords[payment.kind])}
          </div>
          <strong className={css.dueFigure}>
            <Money amountMinor={Math.abs(shownMinor)} currency={currency} hero />
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
  )
}

/** What was taken, and what is in hand: each can be taken back until the sale completes. */
function Given({ till }: { till: Till }) {
  const say = useSay()
  const details = useDetails(till)
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
              detail={now ? say('sell.now') : details(tender)}
              onRemove={take}
            />
          </div>
        )
      })}
    </div>
  )
}

function useDetails({ shelf, basket }: Till): (tender: Taken) => string {
  const say = useSay()
  const { numerals } = useLook()
  return ({ kind, account, fresh, reference, amountMinor }) => {
    if (fresh) return say('paying.freshDetail')
    if (account?.last4) {
      const leftMinor = account.balanceMinor - amountMinor
      const left = numerals.money(kind === 'voucher' ? 0 : leftMinor, shelf.shop.currency)
      return say('paying.leaves', { last4: account.last4, left })
    }
    if (kind === 'on-account') return basket.customer?.name ?? ''
    if (kind === 'card' && reference !== null) return reference
    return say(reference !== null && amountMinor < 0 ? 'paying.backDetail' : 'sell.recorded')
  }
}
