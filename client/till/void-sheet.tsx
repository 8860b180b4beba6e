// Taking a line, less of one or the whole basket out before it is paid for, with the reason. Beyond the person's limit
// somebody else says yes first.
import { Button } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { Approval } from '#approvals/contract.ts'
import { useLook } from '../look/look.tsx'
import { Money } from '../ui/money.tsx'
import { useSay } from '../words/index.ts'
import { ApprovalPanel } from './approval-panel.tsx'
import { ReasonChoice, useFirstReason } from './reason-choice.tsx'
import css from './sheets.module.css'
import { useTill } from './till-state.ts'
import { useTakeOut, useVoiding } from './use-taking-out.ts'
import type { Taking } from './voids.ts'

export function VoidSheet({ taking }: { taking: Taking }) {
  const till = useTill()
  const say = useSay()
  const { locale, numerals } = useLook()
  const first = useFirstReason('void')
  const [reason, setReason] = useState(first)
  const takeOut = useTakeOut(till)
  const { shelf, view } = till
  const { lineId, less } = taking
  const { own, taken, asked, totalMinor } = useVoiding(till)(taking)
  const line = view.lines.find(({ id }) => id === lineId)
  if (taken === 0) return null
  const words = lineId === null ? 'void.whole' : less ? 'void.title' : 'void.line'
  const what = (
    <p className={css.outcome}>
      <span>
        {line ? <bdi>{line.names[locale]}</bdi> : say('tender.lines', { count: taken })}
        {less && <> × {numerals.quantity(Math.abs(less.byMilli), 'C62').figure}</>}
      </span>
      <b>
        <Money amountMinor={totalMinor} currency={shelf.shop.currency} />
      </b>
    </p>
  )
  if (!own) {
    const granted = (approval: Approval) => takeOut(taking, approval.reason, approval)
    return (
      <>
        {what}
        <ApprovalPanel asked={asked} reason={first} onGranted={granted} />
      </>
    )
  }
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        takeOut(taking, reason, null)
      }}
    >
      {what}
      <ReasonChoice of="void" value={reason} onChange={setReason} />
      <Button
        type="submit"
        size="lg"
        fullWidth
        data-autofocus
        leftSection={<IconTrash size={20} stroke={1.8} aria-hidden />}
      >
        {say(words)}
      </Button>
    </form>
  )
}
