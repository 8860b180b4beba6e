// Sales that were put aside in this store: whose, at which till, since when, what they come to. Taking one up sets the
// open one aside; taking one that somebody has open is asked for once more.
import { Button, UnstyledButton } from '@mantine/core'
import { IconLinkOff, IconPlayerPlay, IconTrash } from '@tabler/icons-react'
import { type KeyboardEvent, useState } from 'react'
import { problemBody } from '#shared/problem.ts'
import { terminals } from '#terminals/contract.ts'
import { people } from '#users/contract.ts'
import { CallProblem } from '../link/problem.ts'
import { useRecord } from '../link/react.ts'
import { useLook } from '../look/look.tsx'
import { Empty } from '../ui/empty.tsx'
import { Flip } from '../ui/flip.tsx'
import { Money } from '../ui/money.tsx'
import { useNowMs } from '../ui/now.ts'
import { useProblemWords } from '../ui/problem-words.ts'
import { useSay } from '../words/index.ts'
import { useNews } from './news.tsx'
import type { Aside } from './park-list.ts'
import type { Resumed } from './park-of-till.ts'
import own from './park.module.css'
import css from './sheets.module.css'
import { useTill } from './till-state.ts'

/** What is being asked about one of them. */
type Asking = { readonly id: string; readonly what: 'take' | 'discard' }

export function ResumeSheet() {
  const till = useTill()
  const say = useSay()
  const [asking, setAsking] = useState<Asking | null>(null)
  const acts = useActs(setAsking)
  const { list } = till.parking
  if (list.length === 0) {
    const icon = (
      <Flip>
        <IconPlayerPlay size={24} stroke={1.6} aria-hidden />
      </Flip>
    )
    return <Empty icon={icon} title={say('aside.nothing')} detail={say('aside.nothingDetail')} />
  }
  return (
    <div className={css.form}>
      {!till.live && (
        <p className={css.note} role="status">
          <IconLinkOff size={20} stroke={1.8} aria-hidden />
          {say('aside.needsLink')}
        </p>
      )}
      {acts.problem !== null && (
        <p className={css.note} role="alert">
          {acts.problem}
        </p>
      )}
      <ul className={css.list} onKeyDown={moveByArrows}>
        {list.map((aside, i) => (
          <Item
            key={aside.id}
            aside={aside}
            first={i === 0}
            asking={asking?.id === aside.id ? asking.what : null}
            busy={acts.busy}
            onAsk={(what) => setAsking(what && { id: aside.id, what })}
            onResume={(take) => acts.resume(aside, take)}
            onDiscard={() => acts.discard(aside)}
          />
        ))}
      </ul>
    </div>
  )
}

function moveByArrows(event: KeyboardEvent<HTMLUListElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const choices = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-choice]')]
  const at = choices.indexOf(document.activeElement as HTMLElement)
  const next = choices[at + (event.key === 'ArrowDown' ? 1 : -1)]
  event.preventDefault()
  next?.focus()
}

function useActs(setAsking: (asking: Asking | null) => void) {
  const till = useTill()
  const problemWords = useProblemWords()
  const told = useResumedNews()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const attempt = (aside: Aside, act: () => Promise<void>) => {
    setBusy(true)
    setProblem(null)
    act()
      .catch((error: unknown) => {
        if (!(error instanceof CallProblem)) throw error
        const isOpen = error.slug === 'parked-elsewhere' && error.body.holder !== undefined
        if (isOpen) setAsking({ id: aside.id, what: 'take' })
        else setProblem(problemWords(error.body, error.answered))
      })
      .finally(() => setBusy(false))
  }
  return {
    busy,
    problem,
    resume: (aside: Aside, take: boolean) =>
      attempt(aside, async () => {
        told(await till.parking.resume(aside, take))
        till.show({ sheet: null, tab: 'basket', mode: 'sell' })
      }),
    discard: (aside: Aside) =>
      attempt(aside, async () => {
        await till.parking.discard(aside)
        setAsking(null)
      }),
  }
}

