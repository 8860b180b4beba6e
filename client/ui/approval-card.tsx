// A request that waits for a manager, bound to one basket. When that basket changes, the card greys and says so;
// it never lets a yes reach a basket the manager did not see.
import { Button } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { memo } from 'react'
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
  state: ApprovalState
  onRefuse(id: string): void
  onApprove(id: string): void
  onShowNew(id: string): void
}

export const ApprovalCard = memo(function ApprovalCard(props: ApprovalCardProps) {
  const { currency, state } = props
  const { locale, numerals } = useLook()
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
        </div>
      </header>
      <ul className={css.lines}>
        {props.lines.map((line) => (
          <li key={line.id} className={css.line}>
            <span>
              <bdi>{numerals.quantity(line.quantityMilli, line.unit).figure}</bdi> ×{' '}
              <bdi>{nameIn(locale, line.names)}</bdi>
            </span>
            <Money amountMinor={line.amountMinor} currency={currency} shown="short" />
          </li>
        ))}
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

function Answer({ id, state, onRefuse, onApprove, onShowNew }: ApprovalCardProps) {
  const say = useSay()
  const { numerals } = useLook()
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
    <div className={css.acts}>
      <Button variant="outline" onClick={() => onRefuse(id)}>
        {say('approval.refuse')}
      </Button>
      <Button
        leftSection={<IconCheck size={20} stroke={1.8} aria-hidden />}
        onClick={() => onApprove(id)}
      >
        {say('approval.approve')}
      </Button>
    </div>
  )
}
