// The form of one thing that happens to the drawer: what it is about, whatever is asked for it, why, and the act.
import { Button } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { ReasonField, type ReasonWord } from './drawer-reason.tsx'
import css from './sheets.module.css'

type DrawerFormProps = {
  readonly about: string
  readonly words: string
  readonly busy: boolean
  /** Whether everything but the reason has been said. */
  readonly isSaid: boolean
  /** What is usually said and what is said now; null where no reason is asked for. */
  readonly why: { readonly usual: readonly ReasonWord[]; readonly reason: string } | null
  readonly onReason: (reason: string) => void
  readonly onDone: () => void
  /** An amount, typed on a pad that hears every key while the focus is on the act. */
  readonly amount?: ReactNode
}

export function DrawerForm({ about, words, busy, isSaid, ...props }: DrawerFormProps) {
  const { why, onReason, onDone, amount } = props
  const form = useRef<HTMLFormElement>(null)
  const submit = useRef<HTMLButtonElement>(null)
  const ready = isSaid && (why === null || why.reason.trim() !== '')
  const isTyped = amount !== undefined
  // Where no amount is typed the first of the usual reasons is what comes next.
  useEffect(() => {
    if (!isTyped) form.current?.querySelector('button')?.focus()
  }, [isTyped])
  return (
    <form
      ref={form}
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (busy) return
        if (ready) onDone()
        // Enter leads to what is still wanted.
        else if (isSaid) form.current?.querySelector('input')?.focus()
      }}
    >
      <p className={css.about}>{about}</p>
      {amount}
      {why && (
        <ReasonField
          reasons={why.usual}
          value={why.reason}
          onChange={onReason}
          onPick={() => submit.current?.focus()}
        />
      )}
      <Button
        ref={submit}
        type="submit"
        size="lg"
        loading={busy}
        aria-disabled={busy || !ready}
        autoFocus={isTyped}
        data-autofocus={isTyped || undefined}
      >
        {words}
      </Button>
    </form>
  )
}