/** What is not as it was when a sale is taken up. */
export function useResumedNews(): (resumed: Resumed) => void {
  const { shelf } = useTill()
  const say = useSay()
  const { numerals } = useLook()
  const news = useNews()
  return ({ lost, formerMinor }) => {
    if (lost.length > 0) {
      news.refused(say('aside.lost', { count: lost.length }), say('aside.lostDetail'))
    } else if (formerMinor !== null) {
      const amount = numerals.money(formerMinor, shelf.shop.currency)
      news.said(say('aside.formerly', { amount }), say('aside.formerlyDetail'))
    }
  }
}

type ItemProps = {
  readonly aside: Aside
  readonly first: boolean
  readonly asking: Asking['what'] | null
  readonly busy: boolean
  onAsk(what: Asking['what'] | null): void
  onResume(take: boolean): void
  onDiscard(): void
}

function Item(props: ItemProps) {
  const { aside, asking, busy } = props
  const till = useTill()
  const say = useSay()
  const away = aside.kind === 'hub' && !till.live
  const openAt = aside.kind === 'hub' ? aside.openAt : null
  return (
    <li className={css.list} data-testid="parked-sale">
      <div className={css.choice}>
        <UnstyledButton
          className={css.choiceWords}
          data-choice
          data-autofocus={props.first || undefined}
          aria-disabled={away || busy}
          onClick={() => {
            if (away || busy) return
            if (openAt) props.onAsk('take')
            else props.onResume(false)
          }}
        >
          <Words aside={aside} />
        </UnstyledButton>
        <span className={css.choiceEnd}>
          <Money amountMinor={aside.totalMinor} currency={till.shelf.shop.currency} />
          <Button
            variant="subtle"
            size="sm"
            aria-label={`${say('aside.discard')}, ${aside.label}`}
            disabled={away || busy || openAt !== null}
            onClick={() => props.onAsk(asking === 'discard' ? null : 'discard')}
          >
            <IconTrash size={20} stroke={1.8} aria-hidden />
          </Button>
        </span>
      </div>
      {asking && <Question {...props} asking={asking} />}
    </li>
  )
}

function Words({ aside }: { aside: Aside }) {
  const say = useSay()
  const { numerals } = useLook()
  const problemWords = useProblemWords()
  const nowMs = useNowMs()
  const owner = useRecord(people, aside.ownerId)?.name ?? '?'
  const at = useRecord(terminals, aside.terminalId)?.name ?? '?'
  const openAt = aside.kind === 'hub' ? aside.openAt : null
  const holder = useHolder(aside)
  const age = numerals.age(Math.max(0, nowMs - Date.parse(aside.at)))
  return (
    <>
      <bdi>{aside.label}</bdi>
      <span className={css.quiet}>{say('aside.by', { person: owner, till: at, age })}</span>
      <span className={css.quiet}>{say('tender.lines', { count: aside.lines })}</span>
      {openAt && <span className={css.quiet}>{say('aside.openAt', holder)}</span>}
      {aside.kind === 'here' && (
        <span className={css.quiet}>
          {aside.waiting.refused
            ? say('aside.refused', { why: problemWords(problemBody(aside.waiting.refused)) })
            : say('aside.here')}
        </span>
      )}
    </>
  )
}

function useHolder(aside: Aside): { person: string; till: string } {
  const openAt = aside.kind === 'hub' ? (aside.openAt ?? aside.sale.lease) : null
  const person = useRecord(people, openAt?.personId ?? null)?.name ?? '?'
  const till = useRecord(terminals, openAt?.terminalId ?? null)?.name ?? '?'
  return { person, till }
}

function Question({ aside, asking, busy, onAsk, onResume, onDiscard }: ItemProps) {
  const say = useSay()
  const holder = useHolder(aside)
  const isTake = asking === 'take'
  return (
    <div
      className={own.question}
      role="alertdialog"
      aria-label={say(isTake ? 'aside.take' : 'aside.discard')}
    >
      <span className={own.asked}>
        {isTake ? say('aside.takeAsk', holder) : say('aside.discardAsk')}
      </span>
      <Button variant="default" onClick={() => onAsk(null)}>
        {say('aside.keep')}
      </Button>
      <Button
        autoFocus
        loading={busy}
        color={isTake ? undefined : 'red'}
        onClick={() => (isTake ? onResume(true) : onDiscard())}
      >
        {say(isTake ? 'aside.take' : 'aside.discardYes')}
      </Button>
    </div>
  )
}
