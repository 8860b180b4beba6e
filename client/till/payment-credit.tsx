// What the customer owes and may owe, as it is now at all tills, with what this sale would make of it.
import { Button } from '@mantine/core'
import { IconCloudOff, IconUserSearch } from '@tabler/icons-react'
import { availableCredit } from '#customers/rules.ts'
import { useLook } from '../look/look.tsx'
import { classes } from '../ui/classes.ts'
import { Failure } from '../ui/failure.tsx'
import { Money } from '../ui/money.tsx'
import { Skeletons } from '../ui/skeletons.tsx'
import { useSay } from '../words/index.ts'
import css from './payment.module.css'
import { tenderInHand } from './payment.ts'
import { useTill } from './till-state.ts'

export function CreditPanel() {
  const till = useTill()
  const say = useSay()
  const { basket, credit, live } = till
  if (!live) return <NeedsLink />
  if (!basket.customer) {
    return (
      <Button
        variant="default"
        autoFocus
        leftSection={<IconUserSearch size={20} stroke={1.8} aria-hidden />}
        onClick={() => till.show({ sheet: { kind: 'customer' } })}
      >
        {say('paying.chooseCustomer')}
      </Button>
    )
  }
  if (credit.kind === 'unknown') {
    return (
      <Failure
        happened={say('paying.noAccount')}
        kept={say('sell.basketKept')}
        next=""
        primary={{ words: say('paying.askAgain'), onAct: till.readCredit }}
      />
    )
  }
  return (
    <section
      className={css.by}
      aria-label={say('paying.account', { person: basket.customer.name })}
    >
      <b>{say('paying.account', { person: basket.customer.name })}</b>
      {credit.kind === 'known' ? <Figures /> : <Skeletons shape="lines" count={2} />}
    </section>
  )
}

/** What only the hub knows cannot be paid with while it is not reached. */
export function NeedsLink() {
  const say = useSay()
  return (
    <p className={css.hint} role="status">
      <IconCloudOff size={18} stroke={1.8} aria-hidden /> {say('paying.fault.needs-link')}.{' '}
      {say('paying.faultNext.needs-link')}
    </p>
  )
}

function Figures() {
  const till = useTill()
  const say = useSay()
  const { numerals } = useLook()
  const { credit, screen, bill } = till
  if (credit.kind !== 'known') return null
  const { account } = credit
  const { currency } = account
  const hand = tenderInHand(screen.payment, bill)
  const charged = [...screen.payment.taken, ...(hand ? [hand] : [])]
  const chargedMinor = charged
    .filter(({ kind }) => kind === 'on-account')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const roomMinor = availableCredit(account)
  const afterMinor = roomMinor - chargedMinor
  const rows = [
    ['limit', account.limitMinor],
    ['owes', account.balanceMinor],
    ['room', roomMinor],
    ['roomAfter', afterMinor],
  ] as const
  return (
    <>
      <dl className={css.facts}>
        {rows.map(([word, amountMinor]) => (
          <div key={word} className={classes(amountMinor < 0 && css.wrong)}>
            <dt>{say(`paying.${word}`)}</dt>
            <dd>
              <Money amountMinor={amountMinor} currency={currency} />
            </dd>
          </div>
        ))}
      </dl>
      {afterMinor < 0 && chargedMinor > 0 && (
        <p className={css.wrong} role="alert">
          {say('paying.over', { amount: numerals.money(-afterMinor, currency) })}
        </p>
      )}
    </>
  )
}
