// What can be done about a person besides their fields, as far as one may: a password or a code for one, a PIN, their second
// step, ending every sign-in, and letting them go. Each asks once.
import { Button } from '@mantine/core'
import {
  IconKey,
  IconLogout,
  IconMailForward,
  IconPassword,
  IconShieldLock,
  IconShieldOff,
  IconUserCheck,
  IconUserOff,
} from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { revokePerson, setPassword } from '#auth/contract.ts'
import { endMfa } from '#auth/proof-contract.ts'
import { offerReset } from '#auth/reset-contract.ts'
import { setPinPermission } from '#auth/rules.ts'
import { usersChange } from '#users/contract.ts'
import { includesPermission } from '#users/rules.ts'
import { usePermissions, usePersonId } from '../../link/rights.ts'
import { PinSheet } from '../../security/pin-sheet.tsx'
import { useSay } from '../../words/index.ts'
import parts from '../parts/parts.module.css'
import { AskedAct, type AskedActProps, type PersonAct } from './asked-act.tsx'
import { type Once, OnceShown } from './once-shown.tsx'

// What each needs. One's own password, PIN and second step are looked after in one's own security.
const acts: Record<PersonAct | 'pin', { needs: string; icon: typeof IconKey; left?: true }> = {
  password: { needs: setPassword.name, icon: IconKey },
  reset: { needs: offerReset.needs, icon: IconMailForward },
  pin: { needs: setPinPermission, icon: IconPassword },
  endMfa: { needs: endMfa.name, icon: IconShieldOff },
  signOut: { needs: revokePerson.needs, icon: IconLogout },
  leave: { needs: usersChange.needs, icon: IconUserOff },
  return: { needs: usersChange.needs, icon: IconUserCheck, left: true },
}
// What one does for oneself shows who one is in another way.
const ofOthers: readonly (keyof typeof acts)[] = ['password', 'reset', 'endMfa', 'signOut']
const names = Object.keys(acts) as (keyof typeof acts)[]

export type PersonActsProps = Pick<AskedActProps, 'person' | 'onDone'>

export function PersonActs({ person, onDone }: PersonActsProps) {
  const say = useSay()
  const held = usePermissions()
  const isOwn = usePersonId() === person.id
  const [act, setAct] = useState<PersonAct | 'pin' | null>(null)
  const [once, setOnce] = useState<Once | null>(null)
  const close = () => setAct(null)
  const offered = names.filter(
    (each) =>
      person.active !== (acts[each].left ?? false) &&
      includesPermission(held, acts[each].needs) &&
      !(isOwn && ofOthers.includes(each)),
  )
  if (offered.length === 0 && !isOwn) return null
  return (
    <section className={parts.after}>
      {isOwn && (
        <Button
          component={Link}
          href="/security"
          variant="default"
          leftSection={<IconShieldLock size={20} stroke={1.8} aria-hidden />}
        >
          {say('security.title')}
        </Button>
      )}
      {offered.map((each) => {
        const { icon: Icon } = acts[each]
        return (
          <Button
            key={each}
            variant={each === 'leave' ? 'outline' : 'default'}
            leftSection={<Icon size={20} stroke={1.8} aria-hidden />}
            onClick={() => setAct(each)}
          >
            {say(each === 'pin' ? 'pinOffice.set' : `peopleOffice.acts.${each}`)}
          </Button>
        )
      })}
      {act === 'pin' && <PinSheet person={person} onClose={close} />}
      {act !== null && act !== 'pin' && (
        <AskedAct person={person} act={act} onMade={setOnce} onDone={onDone} onClose={close} />
      )}
      {once && <OnceShown name={person.name} once={once} onClose={() => setOnce(null)} />}
    </section>
  )
}
