// Sign-ins that are going on, each with its device, place and age, and a button that ends it.
import { Button } from '@mantine/core'
import { IconDeviceDesktop, IconDeviceMobile, IconWorld } from '@tabler/icons-react'
import { endSession, type SessionRecord } from '#auth/sessions-contract.ts'
import { terminals } from '#terminals/contract.ts'
import { ProblemNote } from '../forms/problem-note.tsx'
import { said } from '../forms/said.tsx'
import { useWork } from '../forms/work.ts'
import { useLink, useRecord } from '../link/react.ts'
import { useNumerals } from '../look/look.tsx'
import { Chip } from '../ui/chip.tsx'
import { useNowMs } from '../ui/now.ts'
import { useSay } from '../words/index.ts'
import { deviceSaid } from './device-words.ts'
import css from './security.module.css'

export type SignInsProps = {
  sessions: readonly SessionRecord[]
  /** Whether they may be ended here. */
  mayEnd: boolean
  onEnded(): void
}

export function SignIns({ sessions, mayEnd, onEnded }: SignInsProps) {
  const say = useSay()
  const { call } = useLink()
  const work = useWork()
  const end = (sessionId: string) =>
    void work
      .run(() => call(endSession, { sessionId }))
      .then((agreed) => {
        if (agreed) said(say('signIns.ended'))
        onEnded()
      })
  if (sessions.length === 0) return <p className={css.detail}>{say('signIns.none')}</p>
  return (
    <>
      <ul className={css.list}>
        {sessions.map((each) => (
          <SignIn
            key={each.id}
            record={each}
            {...(mayEnd && !each.here ? { onEnd: () => end(each.id) } : {})}
          />
        ))}
      </ul>
      <ProblemNote problem={work.problem} />
    </>
  )
}

function SignIn({ record, onEnd }: { record: SessionRecord; onEnd?: () => void }) {
  const say = useSay()
  const numerals = useNumerals()
  const nowMs = useNowMs()
  const device = useDeviceWords(record)
  const { address, startedAt, seenAt, proofs, here } = record
  const ageMs = Math.max(0, nowMs - Date.parse(seenAt))
  const date = `${numerals.date(startedAt)} ${numerals.time(startedAt)}`
  return (
    <li className={css.signIn}>
      <Picture record={record} />
      <div className={css.about}>
        <b>
          <bdi>{device}</bdi>
        </b>
        <span>{say('signIns.from', { address, date })}</span>
        <span>
          {say('signIns.seen', { when: numerals.age(ageMs) })}
          {' · '}
          {proofs.map((proof) => say(`signIns.proofs.${proof}`)).join(' + ')}
        </span>
      </div>
      {here && <Chip tone="live">{say('signIns.here')}</Chip>}
      {onEnd && (
        <Button variant="default" aria-label={say('signIns.endOf', { device })} onClick={onEnd}>
          {say('signIns.end')}
        </Button>
      )}
    </li>
  )
}

const drawn = { size: 24, stroke: 1.6, 'aria-hidden': true }

function Picture({ record: { terminalId, device } }: { record: SessionRecord }) {
  if (terminalId === null && device === '') return <IconWorld {...drawn} />
  if (/\b(Mobile|Android|iPhone)\b/.test(device)) return <IconDeviceMobile {...drawn} />
  return <IconDeviceDesktop {...drawn} />
}

function useDeviceWords({ terminalId, device }: SessionRecord): string {
  const say = useSay()
  const terminal = useRecord(terminals, terminalId)
  if (terminal) return say('signIns.atTerminal', { terminal: terminal.name })
  const named = deviceSaid(device)
  if ('browser' in named) return say('signIns.on', named)
  return named.text || say('signIns.unknownDevice')
}
