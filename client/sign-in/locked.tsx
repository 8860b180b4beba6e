// A till whose person went away without signing out: whose it is, and the PIN of them or of somebody else. The basket waits.
import { Button } from '@mantine/core'
import { SwitchForm } from '../frame/switch-form.tsx'
import { useSignOut } from '../frame/use-sign-out.ts'
import { useJournal, useLive, useSession } from '../link/react.ts'
import { LanguageChoice } from '../ui/language-choice.tsx'
import { SignPlate } from '../ui/sign-card.tsx'
import { useSay } from '../words/index.ts'
import css from './page.module.css'

export default function LockedPage() {
  const say = useSay()
  const session = useSession()
  const { kind } = useLive()
  const { waiting } = useJournal()
  const { refused, signOut } = useSignOut()
  if (session.kind !== 'signed-in') return null
  return (
    <main className={css.page}>
      <div className={css.middle}>
        <SignPlate title={say('switchOver.locked')}>
          <p className={css.note}>{say('switchOver.lockedBy', { name: session.person.name })}</p>
          <SwitchForm onDone={() => {}} />
          {kind === 'live' && (
            <Button variant="subtle" onClick={signOut}>
              {say('switchOver.password')}
            </Button>
          )}
          {refused && (
            <p className={css.note} role="alert">
              {say('sell.signOutWaits', { count: waiting })}
            </p>
          )}
        </SignPlate>
        <LanguageChoice />
      </div>
    </main>
  )
}
