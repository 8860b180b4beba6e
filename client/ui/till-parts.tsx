// What stands around the basket on a till: actions, quick tenders, Pay, the customer, the categories.
// Pay is never disabled without its reason: when it is blocked it becomes the reason, and can be reached and read.
import { UnstyledButton } from '@mantine/core'
import { IconBan, IconLock, IconStar } from '@tabler/icons-react'
import { memo, type ReactNode } from 'react'
import { useSay } from '../words/index.ts'
import { classes } from './classes.ts'
import { Initials } from './icon-disc.tsx'
import { Kbd } from './kbd.tsx'
import { Money } from './money.tsx'
import css from './till-parts.module.css'

export type ActionTileProps = {
  words: string
  icon: ReactNode
  /** The function key, drawn where there is a keyboard. */
  hint?: string
  /** How many wait behind it, such as parked sales. */
  badge?: string
  onAct(): void
}

export const ActionTile = memo(function ActionTile(props: ActionTileProps) {
  return (
    <UnstyledButton className={css.action} onClick={props.onAct}>
      {props.icon}
      <span className={css.corner}>
        {props.badge === undefined ? (
          props.hint !== undefined && <Kbd>{props.hint}</Kbd>
        ) : (
          <bdi className={css.badge}>{props.badge}</bdi>
        )}
      </span>
      {props.words}
    </UnstyledButton>
  )
})

/** One touch to pay in full with the likely note; locked, with its lock drawn, while payment is blocked. */
export const QuickTender = memo(function QuickTender(props: {
  words: string
  end: ReactNode
  locked: boolean
  onAct(): void
}) {
  return (
    <UnstyledButton
      className={classes(css.tender, props.locked && css.locked)}
      aria-disabled={props.locked}
      onClick={() => !props.locked && props.onAct()}
    >
      <span>{props.words}</span>
      <span>{props.locked ? <IconLock size={20} stroke={1.8} aria-hidden /> : props.end}</span>
    </UnstyledButton>
  )
})

export type PayButtonProps = {
  totalMinor: number
  currency: string
  /** Why nothing can be paid now, in words; the button then shows this. */
  stopped?: string
  /** Nothing is in the basket: the button is there, and quiet. */
  idle?: boolean
  onPay(): void
}

export const PayButton = memo(function PayButton(props: PayButtonProps) {
  const { totalMinor, currency, stopped, idle = false, onPay } = props
  const say = useSay()
  if (stopped !== undefined) {
    return (
      <UnstyledButton className={classes(css.pay, css.payStopped)} aria-disabled>
        <span className={classes(css.payHead, css.payStoppedHead)}>
          <IconBan size={24} stroke={1.8} aria-hidden />
          {say('tender.payBlocked')}
        </span>
        <span className={css.payReason}>{stopped}</span>
      </UnstyledButton>
    )
  }
  return (
    <UnstyledButton
      className={classes(css.pay, idle && css.payIdle)}
      aria-disabled={idle}
      onClick={onPay}
    >
      <span className={css.payHead}>
        {say('tender.pay')}
        <Kbd onAccent>F12</Kbd>
      </span>
      <strong>
        <Money amountMinor={totalMinor} currency={currency} />
      </strong>
    </UnstyledButton>
  )
})

export type TotalRow = {
  id: string
  words: string
  amountMinor: number
  /** A saving is green; a blocked line that does not count is red. */
  tone?: 'saving' | 'stopped'
}

export const Totals = memo(function Totals(props: {
  rows: readonly TotalRow[]
  totalMinor: number
  currency: string
}) {
  const say = useSay()
  const looks = { saving: css.saving, stopped: css.stoppedSum }
  return (
    <div className={css.totals}>
      {props.rows.map(({ id, words, amountMinor, tone }) => (
        <div key={id} className={classes(css.sum, tone && looks[tone])}>
          <span>{words}</span>
          <Money amountMinor={amountMinor} currency={props.currency} shown="short" />
        </div>
      ))}
      <div className={css.total}>
        <span>{say('tender.total')}</span>
        <strong>
          <Money amountMinor={props.totalMinor} currency={props.currency} hero />
        </strong>
      </div>
    </div>
  )
})

export const PersonHead = memo(function PersonHead(props: {
  name: string
  note?: string
  end?: ReactNode
}) {
  return (
    <div className={css.person}>
      <Initials name={props.name} />
      <div className={css.personWords}>
        <div className={css.personName}>
          <bdi>{props.name}</bdi>
        </div>
        {props.note !== undefined && <div className={css.personNote}>{props.note}</div>}
      </div>
      {props.end}
    </div>
  )
})

export const CategoryPills = memo(function CategoryPills(props: {
  categories: readonly { id: string; words: string }[]
  /** `favourites`, or a category's id. */
  chosen: string
  onChoose(id: string): void
}) {
  const say = useSay()
  const all = [{ id: 'favourites', words: say('till.favourites') }, ...props.categories]
  return (
    <div className={css.pills} role="group" aria-label={say('office.categories')}>
      {all.map(({ id, words }) => (
        <UnstyledButton
          key={id}
          className={classes(css.pill, id === props.chosen && css.pillOn)}
          aria-pressed={id === props.chosen}
          onClick={() => props.onChoose(id)}
        >
          {id === 'favourites' && <IconStar size={18} stroke={1.8} aria-hidden />}
          {words}
        </UnstyledButton>
      ))}
    </div>
  )
})
