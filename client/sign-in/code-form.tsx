// The second step of signing in: six digits of the app, or a recovery code where the phone is not at hand.
import { Button } from '@mantine/core'
import { useState } from 'react'
import { latinDigits } from '#shared/text.ts'
import { TextField } from '../ui/fields.tsx'
import { SignCard, type SignFailure } from '../ui/sign-card.tsx'
import { useSay } from '../words/index.ts'

export type CodeFormProps = {
  busy: boolean
  failure: SignFailure | undefined
  onSubmit(code: string): void
  onBack(): void
}

export function CodeForm({ busy, failure, onSubmit, onBack }: CodeFormProps) {
  const say = useSay()
  const [typed, setTyped] = useState('')
  const [byApp, setByApp] = useState(true)
  const code = latinDigits(typed).replaceAll(/\s/g, '')
  const turn = () => {
    setTyped('')
    setByApp(!byApp)
  }
  return (
    <SignCard
      failure={failure}
      words={say('sign.enter')}
      busy={busy}
      ready={byApp ? /^\d{6}$/.test(code) : code !== ''}
      onSubmit={() => {
        setTyped('')
        onSubmit(code)
      }}
      others={
        <>
          <Button variant="subtle" onClick={turn}>
            {say(byApp ? 'signStep.useRecovery' : 'signStep.useApp')}
          </Button>
          <Button variant="subtle" onClick={onBack}>
            {say('signStep.back')}
          </Button>
        </>
      }
    >
      <TextField
        key={String(byApp)}
        code
        digits={byApp}
        now
        label={say(byApp ? 'secondStep.code' : 'signStep.recoveryCode')}
        hint={say(byApp ? 'signStep.app' : 'signStep.recovery')}
        value={typed}
        onChange={setTyped}
        autoComplete={byApp ? 'one-time-code' : 'off'}
      />
    </SignCard>
  )
}
