// The status bar of a face, fed by the link itself: state, delay, what waits, place, terminal and person.
// A face adds only what it alone knows, such as its cash session.
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { stores } from '#stores/contract.ts'
import {
  useDevice,
  useJournal,
  useLink,
  useLive,
  useRecord,
  useSession,
  useWatched,
} from '../link/react.ts'
import type { Names } from '../look/locale.ts'
import type { WaitingSale } from '../ui/link-state.ts'
import { StatusBar } from '../ui/status-bar.tsx'
import { useSay } from '../words/index.ts'
import { linkState, waitingSale } from './link-words.ts'
import { useStateSince } from './since.ts'

export type HubBarProps = {
  /** The number of the open cash session. */
  session?: number
  office?: Names
  seconds?: boolean
}

const same = (name: string): Names => ({ en: name, ar: name })

export function HubBar(props: HubBarProps) {
  const link = useLink()
  const say = useSay()
  const live = useLive()
  const sinceMs = useStateSince()
  const { terminal } = useDevice()
  const storeId = useWatched(link.store.home)
  const store = useRecord(stores, storeId)
  const signedIn = useSession()
  const waiting = useWaiting(store?.currency ?? 'XXX')
  const [, go] = useLocation()
  return (
    <StatusBar
      {...props}
      place={store?.name ?? same(say('brand'))}
      link={linkState(live, sinceMs)}
      waiting={waiting}
      onTryNow={() => (live.reason === 'not-signed-in' ? go('/sign-in') : link.live.retry())}
      terminal={terminal ? same(terminal.name) : undefined}
      person={signedIn.kind === 'signed-in' ? signedIn.person.name : undefined}
      personTo="/security"
    />
  )
}

function useWaiting(currency: string): readonly WaitingSale[] {
  const link = useLink()
  const journal = useJournal()
  const [waiting, setWaiting] = useState<readonly WaitingSale[]>([])
  useEffect(() => {
    let current = true
    void link.journal.listWaiting().then((entries) => {
      if (current) setWaiting(entries.map((entry) => waitingSale(entry, currency)))
    })
    return () => {
      current = false
    }
  }, [link, journal, currency])
  return waiting
}
