// Setting up the second step: a seed for the app as QR and as text, a code to confirm it, then the recovery codes. The seed
// is held by this page only as long as it is shown.
import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Output } from '#shared/contract.ts'
import { latinDigits } from '#shared/text.ts'
import { beginMfa, confirmMfa } from '#auth/proof-contract.ts'
import forms from '../forms/forms.module.css'
import { ProblemNote } from '../forms/problem-note.tsx'
import { said } from '../forms/said.tsx'
import { useWork } from '../forms/work.ts'
import { useLink } from '../link/react.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { TextField } from '../ui/fields.tsx'
import { QrCode } from '../ui/qr-code.tsx'
import { useSay } from '../words/index.ts'
import { RecoveryCodes } from './recovery-codes.tsx'

type Seed = Output<typeof beginMfa>

export function Enrol({ name, onDone }: { name: string; onDone(): void }) {
  const say = useSay()
  const { call, session } = useLink()
  const work = useWork()
  const [seed, setSeed] = useState<Seed | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  // Not before the codes are kept: then this sign-in counts as made with both steps, and the page may change.
  const end = async () => {
    if (!(await work.run(() => session.refresh()))) return
    said(say('secondStep.on'))
    onDone()
  }
  if (codes) {
    return (
      <>
        <RecoveryCodes name={name} codes={codes} onKept={() => void end()} />
        <ProblemNote problem={work.problem} />
      </>
    )
  }
  if (seed) {
    const confirm = (code: string) =>
      void work.run(async () => setCodes((await call(confirmMfa, { code })).recoveryCodes))
    return <SeedForm seed={seed} doing={work.doing} onCode={confirm} problem={work.problem} />
  }
  const begin = () => void work.run(async () => setSeed(await call(beginMfa, {})))
  return (
    <div className={forms.form}>
      <p className={forms.text}>{say('secondStep.scan')}</p>
      <ProblemNote problem={work.problem} />
      <Button loading={work.doing} onClick={begin}>
        {say('secondStep.begin')}
      </Button>
    </div>
  )
}

type SeedFormProps = {
  seed: Seed
  doing: boolean
  problem: ReturnType<typeof useWork>['problem']
  onCode(code: string): void
}

function SeedForm({ seed, doing, problem, onCode }: SeedFormProps) {
  const say = useSay()
  const [typed, setTyped] = useState('')
  const code = latinDigits(typed).replaceAll(/\s/g, '')
  const ready = /^\d{6}$/.test(code)
  return (
    <form
      className={forms.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready && !doing) onCode(code)
      }}
    >
      <p className={forms.text}>{say('secondStep.scan')}</p>
      <QrCode text={seed.uri} label={say('secondStep.qr')} />
      <p className={forms.text}>{say('secondStep.byHand')}</p>
      <output className={forms.secret} aria-label={say('secondStep.key')}>
        {seed.secret.match(/.{1,4}/g)?.join(' ')}
      </output>
      <CopyButton value={seed.secret} />
      <TextField
        code
        digits
        label={say('secondStep.code')}
        hint={say('secondStep.enter')}
        value={typed}
        onChange={setTyped}
        autoComplete="one-time-code"
      />
      <ProblemNote problem={problem} />
      <Button type="submit" size="lg" loading={doing} disabled={!ready}>
        {say('secondStep.confirm')}
      </Button>
    </form>
  )
}
