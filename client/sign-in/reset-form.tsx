// A new password by the one-time code of an administrator, for who forgot theirs.
import { Button } from '@mantine/core'
import { useState } from 'react'
import { TextField } from '../ui/fields.tsx'
import { NewPasswordFields } from '../ui/new-password-fields.tsx'
import { SignCard, type SignFailure } from '../ui/sign-card.tsx'
import { useSay } from '../words/index.ts'

export type Reset = { login: string; code: string; password: string }
export type ResetFormProps = {
  busy: boolean
  failure: SignFailure | undefined
  onSubmit(reset: Reset): void
  onBack(): void
}

const empty = { login: '', code: '', password: '', again: '' }

export function ResetForm({ busy, failure, onSubmit, onBack }: ResetFormProps) {
  const say = useSay()
  const [typed, setTyped] = useState(empty)
  const { again, ...reset } = typed
  const same = again === reset.password
  const set = (part: Partial<typeof empty>) => setTyped({ ...typed, ...part })
  const whole = Object.values(reset).every((each) => each.trim() !== '')
  return (
    <SignCard
      title={say('signStep.reset')}
      failure={failure}
      words={say('signStep.reset')}
      busy={busy}
      ready={whole && same}
      onSubmit={() => onSubmit({ ...reset, login: reset.login.trim().toLowerCase() })}
      others={
        <Button variant="subtle" onClick={onBack}>
          {say('signStep.toSignIn')}
        </Button>
      }
    >
      <TextField
        label={say('sign.name')}
        value={reset.login}
        onChange={(login) => set({ login })}
        autoComplete="username"
      />
      <TextField
        code
        label={say('signStep.resetCode')}
        hint={say('signStep.resetDetail')}
        value={reset.code}
        onChange={(code) => set({ code })}
      />
      <NewPasswordFields typed={typed} onChange={set} />
    </SignCard>
  )
}
