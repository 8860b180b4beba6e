// The top of the handheld: whether it is with the hub, what waits, which device this is, and the time.
// It says scans, not sales, and its list can delete nothing.
import { Button, UnstyledButton } from '@mantine/core'
import { IconCloudOff, IconLock, IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { useDevice, useLink, useLive, useOutbox } from '../link/react.ts'
import type { LiveState } from '../link/live.ts'
import { useNumerals } from '../look/look.tsx'
import { classes } from '../ui/classes.ts'
import { useNowMs } from '../ui/now.ts'
import { Sheet } from '../ui/sheet.tsx'
import { useSay } from '../words/index.ts'
import css from './bar.module.css'
import { bookedOf } from './calls.ts'
import { RecentScans } from './recent.tsx'

export function ScannerBar() {
  const live = useLive()
  const { terminal } = useDevice()
  const nowMs = useNowMs()
  const numerals = useNumerals()
  return (
    <header className={classes(css.bar, css[live.kind])}>
      <LinkButton live={live} />
      <span className={css.space} />
      {terminal && <bdi className={css.terminal}>{terminal.name}</bdi>}
      <bdi className={css.clock}>{numerals.time(nowMs)}</bdi>
    </header>
  )
}

function LinkButton({ live }: { live: LiveState }) {
  const say = useSay()
  const link = useLink()
  const [open, setOpen] = useState(false)
  const { recent } = useOutbox()
  const waiting = recent
    .filter(({ state }) => state === 'waiting')
    .map(bookedOf)
    .filter((booked) => booked !== null)
  return (
    <>
      <UnstyledButton className={css.link} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <span role="status" aria-live={live.kind === 'refused' ? 'assertive' : 'polite'}>
          <LinkWord kind={live.kind} />
        </span>
        <LinkDetail live={live} />
      </UnstyledButton>
      <Sheet opened={open} onClose={() => setOpen(false)} title={say('link.sheetTitle')}>
        <p className={css.kept}>{say(waiting.length ? 'scan.waitingKept' : 'scan.waitingNone')}</p>
        <RecentScans scans={waiting} />
        <Button fullWidth size="lg" variant="light" onClick={() => link.live.retry()}>
          {say('link.tryNow')}
        </Button>
      </Sheet>
    </>
  )
}

function LinkWord({ kind }: { kind: LiveState['kind'] }) {
  const say = useSay()
  const icon = { size: 18, stroke: 1.8, 'aria-hidden': true } as const
  const looks = {
    live: [<span key="dot" className={css.dot} />, say('link.live')],
    'catching-up': [<IconRefresh key="icon" {...icon} />, say('link.catchingUp')],
    offline: [<IconCloudOff key="icon" {...icon} />, say('link.offline')],
    refused: [<IconLock key="icon" {...icon} />, say('link.refused')],
  } as const
  const [mark, word] = looks[kind]
  return (
    <span className={css.word}>
      {mark}
      <b>{word}</b>
    </span>
  )
}

function LinkDetail({ live }: { live: LiveState }) {
  const say = useSay()
  const numerals = useNumerals()
  const nowMs = useNowMs()
  if (live.queued > 0 && live.oldestAt !== null) {
    const age = numerals.age(nowMs - Date.parse(live.oldestAt))
    return <span>{say('scan.waiting', { count: live.queued, age })}</span>
  }
  if (live.kind === 'catching-up') {
    return <span>{say('link.progress', { done: live.done, all: live.of })}</span>
  }
  if (live.kind !== 'live') return <span>{say('link.nothingWaiting')}</span>
  return live.delayMs === null ? null : <span>{say('link.delay', { ms: live.delayMs })}</span>
}
