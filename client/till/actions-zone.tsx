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
import { useLook } from '../look/look.tsx'
import { Flip } from '../ui/flip.tsx'
import { Money } from '../ui/money.tsx'
import { quickTenders } from '../ui/quick-tenders.ts'
import { ActionTile, QuickTender } from '../ui/till-parts.tsx'
import { useSay } from '../words/index.ts'
import css from './page.module.css'
import { dueBy } from './payment.ts'
import { saleLine } from './document.ts'
import { PayNow } from './pay-foot.tsx'
import { useTill } from './till-state.ts'
import { useActions } from './use-actions.ts'

export function ActionsZone() {
  const till = useTill()
  const say = useSay()
  const { numerals } = useLook()
  const actions = useActions(till)
  const parked = till.held.parked.length
  const icon = { size: 24, stroke: 1.6, 'aria-hidden': true } as const
  const badge = parked > 0 ? { badge: numerals.count(parked) } : { hint: 'F8' }
  return (
    <section className={css.actions} aria-label={say('till.more')}>
      <div className={css.actionGrid}>
        <ActionTile
          words={say('till.customer')}
          icon={<IconUserSearch {...icon} />}
          hint="F4"
          onAct={actions.customer}
        />
        <ActionTile
          words={say('till.discount')}
          icon={<IconDiscount {...icon} />}
          hint="F6"
          onAct={actions.discount}
        />
        <ActionTile
          words={say('till.park')}
          icon={<IconPlayerPause {...icon} />}
          hint="F7"
          onAct={actions.park}
        />
        <ActionTile
          words={say('till.resume')}
          icon={
            <Flip>
              <IconPlayerPlay {...icon} />
            </Flip>
          }
          {...badge}
          onAct={actions.resume}
        />
        <ActionTile
          words={say('till.return')}
          icon={<IconReceiptRefund {...icon} />}
          hint="F9"
          onAct={actions.return}
        />
        <ActionTile
          words={say('till.more')}
          icon={<IconDots {...icon} />}
          hint="F10"
          onAct={actions.more}
        />
      </div>
      <LastSale />
      <div className={css.space} />
      <QuickTenders />
      <div className={css.payHere}>
        <PayNow />
      </div>
    </section>
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
  const { basket, shelf, why, screen } = till
  if (basket.lines.length === 0 || till.view.totalMinor <= 0) return null
  const bill = {
    lines: basket.lines.map((line) => saleLine(line, shelf)),
    settings: shelf.shop,
    taxes: shelf.taxes,
  }
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
