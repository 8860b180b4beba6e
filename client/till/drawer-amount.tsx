// One sum of money at the drawer, typed on the pad: the float, and what is put in or taken out for a reason.
import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import { exponentOf } from '../look/decimals.ts'
import { classes } from '../ui/classes.ts'
import { entryValue, type KeypadKey, press } from '../ui/entry.ts'
import { Keypad } from '../ui/keypad.tsx'
import { Money } from '../ui/money.tsx'
import { usePadKeys } from '../ui/pad-keys.ts'
import { useSay } from '../words/index.ts'
import { ReasonField, type ReasonWord } from './drawer-reason.tsx'
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
  const isReasoned = reasons === null ? entry !== '' : amountMinor > 0 && reason.trim() !== ''
  const ready = !busy && isReasoned
  const form = useRef<HTMLFormElement>(null)
  const submit = useRef<HTMLButtonElement>(null)
  return (
    <form
      ref={form}
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) onDone(amountMinor, reason.trim())
        // Enter after the amount leads to what is still wanted.
        else if (amountMinor > 0) form.current?.querySelector('input')?.focus()
      }}
    >
      <p className={css.about}>{about}</p>
      <output
        className={classes(css.figure, entry === '' && css.unsaid)}
        aria-label={say('sell.amount')}
      >
        <Money amountMinor={amountMinor} currency={currency} hero />
      </output>
      <div className={css.pad}>
        <Keypad point={decimals > 0} onKey={take} />
      </div>
      {reasons && (
        <ReasonField
          reasons={reasons}
          value={reason}
          onChange={setReason}
          onPick={() => submit.current?.focus()}
        />
      )}
      <Button
        ref={submit}
        type="submit"
        size="lg"
        loading={busy}
        aria-disabled={!ready}
        data-autofocus
        autoFocus
      >
        {words}
      </Button>
    </form>
  )
}
