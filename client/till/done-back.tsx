// What the cashier hands to the customer: the change, or money given back. Only cash is handed over; what goes back to
// a card, a gift card, credit or an account is named apart, so that nobody pays it twice.
import { Money } from '../ui/money.tsx'
import { tenderWord } from '../ui/tenders.ts'
import { useNumerals } from '../look/look.tsx'
import { useSay } from '../words/index.ts'
import type { Made } from './desk.ts'
import css from './done.module.css'
import { handBack, handedOver } from './hand-back.ts'

export function Back({ last }: { last: Made }) {
  const say = useSay()
  const numerals = useNumerals()
  const { currency, totals } = last.body
  const { cashMinor, elsewhere } = handedOver(last.body)
  const notes = handBack(cashMinor, currency)
    .map((amount) => numerals.amount(amount, currency, { whole: true }))
    .join(' + ')
  if (cashMinor === 0 && elsewhere.length === 0) {
    return <p className={css.even}>{say('sell.nothingBack')}</p>
  }
  return (
    <>
      {cashMinor > 0 && (
        <div className={css.change} role="status">
          <span>
            <b>{say(totals.totalMinor < 0 ? 'sell.toGiveBack' : 'tender.change')}</b>
            {notes !== '' && <div>{say('tender.notes', { notes })}</div>}
          </span>
          <strong>
            <Money amountMinor={cashMinor} currency={currency} hero />
          </strong>
        </div>
      )}
      {elsewhere.map(({ kind, amountMinor }, i) => (
        <p key={i} className={css.even}>
          <span>{say('sell.backTo', { tender: say(tenderWord(kind)) })}</span>{' '}
          <Money amountMinor={-amountMinor} currency={currency} />
        </p>
      ))}
    </>
  )
}
