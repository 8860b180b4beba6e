// The question "is it you?", wherever the hub wants a proof before something dangerous. What was refused goes on after the
// answer; closing the sheet lets it be refused.
import { Button, SegmentedControl } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'
import { mySecurity, type Proof, prove } from '#auth/proof-contract.ts'
import { latinDigits } from '#shared/text.ts'
import forms from '../forms/forms.module.css'
import { ProblemNote } from '../forms/problem-note.tsx'
import { useWork } from '../forms/work.ts'
import { askOptions, useAsked } from '../link/asked.ts'
import { useLink, useWatched } from '../link/react.ts'
import { TextField } from '../ui/fields.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { SecretField } from '../ui/secret-field.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { useSay } from '../words/index.ts'

type Way = Proof['kind']

export function StepUpSheet() {
  const say = useSay()
  const { stepUp } = useLink()
  const asked = useWatched(stepUp.asked)
  useEffect(() => stepUp.show(), [stepUp])
  // Made when it is asked for, so that it lies over whatever is open already.
  if (!asked) return null
  return (
    <Sheet opened onClose={() => stepUp.settle(false)} title={say('stepUp.title')}>
      <Question onProved={() => stepUp.settle(true)} />
    </Sheet>
  )
}

const proofOf = (way: Way, typed: string): Proof =>
  way === 'password'
    ? { kind: way, password: typed }
    : { kind: way, code: latinDigits(typed).replaceAll(/\s/g, '') }

function Question({ onProved }: { onProved(): void }) {
  const say = useSay()
  const { call } = useLink()
  const work = useWork()
  const ways = useWays()
  const [way, setWay] = useState<Way>('password')
  const [typed, setTyped] = useState('')
  const choose = (next: string) => {
    work.clear()
    setTyped('')
    setWay(ways.find((each) => each === next) ?? 'password')
  }
  const send = async () => {
    if (await work.run(() => call(prove, { proof: proofOf(way, typed) }))) onProved()
  }
  return (
    <form
      className={forms.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (typed !== '' && !work.doing) void send()
      }}
    >
      <p className={forms.text}>{say('stepUp.detail')}</p>
      {ways.length > 1 && (
        <Labelled words={say('stepUp.way')}>
          <SegmentedControl
            fullWidth
            aria-label={say('stepUp.way')}
            value={way}
            data={ways.map((each) => ({ value: each, label: say(`stepUp.ways.${each}`) }))}
            onChange={choose}
          />
        </Labelled>
      )}
      <Typed key={way} {...{ way, typed }} onChange={setTyped} />
      <ProblemNote problem={work.problem} />
      <div className={forms.acts}>
        <Button type="submit" loading={work.doing} disabled={typed === ''}>
          {say('stepUp.go')}
        </Button>
      </div>
    </form>
  )
}

function Typed(props: { way: Way; typed: string; onChange(typed: string): void }) {
  const { way, typed, onChange } = props
  const say = useSay()
  if (way === 'password') {
    return (
      <SecretField
        first
        label={say('security.password')}
        value={typed}
        onChange={onChange}
        fills="present"
      />
    )
  }
  const byApp = way === 'totp'
  return (
    <TextField
      code
      now
      digits={byApp}
      label={say(byApp ? 'secondStep.code' : 'signStep.recoveryCode')}
      hint={say(byApp ? 'signStep.app' : 'signStep.recovery')}
      value={typed}
      onChange={onChange}
      autoComplete={byApp ? 'one-time-code' : 'off'}
    />
  )
}

/** The app and its recovery codes are offered to who has them. */
function useWays(): readonly Way[] {
  const { call } = useLink()
  const ask = useCallback(() => call(mySecurity, {}, askOptions), [call])
  const { answer } = useAsked(ask)
  return answer?.mfa ? ['password', 'totp', 'recovery'] : ['password']
}
