// A request that waits for a manager, bound to one basket. When that basket changes, the card greys and says so;
// it never lets a yes reach a basket the manager did not see.
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { memo, type ReactNode, useState } from 'react'
import { useLook } from '../look/look.tsx'
import { nameIn, type Names } from '../look/locale.ts'
import { useSay } from '../words/index.ts'
import css from './approval-card.module.css'
import { classes } from './classes.ts'
import { Initials } from './icon-disc.tsx'
import { Money } from './money.tsx'
import { useNowMs } from './now.ts'

export type ApprovalLine = {
  id: string
  names: Names
  quantityMilli: number
  unit: string
  amountMinor: number
}

export type ApprovalState =
  | { kind: 'open' }
  /** The basket changed under the manager's eyes. */
  | { kind: 'stale' }
  | { kind: 'answered'; by: string; granted: boolean; atMs: number }
  /** Nobody answers it any more; why, as a sentence. */
  | { kind: 'ended'; words: string }

export type ApprovalCardProps = {
  id: string
  person: string
  /** What is asked, as a sentence: "Youssef asks for a 15% discount". */
  ask: string
  place: string
  sinceMs: number
  lines: readonly ApprovalLine[]
  /** The rule that was met, as a sentence, and what it changes. */
  rule: string
  ruleAmountMinor: number
  /** Margin after it, in parts per million; left out for those who may not see cost. */
  marginPpm?: number
  currency: string
  /** What the person at the till says why. */
  reason?: string
  /** What the whole basket comes to. */
  totalMinor?: number
  /** How long it still waits. */
  leftMs?: number
  /** Why this manager cannot say yes, as a sentence. */
  obstacle?: string
  /** Why the last answer did not get through, as a sentence. */
  failed?: string
  /** What a yes does, where it is dangerous: it is then asked for a second time. */
  danger?: string
  busy?: boolean
  state: ApprovalState
  onRefuse(id: string): void
  onApprove(id: string): void
  onShowNew(id: string): void
}

export const ApprovalCard = memo(function ApprovalCard(props: ApprovalCardProps) {
  const { currency, state } = props
  const { numerals } = useLook()
  const say = useSay()
  const nowMs = useNowMs()
  const age = numerals.age(nowMs - props.sinceMs)
  return (
    <article className={classes(css.card, state.kind !== 'open' && css.grey)}>
      <header className={css.head}>
        <Initials name={props.person} />
        <div>
          <div className={css.ask}>{props.ask}</div>
          <div className={css.where}>{say('approval.waiting', { place: props.place, age })}</div>
          {props.reason !== undefined && (
            <div className={css.reason}>
              <bdi>{props.reason}</bdi>
            </div>
          )}
        </div>
        {state.kind === 'open' && props.leftMs !== undefined && <Left leftMs={props.leftMs} />}
      </header>
      <ul className={css.lines} aria-label={say('approval.basket')}>
        <Lines lines={props.lines} currency={currency} />
        {props.totalMinor !== undefined && (
          <li className={css.line}>
            <span>{say('tender.total')}</span>
            <Money amountMinor={props.totalMinor} currency={currency} shown="short" />
          </li>
        )}
        <li className={classes(css.line, css.rule)}>
          <span>{props.rule}</span>
          <Money amountMinor={props.ruleAmountMinor} currency={currency} />
        </li>
        {props.marginPpm !== undefined && (
          <li className={classes(css.line, css.rule)}>
            <span>{say('approval.margin')}</span>
            <bdi>{numerals.percent(props.marginPpm)}</bdi>
          </li>
        )}
      </ul>
      <Answer {...props} />
    </article>
  )
})

const FEW = 6

/** The first lines of the basket, and the rest where somebody asks for them. */
function Lines({ lines, currency }: Pick<ApprovalCardProps, 'lines' | 'currency'>) {
  const { locale, numerals } = useLook()
  const say = useSay()
  const [all, setAll] = useState(false)
  const shown = all ? lines : lines.slice(0, FEW)
  const hidden = lines.length - shown.length
  return (
    <>
      {shown.map((line) => (
        <li key={line.id} className={css.line}>
          <span>
            <bdi>{numerals.quantity(line.quantityMilli, line.unit).figure}</bdi> ×{' '}
            <bdi>{nameIn(locale, line.names)}</bdi>
          </span>
          <Money amountMinor={line.amountMinor} currency={currency} shown="short" />
        </li>
      ))}
      {hidden > 0 && (
        <li className={css.line}>
          <Button variant="subtle" size="compact-md" onClick={() => setAll(true)}>
            {say('approval.moreLines', { count: hidden })}
          </Button>
        </li>
      )}
    </>
  )
}

/** The time left as minutes and seconds; its last minute is loud. */
function Left({ leftMs }: { leftMs: number }) {
  const say = useSay()
  const { numerals } = useLook()
  const age = numerals.age(leftMs)
  return (
    <span className={classes(css.left, leftMs < 60_000 && css.soon)}>
      {say('approval.left', { age })}
    </span>
  )
}

function Words({ bad = false, children }: { bad?: boolean; children: ReactNode }) {
  return (
    <div role={bad ? 'alert' : 'status'} className={classes(css.words, bad && css.bad)}>
      {bad && <IconAlertTriangle size={20} stroke={1.8} aria-hidden />}
      <span>{children}</span>
    </div>
  )
}

function Answer(props: ApprovalCardProps) {
  const { id, state, onShowNew } = props
  const say = useSay()
  const { numerals } = useLook()
  if (state.kind === 'ended') return <Words>{state.words}</Words>
  if (state.kind === 'answered') {
    const values = { name: state.by, time: numerals.time(state.atMs) }
    return (
      <div role="status">
        {say(state.granted ? 'approval.answeredYes' : 'approval.answeredNo', values)}
      </div>
    )
  }
  if (state.kind === 'stale') {
    return (
      <>
        <div role="status">{say('approval.stale')}</div>
        <Button variant="default" onClick={() => onShowNew(id)}>
          {say('approval.showNew')}
        </Button>
      </>
    )
  }
  return (
    <>
      {props.obstacle !== undefined && <Words>{props.obstacle}</Words>}
      {props.failed !== undefined && <Words bad>{props.failed}</Words>}
      <Acts {...props} />
    </>
  )
}

function Acts({ id, danger, obstacle, busy = false, onRefuse, onApprove }: ApprovalCardProps) {
  const say = useSay()
  const [sure, setSure] = useState(false)
  const check = <IconCheck size={20} stroke={1.8} aria-hidden />
  if (sure && danger !== undefined) {
    return (
      <>
        <Words bad>{danger}</Words>
        <div className={css.acts}>
          <Button variant="default" data-autofocus onClick={() => setSure(false)}>
            {say('act.back')}
          </Button>
          <Button data-tone="bad" leftSection={check} loading={busy} onClick={() => onApprove(id)}>
            {say('approval.approveSure')}
          </Button>
        </div>
      </>
    )
  }
  return (
    <div className={css.acts}>
      <Button variant="outline" disabled={busy} onClick={() => onRefuse(id)}>
        {say('approval.refuse')}
      </Button>
      {obstacle === undefined && (
        <Button
          leftSection={check}
          loading={busy}
          onClick={() => (danger === undefined ? onApprove(id) : setSure(true))}
        >
          {say('approval.approve')}
        </Button>
      )}
    </div>
  )
}
