// The status bar of the dashboard: the link of this screen, and how many terminals are with the hub.
import { useState } from 'react'
import { useLocation } from 'wouter'
import { linkState } from '../frame/link-words.ts'
import { useDevice, useLink, useLive, useSession } from '../link/react.ts'
import { useNowMs } from '../ui/now.ts'
import { StatusBar } from '../ui/status-bar.tsx'
import { useSay, words } from '../words/index.ts'
import type { FleetMember } from './fleet.ts'

const none: readonly never[] = []

export function DashboardBar({ members }: { members: readonly FleetMember[] }) {
  const say = useSay()
  const link = useLink()
  const live = useLive()
  const session = useSession()
  const { terminal } = useDevice()
  const [, go] = useLocation()
  const nowMs = useNowMs()
  const [since, setSince] = useState({ kind: live.kind, atMs: nowMs })
  if (since.kind !== live.kind) setSince({ kind: live.kind, atMs: nowMs })
  const state = linkState(live, since.atMs)
  const online = members.filter((member) => member.state !== 'offline').length
  const counted =
    state.kind === 'live' && members.length > 0
      ? { ...state, terminals: { online, all: members.length } }
      : state
  const both = { en: words.t('brand', { lng: 'en' }), ar: words.t('brand', { lng: 'ar' }) }
  return (
    <StatusBar
      place={both}
      link={counted}
      waiting={none}
      onTryNow={() => (live.reason === 'not-signed-in' ? go('/sign-in') : link.live.retry())}
      office={{ en: say('board.office'), ar: say('board.office') }}
      seconds
      personTo="/security"
      {...(terminal ? { terminal: { en: terminal.name, ar: terminal.name } } : {})}
      {...(session.kind === 'signed-in' ? { person: session.person.name } : {})}
    />
  )
}
