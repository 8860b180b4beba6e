// Asks once before something is done about a person, does it, and says what came of it.
import { revokePerson, setPassword } from '#auth/contract.ts'
import { endMfa } from '#auth/proof-contract.ts'
import { offerReset } from '#auth/reset-contract.ts'
import { type Person, usersChange } from '#users/contract.ts'
import { Confirm } from '../../forms/confirm.tsx'
import { said } from '../../forms/said.tsx'
import { useWork } from '../../forms/work.ts'
import { useLink } from '../../link/react.ts'
import { useSay } from '../../words/index.ts'
import { newPassword } from './new-password.ts'
import type { Once } from './once-shown.tsx'

export type PersonAct = 'password' | 'reset' | 'endMfa' | 'signOut' | 'leave' | 'return'
const hurting: readonly PersonAct[] = ['leave', 'signOut', 'endMfa']

export type AskedActProps = {
  person: Person
  act: PersonAct
  /** Something that is shown this once was made. */
  onMade(once: Once): void
  /** The hub agreed; the sign-ins of the person may be others now. */
  onDone(): void
  onClose(): void
}

export function AskedAct({ person, act, onMade, onDone, onClose }: AskedActProps) {
  const say = useSay()
  const work = useWork()
  const run = useActs(person, onMade)
  return (
    <Confirm
      opened
      title={say(`peopleOffice.acts.${act}`)}
      detail={say(`peopleOffice.asks.${act}`, { name: person.name })}
      words={say(`peopleOffice.acts.${act}`)}
      hurts={hurting.includes(act)}
      work={work}
      onAct={() => {
        void work.run(run[act]).then((agreed) => {
          if (!agreed) return
          onDone()
          onClose()
        })
      }}
      onClose={onClose}
    />
  )
}

function useActs(person: Person, onMade: (once: Once) => void) {
  const say = useSay()
  const { call } = useLink()
  const { id: personId, name } = person
  const acts: Record<PersonAct, () => Promise<void>> = {
    password: async () => {
      const password = newPassword()
      await call(setPassword, { personId, password })
      onMade({ kind: 'password', secret: password })
    },
    reset: async () => {
      const { code, expiresAt } = await call(offerReset, { personId })
      onMade({ kind: 'reset', secret: code, expiresAt })
    },
    endMfa: async () => {
      await call(endMfa, { personId })
      said(say('peopleOffice.mfaEnded', { name }))
    },
    signOut: async () => {
      const { revoked } = await call(revokePerson, { personId })
      said(say('peopleOffice.signedOut', { name }), say('peopleOffice.signIns', { count: revoked }))
    },
    leave: async () => {
      await call(usersChange, { personId, active: false })
      const undo = () => void call(usersChange, { personId, active: true })
      said(say('peopleOffice.left', { name }), undefined, { words: say('act.undo'), onAct: undo })
    },
    return: async () => {
      await call(usersChange, { personId, active: true })
      said(say('peopleOffice.returned', { name }))
    },
  }
  return acts
}
