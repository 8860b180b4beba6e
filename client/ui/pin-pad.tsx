// Who is at the till, and their PIN. The digits are never shown; the pad hands them over when the last one is in.
import { UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useSay } from '../words/index.ts'
import { classes } from './classes.ts'
import { type KeypadKey, press } from './entry.ts'
import { Initials } from './icon-disc.tsx'
import { Keypad } from './keypad.tsx'
import { usePadKeys } from './pad-keys.ts'
import css from './sign.module.css'

export type PinPadProps = {
  person: string
  /** How many digits a PIN has. */
  length: number
  busy: boolean
  /** Why the last one was not taken, in words. */
  wrong?: string
  onPin(pin: string): void
}

export function PinPad({ person, length, busy, wrong, onPin }: PinPadProps) {
  const say = useSay()
  const [pin, setPin] = useState('')
  const take = (key: KeypadKey) => {
    if (busy) return
    // A PIN may start with noughts, which an amount may not: a leading one keeps them.
    const next = press(`1${pin}`, key, 0).slice(1)
    setPin(next.length === length ? '' : next)
    if (next.length === length) onPin(next)
  }
  usePadKeys(take)
  return (
    <div className={css.pin}>
      <h2 className={css.title}>{say('sign.pinFor', { name: person })}</h2>
      <div
        className={css.dots}
        role="status"
        aria-label={say('sign.digits', { count: pin.length })}
      >
        {Array.from({ length }, (_, index) => (
          <span key={index} className={classes(css.dot, index < pin.length && css.on)} />
        ))}
      </div>
      <div className={css.wrong} role="alert">
        {wrong}
      </div>
      <div className={css.keys}>
        <Keypad point={false} onKey={take} />
      </div>
    </div>
  )
}

/** The people who may sell here, one touch each. */
export function PeoplePicker({
  people,
  onPick,
}: {
  people: readonly { id: string; name: string }[]
  onPick(id: string): void
}) {
  const say = useSay()
  return (
    <section aria-label={say('sign.pinTitle')} className={css.people}>
      {people.map(({ id, name }) => (
        <UnstyledButton key={id} className={css.person} onClick={() => onPick(id)}>
          <Initials name={name} />
          <bdi>{name}</bdi>
        </UnstyledButton>
      ))}
    </section>
  )
}
