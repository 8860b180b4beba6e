// Pay, in one place on every till screen: under the actions where there is room, else over the tabs with the total.
// When nothing can be paid it is the reason, and what leads out of it.
import { useLook } from '../look/look.tsx'
import { Money } from '../ui/money.tsx'
import { PayButton } from '../ui/till-parts.tsx'
import { useSay } from '../words/index.ts'
import { openAsk } from './approval-of-basket.ts'
import css from './page.module.css'
import type { StopWhy } from './paying.ts'
import { useTill } from './till-state.ts'

export function PayNow() {
  const till = useTill()
  const stopped = useStopWords()
  const { view, shelf, basket, startPay } = till
  if (till.why === 'drawer') return <OpenFirst />
  if (till.why === 'approval') return <AskFirst />
  const idle = basket.lines.length === 0
  return (
    <PayButton
      totalMinor={view.totalMinor}
      currency={shelf.shop.currency}
      {...(stopped === undefined ? {} : { stopped })}
      idle={idle}
      onPay={startPay}
    />
  )
}

/** Pay leads to the drawer first, and comes back by itself when it is open. */
function OpenFirst() {
  const till = useTill()
  const say = useSay()
  return (
    <button type="button" className={css.openFirst} onClick={till.startPay}>
      <b>{say('sell.openDrawer')}</b>
      <span>{say('sell.openDrawerFirst')}</span>
    </button>
  )
}

/** Pay leads to the asking first. */
function AskFirst() {
  const till = useTill()
  const say = useSay()
  const waits = openAsk(till.asks)?.state.kind === 'waiting'
  return (
    <button type="button" className={css.openFirst} onClick={till.startPay}>
      <b>{say(waits ? 'ask.payWaiting' : 'ask.pay')}</b>
      <span>{say('ask.payDetail')}</span>
    </button>
  )
}

function useStopWords(): string | undefined {
  const { why, view, basket } = useTill()
  const say = useSay()
  const words: Record<StopWhy, string | undefined> = {
    blocked: say('till.blockedWhy', { count: view.blocked }),
    'insecure-offline': say('sell.insecureOffline'),
    'not-permitted': say('sell.notPermitted'),
    drawer: undefined,
    approval: undefined,
    elsewhere: say('aside.takenDetail'),
  }
  return why === null || basket.lines.length === 0 ? undefined : words[why]
}

/** The phone's foot: the total beside Pay. */
export function PayFoot() {
  const { view, shelf, basket } = useTill()
  const say = useSay()
  const { numerals } = useLook()
  return (
    <section className={css.payFoot} aria-label={say('tender.total')}>
      <div className={css.payFootTotal}>
        <span>
          {say('sell.totalOf', { lines: say('tender.lines', { count: basket.lines.length }) })}
        </span>
        <strong aria-label={numerals.money(view.totalMinor, shelf.shop.currency)}>
          <Money amountMinor={view.totalMinor} currency={shelf.shop.currency} hero />
        </strong>
      </div>
      <PayNow />
    </section>
  )
}
