// The form of sign-in. It knows no network: the page says whether it is busy and what was wrong, in words.
import { useState } from 'react'
import { useSay } from '../words/index.ts'
import { TextField } from './fields.tsx'
import { SecretField } from './secret-field.tsx'
import { SignCard, type SignFailure } from './sign-card.tsx'

export type SignInFormProps = {
  busy: boolean
  failure?: SignFailure
  onSubmit(name: string, password: string): void
}

export function SignInForm({ busy, failure, onSubmit }: SignInFormProps) {
  const say = useSay()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  return (
    <SignCard
      failure={failure}
      words={say('sign.enter')}
      busy={busy}
      onSubmit={() => onSubmit(name.trim(), password)}
    >
      <TextField
        label={say('sign.name')}
        value={name}
        onChange={setName}
        autoComplete="username"
        required
      />
      <SecretField
        label={say('sign.password')}
        value={password}
        onChange={setPassword}
        fills="present"
        required
      />
    </SignCard>
  )
}
