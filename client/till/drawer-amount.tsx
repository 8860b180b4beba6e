// One sum of money at the drawer, typed on the pad: the float, and what is put in or taken out for a reason.
import { useState } from 'react'
import { exponentOf } from '../look/decimals.ts'
import { classes } from '../ui/classes.ts'
import { entryValue, type KeypadKey, press } from '../ui/entry.ts'
import { Keypad } from '../ui/keypad.tsx'
import { Money } from '../ui/money.tsx'
import { usePadKeys } from '../ui/pad-keys.ts'
import { useSay } from '../words/index.ts'
import { DrawerForm } from './drawer-form.tsx'
import type { ReasonWord } from './drawer-reason.tsx'
import css from './sheets.module.css'

type AmountFormProps = {
  readonly about: string
  readonly words: string
  readonly currency: string
  readonly busy: boolean
  /** What is usually said; null where no reason is asked for and nothing may also be nothing. */
  readonly reasons: readonly ReasonWord[] | null
  onDone(amountMinor: number, reason: string): void
}

export function AmountForm({ about, words, currency, busy, reasons, onDone }: AmountFormProps) {
  const say = useSay()
  const [entry, setEntry] = useState('')
  const [reason, setReason] = useState('')
  const decimals = exponentOf(currency)
  const take = (key: KeypadKey) => setEntry((now) => press(now, key, decimals))
  usePadKeys(take)
  const amountMinor = entryValue(entry, decimals)
  const isSaid = reasons === null ? entry !== '' : amountMinor > 0
  return (
    <DrawerForm
      {...{ about, words, busy, isSaid }}
      why={reasons && { usual: reasons, reason }}
      onReason={setReason}
      onDone={() => onDone(amountMinor, reason.trim())}
      amount={
        <>
          <output
            className={classes(css.figure, entry === '' && css.unsaid)}
            aria-label={say('sell.amount')}
          >
            <Money amountMinor={amountMinor} currency={currency} hero />
          </output>
          <div className={css.pad}>
            <Keypad point={decimals > 0} onKey={take} />
          </div>
        </>
      }
    />
  )
}
