// The handheld: a list of tasks, and each task full screen under one thumb. A scan the hub refused comes before
// everything else, whatever task is open, until somebody has read it.
import {
  IconArrowsTransferDown,
  IconPackageImport,
  IconSearch,
  IconUserCircle,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link, useParams } from 'wouter'
import type { Id } from '#shared/ids.ts'
import { useOutbox, useSession } from '../link/react.ts'
import { PageName } from '../ui/page-name.tsx'
import { useSay } from '../words/index.ts'
import { ScannerBar } from './bar.tsx'
import { unseenRefusal } from './calls.ts'
import homeCss from './home.module.css'
import { useKept } from './kept.ts'
import { LookUp } from './look-up.tsx'
import { Move } from './move.tsx'
import { Receive } from './receive.tsx'
import { RefusedByHub } from './refused.tsx'
import css from './task.module.css'

const MOST_SEEN = 200

export default function ScannerPage() {
  const { recent } = useOutbox()
  const [seen, setSeen] = useKept<readonly Id[]>('seen', () => [])
  const refused = unseenRefusal(recent, seen)
  return (
    <div className={css.face}>
      <ScannerBar />
      {refused ? (
        <RefusedByHub
          key={refused.id}
          booked={refused}
          onSeen={() => setSeen([...seen, refused.id].slice(-MOST_SEEN))}
        />
      ) : (
        <Task />
      )}
    </div>
  )
}

function Task() {
  const { task } = useParams<{ task?: string }>()
  if (task === 'receive') return <Receive />
  if (task === 'move') return <Move />
  if (task === 'look-up') return <LookUp />
  return <Tasks />
}

function Tasks() {
  const say = useSay()
  const session = useSession()
  const icon = { size: 30, stroke: 1.6, 'aria-hidden': true } as const
  return (
    <main className={css.task}>
      <PageName words={say('face.scanner')} />
      <div className={css.body}>
        <nav className={homeCss.tasks} aria-label={say('scan.tasks')}>
          <Start
            to="/scanner/receive"
            icon={<IconPackageImport {...icon} />}
            title={say('scanner.receive')}
            detail={say('scan.receiveDetail')}
          />
          <Start
            to="/scanner/move"
            icon={<IconArrowsTransferDown {...icon} />}
            title={say('scanner.move')}
            detail={say('scan.moveDetail')}
          />
          <Start
            to="/scanner/look-up"
            icon={<IconSearch {...icon} />}
            title={say('scanner.lookUp')}
            detail={say('scan.lookUpDetail')}
          />
          <Start
            to="/security"
            icon={<IconUserCircle {...icon} />}
            title={session.kind === 'signed-in' ? session.person.name : say('sign.enter')}
            detail={say('security.detail')}
          />
        </nav>
      </div>
    </main>
  )
}

function Start(props: { to: string; icon: ReactNode; title: string; detail: string }) {
  return (
    <Link href={props.to} className={homeCss.start} style={{ textDecoration: 'none' }}>
      <span className={homeCss.startIcon}>{props.icon}</span>
      <span>
        <b>{props.title}</b>
        <small>{props.detail}</small>
      </span>
    </Link>
  )
}
