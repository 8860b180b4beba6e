// One's own security: the password, the PIN, the second step, and where one is signed in. Whoever must set up a second step
// first sees nothing but that.
import { Button } from '@mantine/core'
import { IconArrowBack, IconLogout } from '@tabler/icons-react'
import { useState } from 'react'
import { Link as Way } from 'wouter'
import { HubBar } from '../frame/hub-bar.tsx'
import { SignOutWaits } from '../frame/sign-out-waits.tsx'
import { useSignOut } from '../frame/use-sign-out.ts'
import { ProblemNote } from '../forms/problem-note.tsx'
import type { SessionState } from '../link/session.ts'
import { useSession } from '../link/react.ts'
import { Flip } from '../ui/flip.tsx'
import { LanguageChoice } from '../ui/language-choice.tsx'
import { Panel } from '../ui/panel.tsx'
import { Skeletons } from '../ui/skeletons.tsx'
import { useSay } from '../words/index.ts'
import { MustEnrol } from './must-enrol.tsx'
import { OwnSignIns } from './own-sign-ins.tsx'
import { PasswordPanel } from './password-panel.tsx'
import { PinSheet } from './pin-sheet.tsx'
import { SecondStepPanel } from './second-step-panel.tsx'
import css from './security.module.css'
import { useSecurity } from './use-security.ts'

type Me = Extract<SessionState, { kind: 'signed-in' }>

export default function SecurityPage() {
  const session = useSession()
  if (session.kind !== 'signed-in') return null
  return session.mustEnrol ? <MustEnrol /> : <MySecurity me={session} />
}

function MySecurity({ me }: { me: Me }) {
  const asked = useSecurity()
  const { answer, problem, again } = asked
  return (
    <div className={css.face}>
      <HubBar />
      <main className={css.page}>
        <Head />
        <ProblemNote problem={problem} onAgain={again} />
        {answer ? (
          <>
            <PasswordPanel security={answer} person={me.person} onChanged={again} />
            <PinPanel me={me} />
            <SecondStepPanel security={answer} person={me.person} onChanged={again} />
          </>
        ) : (
          !problem && <Skeletons shape="lines" count={6} />
        )}
        <OwnSignIns key={answer?.mfa?.since ?? ''} />
        <div className={css.foot}>
          <LanguageChoice />
          <SignOut />
        </div>
      </main>
    </div>
  )
}

function Head() {
  const say = useSay()
  return (
    <div className={css.head}>
      <Way href="/" className={css.back} aria-label={say('act.back')}>
        <Flip>
          <IconArrowBack size={22} stroke={1.8} aria-hidden />
        </Flip>
      </Way>
      <h1>{say('security.title')}</h1>
    </div>
  )
}

function PinPanel({ me }: { me: Me }) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  return (
    <Panel
      title={say('security.pin')}
      note={say('security.pinDetail')}
      aside={
        <Button variant="default" onClick={() => setOpen(true)}>
          {say('pinOffice.set')}
        </Button>
      }
    >
      {open && <PinSheet person={me.person} onClose={() => setOpen(false)} />}
    </Panel>
  )
}

function SignOut() {
  const say = useSay()
  const { refused, signOut } = useSignOut()
  return (
    <>
      {refused && <SignOutWaits />}
      <Button
        variant="outline"
        leftSection={<IconLogout size={20} stroke={1.8} aria-hidden />}
        onClick={signOut}
      >
        {say('secondStep.signOut')}
      </Button>
    </>
  )
}
