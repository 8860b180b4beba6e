// What can be done with a basket besides filling it: customer, discount, park, return, and paying with one touch.
import { Button } from '@mantine/core'
import {
  IconCreditCard,
  IconDiscount,
  IconDots,
  IconPlayerPause,
  IconPlayerPlay,
  IconPrinter,
  IconReceiptRefund,
  IconUserSearch,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useLook } from '../look/look.tsx'
import { Flip } from '../ui/flip.tsx'
import { Money } from '../ui/money.tsx'
import { quickTenders } from '../ui/quick-tenders.ts'
import { ActionTile, QuickTender } from '../ui/till-parts.tsx'
import { useSay } from '../words/index.ts'
import css from './page.module.css'
import { dueBy } from './payment.ts'
import { PayNow } from './pay-foot.tsx'
import { useTill } from './till-state.ts'
import { useActions } from './use-actions.ts'

const icon = { size: 24, stroke: 1.6, 'aria-hidden': true } as const

export function ActionsZone() {
  const say = useSay()
  return (
    <section className={css.actions} aria-label={say('till.more')}>
      <ActionGrid />
      <LastSale />
      <div className={css.space} />
      <QuickTenders />
      <div className={css.payHere}>
        <PayNow />
      </div>
    </section>
  )
}

function ActionGrid() {
  const till = useTill()
  const say = useSay()
  const { numerals } = useLook()
  const actions = useActions(till)
  const parked = till.parking.list.length
  const badge = parked > 0 ? { badge: numerals.count(parked) } : { hint: 'F8' }
  const play = (
    <Flip>
      <IconPlayerPlay {...icon} />
    </Flip>
  )
  const tile = (
    words: string,
    drawn: ReactNode,
    hint: { hint: string } | { badge: string },
    act: () => void,
  ) => <ActionTile words={words} icon={drawn} {...hint} onAct={act} />
  return (
    <div className={css.actionGrid}>
      {tile(say('till.customer'), <IconUserSearch {...icon} />, { hint: 'F4' }, actions.customer)}
      {tile(say('till.discount'), <IconDiscount {...icon} />, { hint: 'F6' }, actions.discount)}
      {tile(say('till.park'), <IconPlayerPause {...icon} />, { hint: 'F7' }, actions.park)}
      {tile(say('till.resume'), play, badge, actions.resume)}
      {tile(say('till.return'), <IconReceiptRefund {...icon} />, { hint: 'F9' }, actions.return)}
      {tile(say('till.more'), <IconDots {...icon} />, { hint: 'F10' }, actions.more)}
    </div>
  )
}

function LastSale() {
  const { held, show } = useTill()
  const say = useSay()
  if (!held.last) return null
  const { totals, changeMinor, currency } = held.last.body
  return (
    <div className={css.last}>
      <div className={css.lastRow}>
        <span>{say('till.lastSale')}</span>
        <Money amountMinor={totals.totalMinor} currency={currency} />
      </div>
      <div className={css.lastRow}>
        <span>{say('till.changeGiven')}</span>
        <Money amountMinor={changeMinor} currency={currency} />
      </div>
      <Button
        variant="subtle"
        leftSection={<IconPrinter size={20} stroke={1.8} aria-hidden />}
        onClick={() => show({ mode: 'done' })}
      >
        {say('sell.receiptAgain')}
      </Button>
    </div>
  )
}

/** Cash to the last coin, the next note up, and the card: each completes the sale with one touch. */
function QuickTenders() {
  const till = useTill()
  const say = useSay()
  const { bill, basket, shelf, why, screen } = till
  if (basket.lines.length === 0 || till.view.totalMinor <= 0) return null
  const { currency } = shelf.shop
  const locked = why !== null || screen.busy
  const cashMinor = dueBy('cash', [], bill)
  const [noteMinor] = quickTenders(cashMinor, currency, 1)
  const money = (amountMinor: number) => <Money amountMinor={amountMinor} currency={currency} />
  return (
    <div className={css.quick} role="group" aria-label={say('till.quickTender')}>
      <span className={css.quickTitle}>{say('till.quickTender')}</span>
      <QuickTender
        words={say('till.cashExact')}
        end={money(cashMinor)}
        locked={locked}
        onAct={() => till.quickPay({ kind: 'cash', amountMinor: cashMinor })}
      />
      {noteMinor !== undefined && (
        <QuickTender
          words={say('tender.cash')}
          end={money(noteMinor)}
          locked={locked}
          onAct={() => till.quickPay({ kind: 'cash', amountMinor: noteMinor })}
        />
      )}
      <QuickTender
        words={say('tender.card')}
        end={<IconCreditCard size={20} stroke={1.8} aria-hidden />}
        locked={locked}
        onAct={() => till.quickPay({ kind: 'card', amountMinor: dueBy('card', [], bill) })}
      />
    </div>
  )
}
