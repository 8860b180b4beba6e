// Who works here. The forms ask the hub and nobody else; a basket that is open on this device waits unharmed.
import { IconGridDots, IconKey, IconQrcode } from '@tabler/icons-react'
import { Button, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { Link as Way } from 'wouter'
import { useFaultWords } from '../forms/fault-words.ts'
import type { CallProblem } from '../link/problem.ts'
import { SwitchForm } from '../frame/switch-form.tsx'
import { useDevice, useLink, useSession } from '../link/react.ts'
import { LanguageChoice } from '../ui/language-choice.tsx'
import { useProblemWords } from '../ui/problem-words.ts'
import { type SignFailure, SignPlate } from '../ui/sign-card.tsx'
import { SignInForm } from '../ui/sign-in-form.tsx'
import { useSay } from '../words/index.ts'
import { CodeForm } from './code-form.tsx'
import css from './page.module.css'
import { ResetForm } from './reset-form.tsx'
import { useEntry } from './use-entry.ts'

export default function SignInPage() {
  const say = useSay()
  const { terminal } = useDevice()
  const isTill = terminal?.kind === 'till'
  const entry = useEntry(useFirstStep(isTill))
  const { step, busy } = entry
  const failure = useFailure(entry.problem, step)
  const toName = () => entry.go('name')
  return (
    <main className={css.page}>
      <div className={css.middle}>
        {step === 'name' && (
          <SignInForm busy={busy} {...(failure ? { failure } : {})} onSubmit={entry.enter} />
        )}
        {step === 'code' && (
          <CodeForm {...{ busy, failure }} onSubmit={entry.enterCode} onBack={toName} />
        )}
        {step === 'reset' && (
          <ResetForm {...{ busy, failure }} onSubmit={entry.reset} onBack={toName} />
        )}
        {step === 'pin' && (
          <SignPlate title={say('switchOver.title')}>
            <SwitchForm onDone={() => {}} />
            <Button variant="subtle" onClick={toName}>
              {say('switchOver.password')}
            </Button>
          </SignPlate>
        )}
        {step === 'name' && isTill && (
          <UnstyledButton className={css.way} onClick={() => entry.go('pin')}>
            <IconGridDots size={20} stroke={1.8} aria-hidden />
            {say('switchOver.withPin')}
          </UnstyledButton>
        )}
        {step === 'name' && (
          <UnstyledButton className={css.way} onClick={() => entry.go('reset')}>
            <IconKey size={20} stroke={1.8} aria-hidden />
            {say('signStep.forgot')}
          </UnstyledButton>
        )}
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

/** At a till that knows people by their PIN that is the quickest way in, and without the link the only one. */
function useFirstStep(isTill: boolean): 'name' | 'pin' {
  const { switching } = useLink()
  const [knows] = useState(() => isTill && switching.proofs.known.value.length > 0)
  return knows ? 'pin' : 'name'
}

/** What the card says is wrong: the answer to what was sent, or that this device was signed out. */
function useFailure(problem: CallProblem | null, step: string): SignFailure | undefined {
  const say = useSay()
  const session = useSession()
  const { terminal } = useDevice()
  const wordsOf = useProblemWords()
  const faultOf = useFaultWords()
  const left = session.kind === 'signed-out' ? session.reason : null
  if (problem) {
    const [fault] = problem.body.errors ?? []
    const wrongCode = problem.slug === 'code-refused'
    const next = !problem.answered
      ? say('door.whenBack')
      : wrongCode
        ? say(step === 'reset' ? 'signStep.resetNext' : 'signStep.correct')
        : fault
          ? faultOf(fault)
          : say('door.tryAgain')
    return {
      happened: wordsOf(problem.body, problem.answered),
      kept: terminal ? say('door.basketKept') : say('door.nothingChanged'),
      next,
    }
  }
  if (left === null || step !== 'name') return undefined
  return { happened: say('door.ended'), kept: say('door.basketKept'), next: say('door.signAgain') }
}
