// The dashboard of a manager, from the office or the phone: pushed, never polled. It draws only what is known, and
// every tile says until when it is true.
import {
  IconBox,
  IconCashRegister,
  IconChartBar,
  IconDevices,
  IconInbox,
  IconLayoutDashboard,
  IconTag,
} from '@tabler/icons-react'
import { useMediaQuery } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { useNumerals } from '../look/look.tsx'
import { FootTabs, NavRail, type Place } from '../ui/navigation.tsx'
import { Panel } from '../ui/panel.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { Skeletons } from '../ui/skeletons.tsx'
import { useSay } from '../words/index.ts'
import { AsksList, useAsks } from './asks/asks-list.tsx'
import { waitingOf } from './asks/asks.ts'
import { AsOf } from './as-of.tsx'
import { DashboardBar } from './bar.tsx'
import { useChoice } from './chosen.ts'
import css from './dashboard.module.css'
import { useFleet } from './fleet-panel.tsx'
import { InboxList, useInbox } from './inbox-list.tsx'
import { JustNow } from './just-now.tsx'
import { InboxHead, Part, type PartProps } from './parts.tsx'
import { useFollowed, useOwnStores } from './stores.ts'

const NEWS_BESIDE = 5

export default function DashboardPage() {
  const own = useOwnStores()
  const chosen = useFollowed(own)
  const [choice, choose] = useChoice(own)
  const members = useFleet(own)
  const rows = useInbox(own, members)
  const asks = useAsks(own)
  const count = rows.length + waitingOf(asks).length
  const { part = 'today' } = useParams<{ part?: string }>()
  const [, go] = useLocation()
  const [inboxOpen, setInboxOpen] = useState(false)
  const phone = useMediaQuery('(max-width: 56.24em)') ?? false
  const beside = useMediaQuery('(min-width: 84em)') ?? true
  const storeIds = useMemo(() => chosen.map(({ id }) => id), [chosen])
  const parts: PartProps = {
    part,
    phone,
    own,
    chosen,
    storeIds,
    choice,
    choose,
    members,
    rows,
    asks,
    count,
    beside,
    onInbox: () => setInboxOpen(true),
    onFleet: () => go('/dashboard/fleet'),
  }
  return (
    <div className={css.face}>
      <DashboardBar members={members} />
      <div className={css.columns}>
        {!phone && <Rail count={count} part={part} />}
        {choice ? <Part {...parts} /> : <Skeletons shape="figures" count={8} />}
        {beside && part === 'today' && (
          <aside className={css.aside}>
            <InboxHead count={count} />
            <div className={css.inbox}>
              <AsksList asks={asks} />
              <InboxList rows={rows} />
            </div>
            <JustNow most={NEWS_BESIDE} />
          </aside>
        )}
      </div>
      {phone && <Tabs count={count} part={part} />}
      <InboxSheet opened={inboxOpen} onClose={() => setInboxOpen(false)} rows={rows} />
    </div>
  )
}

function InboxSheet(props: { opened: boolean; onClose(): void; rows: PartProps['rows'] }) {
  const say = useSay()
  return (
    <Sheet opened={props.opened} onClose={props.onClose} title={say('dashboard.inbox')}>
      <Panel aside={<AsOf />}>
        <InboxList rows={props.rows} />
      </Panel>
    </Sheet>
  )
}

function usePlaces(count: number): Place[] {
  const say = useSay()
  const numerals = useNumerals()
  return useMemo(() => {
    const icon = { size: 24, stroke: 1.6, 'aria-hidden': true } as const
    const waiting = count > 0 ? { count: numerals.count(count) } : {}
    return [
      {
        to: '/dashboard',
        words: say('dashboard.today'),
        icon: <IconLayoutDashboard {...icon} />,
      },
      {
        to: '/dashboard/inbox',
        words: say('dashboard.inbox'),
        icon: <IconInbox {...icon} />,
        ...waiting,
      },
      { to: '/dashboard/fleet', words: say('dashboard.fleet'), icon: <IconDevices {...icon} /> },
      {
        to: '/dashboard/drawers',
        words: say('cash.title'),
        icon: <IconCashRegister {...icon} />,
      },
      { to: '/office/stock', words: say('dashboard.stock'), icon: <IconBox {...icon} /> },
      { to: '/office/products', words: say('dashboard.prices'), icon: <IconTag {...icon} /> },
      {
        to: '/dashboard/reports',
        words: say('dashboard.reports'),
        icon: <IconChartBar {...icon} />,
      },
    ]
  }, [count, say, numerals])
}

const addressOf = (part: string) => (part === 'today' ? '/dashboard' : `/dashboard/${part}`)

function Rail({ count, part }: { count: number; part: string }) {
  const say = useSay()
  const places = usePlaces(count)
  return <NavRail places={places} current={addressOf(part)} label={say('face.dashboard')} />
}

function Tabs({ count, part }: { count: number; part: string }) {
  const say = useSay()
  const [, go] = useLocation()
  // Five fit under a thumb; stock and prices are the back office's, and are changed at a desk.
  const places = usePlaces(count).filter(({ to }) => !to.startsWith('/office'))
  return (
    <FootTabs
      places={places}
      chosen={addressOf(part)}
      label={say('face.dashboard')}
      onChoose={(to) => go(to)}
    />
  )
}
