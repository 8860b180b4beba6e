// What somebody sees whose role needs a second step that they do not have: why, setting it up, and the way out.
import { Button } from '@mantine/core'
import { useLocation } from 'wouter'
import { useSession } from '../link/react.ts'
import { LanguageChoice } from '../ui/language-choice.tsx'
import { Mark } from '../ui/mark.tsx'
import { useSay } from '../words/index.ts'
import { SignOutWaits } from '../frame/sign-out-waits.tsx'
import { useSignOut } from '../frame/use-sign-out.ts'
import door from '../sign-in/page.module.css'
import card from '../ui/sign.module.css'
import { Enrol } from './enrol.tsx'
import css from './security.module.css'

export function MustEnrol() {
  const say = useSay()
  const session = useSession()
  const { refused, signOut } = useSignOut()
  const [, go] = useLocation()
  const name = session.kind === 'signed-in' ? session.person.name : ''
  return (
    <main className={door.page}>
      <div className={css.middle}>
        <section className={card.form} aria-label={say('secondStep.title')}>
          <div className={card.brand}>
            <Mark size={40} />
            <h1>{say('secondStep.needed')}</h1>
          </div>
          <p className={css.detail}>{say('secondStep.neededDetail')}</p>
          <Enrol name={name} onDone={() => go('/')} />
        </section>
        <Button variant="subtle" onClick={signOut}>
          {say('secondStep.signOut')}
        </Button>
        {refused && <SignOutWaits />}
        <LanguageChoice />
      </div>
    </main>
  )
}
