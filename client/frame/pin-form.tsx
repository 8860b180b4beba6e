// Who it is, and their PIN on the pad or the keyboard: to agree to something here and now, or to take somebody's place.
// The PIN is gone from this form after each attempt.
import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { Person } from '#users/contract.ts'
import type { ProblemBody } from '#shared/problem.ts'
import { latinDigits } from '#shared/text.ts'
import { type KeypadKey, press } from '../ui/entry.ts'
import { Keypad } from '../ui/keypad.tsx'
import { useProblemWords } from '../ui/problem-words.ts'
import { SecretField } from '../ui/secret-field.tsx'
import { useSay } from '../words/index.ts'
import css from './pin.module.css'

const MOST_DIGITS = 8
const LEAST_DIGITS = 4

/** The digits of what was typed, in either set of digits. */
const pinTyped = (text: string) => latinDigits(text).replace(/\D/g, '').slice(0, MOST_DIGITS)

export type PinProblem = { readonly body: ProblemBody; readonly answered: boolean }
export type PinFormProps = {
  /** One of them is chosen here; of one alone it is said elsewhere whose PIN is asked for. */
  readonly people: readonly Pick<Person, 'login' | 'name'>[]
  readonly chosen?: boolean
  readonly busy: boolean
  readonly problem: PinProblem | null
  /** What the problem is in words, where the common ones do not fit. */
  readonly says?: (problem: PinProblem) => string
  readonly words: string
  onPin(by: { login: string; pin: string }): Promise<unknown>
}

export function PinForm(props: PinFormProps) {
  const { people, chosen = false, busy, problem, says, words, onPin } = props
  const say = useSay()
  const problemWords = useProblemWords()
  const [login, setLogin] = useState(people[0]?.login ?? '')
  const [pin, setPin] = useState('')
  const [tried, setTried] = useState(login)
  const take = (key: KeypadKey) => {
    // A PIN may start with noughts, which an amount may not: a leading one keeps them.
    setPin((now) => press(`1${now}`, key, 0).slice(1, MOST_DIGITS + 1))
  }
  const submit = async () => {
    if (busy || pin.length < LEAST_DIGITS) return
    setPin('')
    setTried(login)
    await onPin({ login, pin })
  }
  const left = login === tried ? problem?.body.attemptsLeft : undefined
  return (
    <form
      className={css.panel}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      {!chosen && (
        <NativeSelect
          label={say('ask.pinOf')}
          size="md"
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
          data={people.map((each) => ({ value: each.login, label: each.name }))}
        />
      )}
      <SecretField
        label={say('ask.pin')}
        value={pin}
        fills="nothing"
        first
        onChange={(text) => setPin(pinTyped(text))}
      />
      {problem && (
        <p className={css.wrong} role="alert">
          {says ? says(problem) : problemWords(problem.body, problem.answered)}
          {!says && left !== undefined && ` ${say('ask.pinLeft', { count: left })}`}
        </p>
      )}
      <div className={css.pad}>
        <Keypad point={false} onKey={take} />
      </div>
      <Button type="submit" size="lg" fullWidth loading={busy} disabled={pin.length < LEAST_DIGITS}>
        {words}
      </Button>
    </form>
  )
}
