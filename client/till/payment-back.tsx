// Where money that goes back came from, and up to how much; and what of a payment waits for somebody's word.
import { Button, UnstyledButton } from '@mantine/core'
import { IconCheck, IconUserQuestion } from '@tabler/icons-react'
import { people } from '#users/contract.ts'
import { useRecord } from '../link/react.ts'
import { useLook } from '../look/look.tsx'
import { classes } from '../ui/classes.ts'
import { Code } from '../ui/code.tsx'
import { Money } from '../ui/money.tsx'
import { Panel } from '../ui/panel.tsx'
import tint from '../ui/tint.module.css'
import { tenderWord } from '../ui/tenders.ts'
import { useSay } from '../words/index.ts'
import type { Asked } from './approval.ts'
import { ApprovalPanel } from './approval-panel.tsx'
import { useAskWords } from './approval-words.ts'
import css from './payment.module.css'
import { dueBy } from './payment.ts'
import { isOpenWay, suggestRefund, type Way, waysBack } from './refund-ways.ts'
import { standingOf } from './standing.ts'
import { useTill } from './till-state.ts'
import { useAskState } from './use-approval.ts'

/** Only where money goes back, and where a word is needed. */
export function PaidBy() {
  const till = useTill()
  const { refund } = standingOf(till)
  return (
    <>
      {refund && till.coming.sales.length > 0 && <Ways />}
      {till.asked.map((asked) => (
        <Waits key={asked.kind} asked={asked} />
      ))}
    </>
  )
}

function Ways() {
  const till = useTill()
  const say = useSay()
  const { coming, bill } = till
  const ways = coming.sales.flatMap((one) =>
    waysBack({ ...coming, sales: [one] }).map((way) => ({ way, origin: one.origin })),
  )
  const asPaid = () => {
    const oweMinor = -dueBy('card', [], bill)
    till.pay({ do: 'take', taken: suggestRefund(coming, oweMinor, bill.customerId) })
  }
  return (
    <Panel
      title={say('giving.ways')}
      aside={
        <Button variant="subtle" onClick={asPaid}>
          {say('giving.asPaid')}
        </Button>
      }
    >
      <ul className={css.choices}>
        {ways.map(({ way, origin }, i) => (
          <li key={i}>
            <WayRow way={way} open={isOpenWay(way, bill.customerId, origin)} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function WayRow({ way, open }: { way: Way; open: boolean }) {
  const till = useTill()
  const say = useSay()
  const { kind, mostMinor, receipt, reference } = way
  const { currency } = till.shelf.shop
  const usedMinor = till.screen.payment.taken
    .filter((tender) => tender.kind === kind && tender.reference === reference)
    .reduce((sum, { amountMinor }) => sum - amountMinor, 0)
  const owedMinor = -dueBy(kind === 'cash' ? 'cash' : 'card', till.screen.payment.taken, till.bill)
  const minor = Math.min(mostMinor - usedMinor, owedMinor)
  const take = () => {
    if (!open || minor <= 0) return
    const fresh = { kind, amountMinor: -minor, reference }
    till.pay({ do: 'take', taken: [...till.screen.payment.taken, fresh] })
  }
  return (
    <UnstyledButton className={css.choice} aria-disabled={!open || minor <= 0} onClick={take}>
      {minor <= 0 && usedMinor > 0 ? <IconCheck size={20} stroke={1.8} aria-hidden /> : <span />}
      <span>
        {say(tenderWord(kind))}{' '}
        <span className={css.quiet}>
          {kind === 'card' && reference !== null ? (
            <Code>{reference}</Code>
          ) : (
            <Code>{receipt}</Code>
          )}
        </span>
      </span>
      <Money amountMinor={mostMinor} currency={currency} />
    </UnstyledButton>
  )
}

/** What is beyond the cashier's own word, asked for before the money goes. */
function Waits({ asked }: { asked: Asked }) {
  const till = useTill()
  const say = useSay()
  const words = useAskWords()
  const { numerals } = useLook()
  const state = useAskState(asked)
  const granted = state.kind === 'granted'
  const { kind, subject } = asked
  const decidedBy = state.kind === 'granted' ? state.approval.decidedBy : null
  const decider = useRecord(people, decidedBy)?.name ?? '?'
  const policy = useReturnPolicy(kind)
  if (policy) {
    return (
      <p className={classes(css.even, tint.off)} role="alert">
        {policy}
      </p>
    )
  }
  const next = kind === 'credit' ? 'paying.overNext' : 'giving.otherWayNext'
  return (
    <section className={classes(css.waits, granted ? tint.live : tint.off)} aria-live="polite">
      <p>
        {granted ? (
          <IconCheck size={22} stroke={1.8} aria-hidden />
        ) : (
          <IconUserQuestion size={22} stroke={1.8} aria-hidden />
        )}
        <span>
          <b>
            {kind === 'credit'
              ? say('paying.over', { amount: numerals.money(subject.askMinor, subject.currency) })
              : words.what(kind, subject)}
          </b>{' '}
          {state.kind === 'granted' ? say('ask.granted', { name: decider }) : say(next)}
        </span>
      </p>
      {!granted && (
        <Button
          variant="default"
          onClick={() => till.show({ sheet: { kind: 'paying-approval', of: kind } })}
        >
          {say('ask.title')}
        </Button>
      )}
    </section>
  )
}

/** What the store does not do at all, whoever approves it. */
function useReturnPolicy(kind: Asked['kind']): string | null {
  const till = useTill()
  const say = useSay()
  const { coming, shelf, screen } = till
  if (kind !== 'no-receipt-return' || coming.noReceiptMinor === 0) return null
  if (shelf.shop.noReceipt === 'refuse') return say('giving.policyRefuse')
  if (shelf.shop.noReceipt === 'any') return null
  const isCredit = screen.payment.kind === 'store-credit'
  return isCredit ? null : `${say('giving.policyCredit')} ${say('giving.policyCreditNext')}`
}

/** The sheet behind it. */
export function PayingApproval({ of }: { of: Asked['kind'] }) {
  const till = useTill()
  const asked = till.asked.find(({ kind }) => kind === of)
  if (!asked) return null
  return <ApprovalPanel asked={asked} onGranted={() => till.show({ sheet: null, failure: null })} />
}
