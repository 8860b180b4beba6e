// How a terminal is at this moment: not paired yet, revoked, or live with its delay and what waits on it.
import type { Terminal } from '#terminals/contract.ts'
import { usePresence } from '../../link/react.ts'
import { useNumerals } from '../../look/look.tsx'
import { Chip } from '../../ui/chip.tsx'
import { useSay } from '../../words/index.ts'

const tones = { live: 'live', 'catching-up': 'accent', offline: 'off' } as const

export function PresenceChip({ terminal }: { terminal: Terminal }) {
  const say = useSay()
  const numerals = useNumerals()
  const presence = usePresence().get(terminal.id)
  if (terminal.state === 'revoked') return <Chip tone="bad">{say('terminalsOffice.revoked')}</Chip>
  if (terminal.state === 'invited') return <Chip>{say('terminalsOffice.invited')}</Chip>
  if (!presence) return <Chip tone="off">{say('terminalsOffice.neverSeen')}</Chip>
  const { state, delayMs, queued, at } = presence
  const facts = [
    state === 'live' && delayMs !== null && say('fleet.delay', { ms: delayMs }),
    state === 'offline' && say('fleet.last', { time: numerals.time(at) }),
    queued !== null && queued > 0 && say('fleet.queue', { n: queued }),
  ].filter((fact) => fact !== false)
  return (
    <>
      <Chip tone={tones[state]} dot>
        {say(`terminalsOffice.presence.${state}`)}
      </Chip>
      <span>{facts.join(' · ')}</span>
    </>
  )
}
