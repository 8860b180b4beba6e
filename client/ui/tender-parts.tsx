// The parts of payment: the choice of tender, a tender that was taken, and the change, the largest number on the screen.
import { UnstyledButton } from '@mantine/core'
import {
  IconCash,
  IconCreditCard,
  IconFileInvoice,
  IconGiftCard,
  IconTicket,
  IconWallet,
  IconX,
} from '@tabler/icons-react'
import { memo } from 'react'
import { useSay } from '../words/index.ts'
import { classes } from './classes.ts'
import { Kbd } from './kbd.tsx'
import { Money } from './money.tsx'
import css from './tender-parts.module.css'
import { type TenderKind, tenderWord } from './tenders.ts'

const icons = {
  cash: IconCash,
  card: IconCreditCard,
  'gift-card': IconGiftCard,
  'store-credit': IconWallet,
  'on-account': IconFileInvoice,
  voucher: IconTicket,
} as const

export const TenderPicker = memo(function TenderPicker({
  kinds,
  chosen,
  onChoose,
}: {
  kinds: readonly TenderKind[]
  chosen: TenderKind | null
  onChoose(kind: TenderKind): void
}) {
  const say = useSay()
  return (
    <div className={css.picker}>
      {kinds.map((kind, index) => {
        const Icon = icons[kind]
        return (
          <UnstyledButton
            key={kind}
            className={classes(css.tender, kind === chosen && css.chosen)}
            aria-pressed={kind === chosen}
            onClick={() => onChoose(kind)}
          >
            <span className={css.hint}>
              <Kbd>{String(index + 1)}</Kbd>
            </span>
            <Icon size={28} stroke={1.6} aria-hidden />
            {say(tenderWord(kind))}
          </UnstyledButton>
        )
      })}
    </div>
  )
})

export type TenderRowProps = {
  id: string
  kind: TenderKind
  /** A reference or what remains on a card; already a sentence. */
  detail?: string
  amountMinor: number
  currency: string
  onRemove(id: string): void
}

export const TenderRow = memo(function TenderRow(props: TenderRowProps) {
  const say = useSay()
  const Icon = icons[props.kind]
  const name = say(tenderWord(props.kind))
  return (
    <div className={css.row}>
      <span className={css.disc}>
        <Icon size={22} stroke={1.8} aria-hidden />
      </span>
      <span>
        <span className={css.name}>{name}</span>
        {props.detail !== undefined && <div className={css.detail}>{props.detail}</div>}
      </span>
      <span className={css.amount}>
        <Money amountMinor={props.amountMinor} currency={props.currency} shown="short" />
      </span>
      <UnstyledButton
        className={css.remove}
        aria-label={say('tender.removeTender', { tender: name })}
        onClick={() => props.onRemove(props.id)}
      >
        <IconX size={20} stroke={1.8} aria-hidden />
      </UnstyledButton>
    </div>
  )
})

/** What goes back to the customer; while something is still due the same place says so in ink. */
export const ChangeDue = memo(function ChangeDue(props: {
  changeMinor: number
  dueMinor: number
  currency: string
  /** The notes and coins to hand back, already written out. */
  notes?: string
}) {
  const say = useSay()
  const due = props.dueMinor > 0
  return (
    <div className={classes(css.change, !due && css.back)} role="status">
      <span>
        <span className={css.changeTitle}>{say(due ? 'tender.due' : 'tender.change')}</span>
        {!due && props.notes !== undefined && (
          <div>{say('tender.notes', { notes: props.notes })}</div>
        )}
      </span>
      <strong>
        <Money
          amountMinor={due ? props.dueMinor : props.changeMinor}
          currency={props.currency}
          hero
        />
      </strong>
    </div>
  )
})
