// A till whose person went away without signing out: whose it is, and the PIN of them or of somebody else. The basket waits.
import { ByPassword } from '../frame/by-password.tsx'
import { SwitchForm } from '../frame/switch-form.tsx'
import { useLive, useSession } from '../link/react.ts'
import { LanguageChoice } from '../ui/language-choice.tsx'
import { SignPlate } from '../ui/sign-card.tsx'
import { useSay } from '../words/index.ts'
import css from './page.module.css'

export default function LockedPage() {
  const say = useSay()
  const session = useSession()
  const { kind } = useLive()
  if (session.kind !== 'signed-in') return null
  return (
    <main className={css.page}>
      <div className={css.middle}>
        <SignPlate title={say('switchOver.locked')}>
          <p className={css.note}>{say('switchOver.lockedBy', { name: session.person.name })}</p>
          <SwitchForm onDone={() => {}} />
          <ByPassword live={kind === 'live'} />
        </SignPlate>
        <LanguageChoice />
      </div>
    </main>
  )
}
