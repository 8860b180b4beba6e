// Who works here. The form asks the hub and nobody else; a basket that is open on this device waits unharmed.
import { IconQrcode } from '@tabler/icons-react'
import { useState } from 'react'
import { Link as Way } from 'wouter'
import { CallProblem } from '../link/problem.ts'
import { useDevice, useLink, useSession } from '../link/react.ts'
import { LanguageChoice } from '../ui/language-choice.tsx'
import { useProblemWords } from '../ui/problem-words.ts'
import { SignInForm } from '../ui/sign-in-form.tsx'
import { useSay } from '../words/index.ts'
import css from './page.module.css'

export default function SignInPage() {
  const link = useLink()
  const say = useSay()
  const session = useSession()
  const { terminal } = useDevice()
  const problemWords = useProblemWords()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const left = session.kind === 'signed-out' ? session.reason : null

  const submit = (login: string, password: string) => {
    setBusy(true)
    setProblem(null)
    link.session
      .signIn(login.toLowerCase(), password)
      .catch((error: unknown) => {
        if (!(error instanceof CallProblem)) throw error
        setProblem(error)
      })
      .finally(() => setBusy(false))
  }

  const failure = problem
    ? {
        happened: problemWords(problem.body, problem.answered),
        kept: terminal ? say('door.basketKept') : say('door.nothingChanged'),
        next: problem.answered ? say('door.tryAgain') : say('door.whenBack'),
      }
    : left === null
      ? undefined
      : { happened: say('door.ended'), kept: say('door.basketKept'), next: say('door.signAgain') }
  return (
    <main className={css.page}>
      <div className={css.middle}>
        <SignInForm busy={busy} {...(failure ? { failure } : {})} onSubmit={submit} />
        {!terminal && (
          <Way href="/pair" className={css.way}>
            <IconQrcode size={20} stroke={1.8} aria-hidden />
            {say('pair.title')}
          </Way>
        )}
        {terminal && <p className={css.note}>{say('door.device', { terminal: terminal.name })}</p>}
        <LanguageChoice />
      </div>
    </main>
  )
}
