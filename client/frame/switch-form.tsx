// Changing the person at a shared till: who it is, one touch each, and their PIN. With the link the hub looks at it; without,
// the till does, for those who typed it here lately.
import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Id } from '#shared/ids.ts'
import { slugOf } from '#shared/problem.ts'
import { people, type Person, roles } from '#users/contract.ts'
import { includesPermission, permissionsOf } from '#users/rules.ts'
import { CallProblem } from '../link/problem.ts'
import { useDevice, useLink, useLive, useRecords, useSession, useWatched } from '../link/react.ts'
import { useNumerals } from '../look/look.tsx'
import { Initials } from '../ui/icon-disc.tsx'
import { PeoplePicker } from '../ui/people-picker.tsx'
import { useProblemWords } from '../ui/problem-words.ts'
import { useSay } from '../words/index.ts'
import { PinForm, type PinProblem } from './pin-form.tsx'
import css from './pin.module.css'

type Somebody = Pick<Person, 'id' | 'login' | 'name'>

/** `only` asks the PIN of one person, and offers nobody else. */
export function SwitchForm({ only, onDone }: { only?: Somebody; onDone(): void }) {
  const say = useSay()
  const [chosen, choose] = useState<Somebody | null>(only ?? null)
  const live = useIsLive()
  const here = usePeopleHere(live)
  if (chosen) {
    return (
      <div className={css.panel}>
        <PinOf key={chosen.id} person={chosen} live={live} onDone={onDone} />
        {!only && (
          <Button variant="subtle" onClick={() => choose(null)}>
            {say('switchOver.others')}
          </Button>
        )}
      </div>
    )
  }
  return (
    <div className={css.panel}>
      {!live && <p className={css.about}>{say('switchOver.alone')}</p>}
      {here.length > 0 ? (
        <PeoplePicker
          people={here}
          onPick={(id) => choose(here.find((each) => each.id === id) ?? null)}
        />
      ) : (
        !live && (
          <p className={css.wrong} role="status">
            {say('switchOver.nobody')} {say('switchOver.nobodyNext')}
          </p>
        )
      )}
    </div>
  )
}

function PinOf(props: { person: Somebody; live: boolean; onDone(): void }) {
  const { person, live, onDone } = props
  const say = useSay()
  const { switching } = useLink()
  const says = usePinWords(person.name, live)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const enter = async ({ pin }: { pin: string }) => {
    setBusy(true)
    setProblem(null)
    try {
      await switching.to(person.id, person.login, pin)
      onDone()
    } catch (error) {
      if (!(error instanceof CallProblem)) throw error
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <div className={css.who}>
        <Initials name={person.name} />
        <h3>
          <bdi>{person.name}</bdi>
        </h3>
      </div>
      {problem?.slug === 'not-signed-in' ? (
        <p className={css.wrong} role="alert">
          {says(problem)}
        </p>
      ) : (
        <PinForm
          chosen
          people={[person]}
          busy={busy}
          problem={problem}
          says={says}
          words={say('switchOver.enter', { name: person.name })}
          onPin={enter}
        />
      )}
    </>
  )
}

/** What became of a PIN: the till alone has few tries and then forgets, the hub pauses. */
function usePinWords(name: string, live: boolean): (problem: PinProblem) => string {
  const say = useSay()
  const numerals = useNumerals()
  const words = useProblemWords()
  return ({ body, answered }) => {
    const { attemptsLeft, retryAfterMs } = body
    const slug = slugOf(body)
    if (slug === 'not-signed-in') return say('switchOver.gone', { name })
    if (slug === 'mfa-needed') return say('switchOver.byPassword', { name })
    if (slug === 'locked-out' && !live) {
      return say('switchOver.wait', { age: numerals.age(Math.max(1000, retryAfterMs ?? 0)) })
    }
    if (slug !== 'pin-refused') return words(body, answered)
    const wrong = say('switchOver.wrong')
    if (attemptsLeft === undefined) return wrong
    const count = { count: attemptsLeft, name }
    return `${wrong} ${live ? say('ask.pinLeft', count) : say('switchOver.left', count)}`
  }
}

function useIsLive(): boolean {
  const { kind } = useLive()
  return kind === 'live' || kind === 'catching-up'
}

/** Whoever may sell in this store and, without the link, is known to this till; nobody who is here already. */
function usePeopleHere(live: boolean): readonly Somebody[] {
  const { store, switching } = useLink()
  const { terminal } = useDevice()
  const session = useSession()
  const staff = useRecords(people)
  const known = useWatched(switching.proofs.known)
  const locker = session.kind === 'signed-in' && session.locked ? session.person.id : null
  const present: Id | null =
    session.kind === 'signed-in' && !session.locked && (session.by === 'hub' || !live)
      ? session.person.id
      : null
  return useMemo(() => {
    const sells = (person: Person) => {
      const held = permissionsOf(
        person,
        store.record(roles, person.roleId),
        terminal?.storeId ?? '',
      )
      return includesPermission(held, 'sales.complete')
    }
    const all = live ? staff.filter(sells) : known.map(({ person }) => person)
    const lately = known.map(({ personId }) => personId)
    // Who locked the till comes first, and then those who were here lately.
    const rank = ({ id }: Somebody) => (id === locker ? 0 : lately.includes(id) ? 1 : 2)
    return all
      .filter(({ id }) => id !== present)
      .toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
  }, [live, staff, known, store, terminal, present, locker])
}
