// Getting in: name and password, then a code where the hub asks for one; or a new password by a one-time code first. The
// password waits in memory for the code and nowhere else.
import { useState } from 'react'
import { resetPassword } from '#auth/reset-contract.ts'
import { CallProblem } from '../link/problem.ts'
import { useLink } from '../link/react.ts'
import type { Reset } from './reset-form.tsx'

type Step = 'name' | 'code' | 'reset' | 'pin'

/** `first` is what is shown until another way in is chosen. */
export function useEntry(first: Step) {
  const { call, session } = useLink()
  const [step, setStep] = useState<Step>(first)
  const [held, setHeld] = useState({ login: '', password: '' })
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const go = (next: Step) => {
    setProblem(null)
    setHeld({ login: '', password: '' })
    setStep(next)
  }
  const attempt = async (login: string, password: string, code?: string) => {
    try {
      await session.signIn(login, password, code)
    } catch (error) {
      if (!(error instanceof CallProblem) || error.slug !== 'code-needed') throw error
      setHeld({ login, password })
      setStep('code')
    }
  }
  const run = (work: () => Promise<unknown>) => {
    setBusy(true)
    setProblem(null)
    work()
      .catch((error: unknown) => {
        if (!(error instanceof CallProblem)) throw error
        setProblem(error)
      })
      .finally(() => setBusy(false))
  }
  return {
    step,
    busy,
    problem,
    go,
    enter: (login: string, password: string) => run(() => attempt(login.toLowerCase(), password)),
    enterCode: (code: string) => run(() => attempt(held.login, held.password, code)),
    reset: (reset: Reset) =>
      run(async () => {
        await call(resetPassword, reset, { http: true })
        setStep('name')
        await attempt(reset.login, reset.password)
      }),
  }
}
