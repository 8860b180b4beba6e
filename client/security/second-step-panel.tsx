// One's own second step: setting it up, new recovery codes, and turning it off again where the role lets one.
import { Button } from '@mantine/core'
import { useState } from 'react'
import { endMfa, renewRecoveryCodes } from '#auth/proof-contract.ts'
import { Confirm } from '../forms/confirm.tsx'
import { useSave } from '../forms/use-save.ts'
import { useWork } from '../forms/work.ts'
import { useLink } from '../link/react.ts'
import { useNumerals } from '../look/look.tsx'
import { Chip } from '../ui/chip.tsx'
import { Panel } from '../ui/panel.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { useSay } from '../words/index.ts'
import { Enrol } from './enrol.tsx'
import type { SecurityPanelProps } from './password-panel.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import css from './security.module.css'

type Act = 'set-up' | 'renew' | 'end'

export function SecondStepPanel({ security, person, onChanged }: SecurityPanelProps) {
  const say = useSay()
  const numerals = useNumerals()
  const [act, setAct] = useState<Act | null>(null)
  const { mfa, mfaNeeded } = security
  const close = () => {
    setAct(null)
    onChanged()
  }
  return (
    <Panel
      title={say('security.mfa')}
      note={
        mfa
          ? say('security.mfaOn', { date: numerals.date(mfa.since, 'day-year') })
          : say('security.mfaOff')
      }
      aside={
        mfa ? undefined : <Button onClick={() => setAct('set-up')}>{say('security.setUp')}</Button>
      }
    >
      {(mfa !== null || mfaNeeded) && (
        <div className={css.acts}>
          {mfaNeeded && <Chip tone="accent">{say('security.mfaNeeded')}</Chip>}
          {mfa && (
            <>
              <Chip tone={mfa.recoveryCodesLeft < 3 ? 'off' : 'plain'}>
                {say('security.codesLeft', { count: mfa.recoveryCodesLeft })}
              </Chip>
              <span className={css.space} />
              <Button variant="default" onClick={() => setAct('renew')}>
                {say('security.renewCodes')}
              </Button>
              <Button variant="outline" onClick={() => setAct('end')}>
                {say('security.turnOff')}
              </Button>
            </>
          )}
        </div>
      )}
      <Sheet opened={act === 'set-up'} onClose={close} title={say('secondStep.title')}>
        {act === 'set-up' && <Enrol name={person.name} onDone={close} />}
      </Sheet>
      {act === 'renew' && <Renew name={person.name} onClose={close} />}
      {act === 'end' && <End personId={person.id} onClose={close} />}
    </Panel>
  )
}

function Renew({ name, onClose }: { name: string; onClose(): void }) {
  const say = useSay()
  const { call } = useLink()
  const work = useWork()
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const renew = () =>
    void work.run(async () => setCodes((await call(renewRecoveryCodes, {})).recoveryCodes))
  if (codes) {
    return (
      <Sheet opened onClose={onClose} title={say('secondStep.codesTitle')}>
        <RecoveryCodes name={name} codes={codes} onKept={onClose} />
      </Sheet>
    )
  }
  return (
    <Confirm
      opened
      title={say('security.renewCodes')}
      detail={say('security.renewAsk')}
      words={say('security.renewCodes')}
      work={work}
      onAct={renew}
      onClose={onClose}
    />
  )
}

function End({ personId, onClose }: { personId: string; onClose(): void }) {
  const say = useSay()
  const { call } = useLink()
  const { work, act } = useSave(onClose)
  return (
    <Confirm
      opened
      title={say('security.turnOff')}
      detail={say('security.turnOffAsk')}
      words={say('security.turnOff')}
      work={work}
      onAct={() => act(say('security.turnedOff'), () => call(endMfa, { personId }))}
      onClose={onClose}
    />
  )
}
