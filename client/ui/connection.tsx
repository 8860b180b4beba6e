// The connection button: the one thing that says whether this screen is the truth, and opens what is waiting.
// It says Live only when it is told so; it can delete nothing.
import { Button, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconChevronDown, IconCloudOff, IconLock, IconRefresh } from '@tabler/icons-react'
import { memo, type ReactNode, useState } from 'react'
import { useNumerals } from '../look/look.tsx'
import { useSay } from '../words/index.ts'
import { classes } from './classes.ts'
import css from './connection.module.css'
import type { LinkState, WaitingSale } from './link-state.ts'
import { Money } from './money.tsx'
import { useNowMs } from './now.ts'
import { Sheet } from './sheet.tsx'

export type ConnectionProps = {
  link: LinkState
  waiting: readonly WaitingSale[]
  onTryNow(): void
}

export const Connection = memo(function Connection({ link, waiting, onTryNow }: ConnectionProps) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  return (
    <>
      <UnstyledButton
        className={classes(css.button, css[link.kind])}
        onClick={() => setOpen(true)}
        aria-haspopup="dialog"
      >
        <Lead link={link} />
        <Detail link={link} />
        <span className={classes(css.icon, css.chevron)}>
          <IconChevronDown size={16} stroke={1.8} aria-hidden />
        </span>
      </UnstyledButton>
      {/* Beside the button, because what is a status by its role would be missing from the button's name. */}
      <VisuallyHidden role="status" aria-live={link.kind === 'refused' ? 'assertive' : 'polite'}>
        {say(words[link.kind])}
      </VisuallyHidden>
      <Sheet opened={open} onClose={() => setOpen(false)} title={say('link.sheetTitle')}>
        <WaitingList waiting={waiting} />
        <Button fullWidth mt="md" variant="light" onClick={onTryNow}>
          {say('link.tryNow')}
        </Button>
      </Sheet>
    </>
  )
})

const words = {
  live: 'link.live',
  'catching-up': 'link.catchingUp',
  offline: 'link.offline',
  refused: 'link.refused',
} as const satisfies Record<LinkState['kind'], string>

function Lead({ link }: { link: LinkState }) {
  const say = useSay()
  const icons: Record<LinkState['kind'], ReactNode> = {
    live: <span className={css.dot} />,
    'catching-up': <IconRefresh size={18} stroke={1.8} />,
    offline: <IconCloudOff size={20} stroke={1.8} />,
    refused: <IconLock size={18} stroke={1.8} />,
  }
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 8 }}>
      <span className={css.icon} aria-hidden="true">
        {icons[link.kind]}
      </span>
      <span className={css.word}>{say(words[link.kind])}</span>
    </span>
  )
}

function Detail({ link }: { link: LinkState }) {
  const say = useSay()
  const numerals = useNumerals()
  const nowMs = useNowMs()
  switch (link.kind) {
    case 'live':
      return (
        <span>
          {link.terminals
            ? say('link.connected', link.terminals)
            : link.delayMs !== null && say('link.delay', { ms: link.delayMs })}
        </span>
      )
    case 'catching-up':
      return (
        <>
          <span>{say('link.progress', { done: link.done, all: link.all })}</span>
          <span className={css.track} aria-hidden="true">
            <span
              className={css.fill}
              style={{
                display: 'block',
                inlineSize: `${(100 * link.done) / Math.max(1, link.all)}%`,
              }}
            />
          </span>
        </>
      )
    case 'offline': {
      if (link.waiting === 0 || link.oldestAtMs === null) {
        return <span>{say('link.nothingWaiting')}</span>
      }
      const age = numerals.age(nowMs - link.oldestAtMs)
      return <span>{say('link.waiting', { count: link.waiting, age })}</span>
    }
    case 'refused': {
      const time = numerals.time(link.atMs)
      return (
        <span>{say(link.why === 'revoked' ? 'link.revoked' : 'link.signedOut', { time })}</span>
      )
    }
  }
}

function WaitingList({ waiting }: { waiting: readonly WaitingSale[] }) {
  const say = useSay()
  const numerals = useNumerals()
  const nowMs = useNowMs()
  if (waiting.length === 0) return <p className={css.kept}>{say('link.sheetEmpty')}</p>
  return (
    <>
      <p className={css.kept}>{say('link.sheetKept')}</p>
      <ul className={css.list}>
        {waiting.map((sale) => (
          <li key={sale.id} className={css.sale}>
            <Money amountMinor={sale.amountMinor} currency={sale.currency} />
            <span>{numerals.age(nowMs - sale.atMs)}</span>
            {sale.attempts !== undefined && (
              <span>{say('link.attempts', { count: sale.attempts })}</span>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
