// The keypad of payment with its quick amounts, and Complete under it. The keyboard types on it too.
import { Button } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useLook } from '../look/look.tsx'
import { exponentOf } from '../look/decimals.ts'
import { classes } from '../ui/classes.ts'
import { entryValue, type KeypadKey } from '../ui/entry.ts'
import { Kbd } from '../ui/kbd.tsx'
import { Keypad } from '../ui/keypad.tsx'
import { Money } from '../ui/money.tsx'
import { usePadKeys } from '../ui/pad-keys.ts'
import { quickTenders } from '../ui/quick-tenders.ts'
import { useSay } from '../words/index.ts'
import css from './payment.module.css'
import { useTill } from './till-state.ts'
import { standingOf } from './standing.ts'

const addsOf: Readonly<Record<string, readonly number[]>> = {
  EGP: [100, 200],
  SAR: [50, 100],
  AED: [50, 100],
}

export function PaymentPad() {
  const till = useTill()
  const say = useSay()
  const { screen, shelf, held } = till
  const { payment, busy } = screen
  const { currency } = shelf.shop
  const { dueMinor, owedMinor, refund } = standingOf(till)
  const entryWord = say(refund ? 'giving.typed' : entryWords[payment.kind])
  const decimals = exponentOf(currency)
  const typedMinor = payment.entry === '' ? null : entryValue(payment.entry, decimals)
  const take = (key: KeypadKey) => till.pay({ do: 'key', key })
  // While a tender is being chosen a digit key chooses; the pad on the screen types in any case.
  usePadKeys((key) => {
    if (!payment.choosing && !screen.sheet) take(key)
  })
  const split = typedMinor !== null && dueMinor !== 0
  const words = split
    ? say('sell.takeAndGoOn')
    : say(held.receiptBy === 'print' ? 'till.complete' : 'sell.completeOnly')
  return (
    <section className={css.padZone} aria-label={say('keypad.label')}>
      <output className={css.entry} aria-label={entryWord}>
        <span>{entryWord}</span>
        <strong className={classes(typedMinor === null && css.unsaid)}>
          <Money amountMinor={typedMinor ?? Math.abs(owedMinor)} currency={currency} hero />
        </strong>
      </output>
      <Quick />
      <div className={css.keys}>
        <Keypad
          point={decimals > 0}
          adds={addsOf[currency] ?? [10, 20]}
          onKey={take}
          onAdd={(whole) => till.pay({ do: 'add', whole })}
        />
      </div>
      <Button
        size="xl"
        fullWidth
        justify="space-between"
        className={css.complete}
        loading={busy}
        leftSection={<IconCheck size={26} stroke={1.8} aria-hidden />}
        rightSection={<Kbd onAccent>Enter</Kbd>}
        onClick={till.complete}
      >
        {words}
      </Button>
    </section>
  )
}

const entryWords = {
  cash: 'till.cashReceived',
  card: 'sell.onCard',
  'gift-card': 'paying.typed.gift-card',
  'store-credit': 'paying.typed.store-credit',
  'on-account': 'paying.typed.on-account',
} as const

function Quick() {
  const till = useTill()
  const say = useSay()
  const { numerals } = useLook()
  const { payment } = till.screen
  const { currency } = till.shelf.shop
  const { owedMinor } = standingOf(till)
  const amounts = payment.kind === 'cash' ? quickTenders(owedMinor, currency) : []
  const typedMinor = entryValue(payment.entry, exponentOf(currency))
  const enter = (amountMinor: number) => till.pay({ do: 'enter', amountMinor })
  const exact = Math.abs(owedMinor)
  return (
    <div className={css.quick}>
      <Button
        variant={typedMinor === exact && exact > 0 ? 'light' : 'default'}
        onClick={() => enter(exact)}
      >
        {say('keypad.exact')}
      </Button>
      {amounts.map((amountMinor) => {
        const words = numerals.amount(amountMinor, currency, { whole: true })
        return (
          <Button
            key={amountMinor}
            variant={typedMinor === amountMinor ? 'light' : 'default'}
            aria-pressed={typedMinor === amountMinor}
            onClick={() => enter(amountMinor)}
          >
            <bdi>{words}</bdi>
          </Button>
        )
      })}
    </div>
  )
}
