// The till: basket, find, actions, as one screen or as three tabs. It opens from what is on this device and sells
// before the first answer of the hub; it sells in one tab of a browser only, because the journal has one writer.
import { Button } from '@mantine/core'
import { IconBrowserX } from '@tabler/icons-react'
import { use, useState } from 'react'
import type { Terminal } from '#terminals/contract.ts'
import { HubBar } from '../frame/hub-bar.tsx'
import { useDevice, useJournal, useSession } from '../link/react.ts'
import { Empty } from '../ui/empty.tsx'
import { Skeletons } from '../ui/skeletons.tsx'
import { useSay } from '../words/index.ts'
import { type Desk, openDesk } from './desk.ts'
import css from './page.module.css'
import { TillScreen } from './till-screen.tsx'
import { type ShelfNow, useShelf } from './use-shelf.ts'

export default function TillPage() {
  const { terminal } = useDevice()
  const { writer } = useJournal()
  if (!terminal) return null
  return writer === 'other-tab' ? <OtherTab /> : <OpenTill key={terminal.id} terminal={terminal} />
}

function OpenTill({ terminal }: { terminal: Terminal }) {
  const [opening] = useState(() => openDesk(terminal.id))
  const desk: Desk = use(opening)
  const now = useShelf()
  return now ? <Till desk={desk} now={now} terminal={terminal} /> : <Coming />
}

function Till(props: { desk: Desk; now: ShelfNow; terminal: Terminal }) {
  const session = useSession()
  if (session.kind !== 'signed-in') return null
  const { person, permissions } = session
  return <TillScreen {...props} person={person} permissions={permissions} />
}

/** The first start: nothing of the shop is on this device yet. */
function Coming() {
  return (
    <div className={css.till}>
      <HubBar />
      <main className={css.zones}>
        <div className={css.waiting}>
          <Skeletons shape="lines" count={6} />
        </div>
        <div className={css.waiting}>
          <Skeletons shape="tiles" count={12} />
        </div>
      </main>
    </div>
  )
}

function OtherTab() {
  const say = useSay()
  return (
    <div className={css.till}>
      <HubBar />
      <main className={css.alone}>
        <Empty
          icon={<IconBrowserX size={40} stroke={1.6} aria-hidden />}
          isPage
          title={say('sell.otherTab')}
          detail={say('sell.otherTabDetail')}
        />
        <Button variant="default" onClick={() => location.reload()}>
          {say('sell.otherTabAgain')}
        </Button>
      </main>
    </div>
  )
}
