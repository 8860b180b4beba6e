// The form of sign-in. It knows no network: the page says whether it is busy and what was wrong, in words.
import { Button, PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { useSay } from '../words/index.ts'
import { Failure } from './failure.tsx'
import { TextField } from './fields.tsx'
import { Mark } from './mark.tsx'
import css from './sign.module.css'

export type SignInFormProps = {
  busy: boolean
  /** What happened, what was kept, what to do. */
  failure?: { happened: string; kept: string; next: string }
  onSubmit(name: string, password: string): void
}

export function SignInForm({ busy, failure, onSubmit }: SignInFormProps) {
  const say = useSay()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit(name.trim(), password)
      }}
    >
      <div className={css.brand}>
        <Mark size={40} />
        <h1>{say('brand')}</h1>
      </div>
      {failure && <Failure {...failure} />}
      <TextField
        label={say('sign.name')}
        value={name}
        onChange={setName}
        autoComplete="username"
        required
      />
      <PasswordInput
        label={say('sign.password')}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        autoComplete="current-password"
        withAsterisk={false}
        required
      />
      <Button type="submit" size="lg" loading={busy} fullWidth>
        {say('sign.enter')}
      </Button>
    </form>
  )
}
