// What can be done about a person besides their fields: a new password, ending every sign-in, and letting them go. Each asks once.
import { Button } from '@mantine/core'
import { IconKey, IconLogout, IconPassword, IconUserCheck, IconUserOff } from '@tabler/icons-react'
import { useState } from 'react'
import { revokePerson, setPassword } from '#auth/contract.ts'
import { type Person, usersChange } from '#users/contract.ts'
import { useLink } from '../../link/react.ts'
import { Dialog } from '../../ui/sheet.tsx'
import { useSay } from '../../words/index.ts'
import { Confirm } from '../parts/confirm.tsx'
import parts from '../parts/parts.module.css'
import { said } from '../parts/said.tsx'
import { useWork } from '../parts/work.ts'
import { newPassword } from './new-password.ts'
import { PasswordShown } from './password-shown.tsx'
import { PinSheet } from './pin-sheet.tsx'

type Act = 'password' | 'signOut' | 'leave' | 'return'
const icons = {
  password: IconKey,
  signOut: IconLogout,
  leave: IconUserOff,
  return: IconUserCheck,
}

export function PersonActs({ person }: { person: Person }) {
  const say = useSay()
  const [act, setAct] = useState<Act | null>(null)
  const [password, setMade] = useState<string | null>(null)
  const [givesPin, setGivesPin] = useState(false)
  const offered: Act[] = person.active ? ['password', 'signOut', 'leave'] : ['return']
  const { name } = person
  return (
    <section className={parts.after}>
      {offered.map((each) => {
        const Icon = icons[each]
        return (
          <Button
            key={each}
            variant={each === 'leave' ? 'outline' : 'default'}
            leftSection={<Icon size={20} stroke={1.8} aria-hidden />}
            onClick={() => setAct(each)}
          >
            {say(`peopleOffice.acts.${each}`)}
          </Button>
        )
      })}
      {person.active && (
        <Button
          variant="default"
          leftSection={<IconPassword size={20} stroke={1.8} aria-hidden />}
          onClick={() => setGivesPin(true)}
        >
          {say('pinOffice.set')}
        </Button>
      )}
      {givesPin && <PinSheet person={person} onClose={() => setGivesPin(false)} />}
      {act && <Asked person={person} act={act} onMade={setMade} onClose={() => setAct(null)} />}
      <Dialog
        opened={password !== null}
        onClose={() => setMade(null)}
        title={say('peopleOffice.passwordOf', { name })}
      >
        <PasswordShown name={name} password={password ?? ''} onClose={() => setMade(null)} />
      </Dialog>
    </section>
  )
}

type AskedProps = { person: Person; act: Act; onMade(password: string): void; onClose(): void }

function Asked({ person, act, onMade, onClose }: AskedProps) {
  const say = useSay()
  const { call } = useLink()
  const work = useWork()
  const { id: personId, name } = person
  const acts: Record<Act, () => Promise<void>> = {
    password: async () => {
      const password = newPassword()
      await call(setPassword, { personId, password })
      onMade(password)
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
  return (
    <Confirm
      opened
      title={say(`peopleOffice.acts.${act}`)}
      detail={say(`peopleOffice.asks.${act}`, { name })}
      words={say(`peopleOffice.acts.${act}`)}
      hurts={act === 'leave' || act === 'signOut'}
      work={work}
      onAct={() => {
        void work.run(acts[act]).then((agreed) => agreed && onClose())
      }}
      onClose={onClose}
    />
  )
}
