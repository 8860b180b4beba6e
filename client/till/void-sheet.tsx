// Taking a line or the whole basket out before it is paid for, with the reason. Beyond the person's limit somebody
// else says yes first.
import { Button } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { Approval } from '#approvals/contract.ts'
import { approvalPermissions, withinLimits } from '#approvals/rules.ts'
import { subjectOf } from '#sales/rules.ts'
import type { Id } from '#shared/ids.ts'
import { roles } from '#users/contract.ts'
import { limitsOfRole } from '#users/rules.ts'
import { useRecord } from '../link/react.ts'
import { useLook } from '../look/look.tsx'
import { Money } from '../ui/money.tsx'
import { useSay } from '../words/index.ts'
import { ApprovalPanel } from './approval-panel.tsx'
import { saleLines, totalsOfLines } from './document.ts'
import { ReasonChoice, useFirstReason } from './reason-choice.tsx'
import css from './sheets.module.css'
import { type Till, useTill } from './till-state.ts'
import { useTakeOut } from './use-voids.ts'
import { linesToVoid, voidAskOf } from './voids.ts'

export function VoidSheet({ lineId }: { lineId: Id | null }) {
  const till = useTill()
  const say = useSay()
  const { locale } = useLook()
  const first = useFirstReason('void')
  const [reason, setReason] = useState(first)
  const takeOut = useTakeOut(till, lineId)
  const { shelf, view } = till
  const { own, taken, asked, totalMinor } = useVoiding(till, lineId)
  const name = view.lines.find(({ id }) => id === lineId)?.names[locale]
  if (taken === 0) return null
  const what = (
    <p className={css.outcome}>
      <span>{name ? <bdi>{name}</bdi> : say('tender.lines', { count: taken })}</span>
      <b>
        <Money amountMinor={totalMinor} currency={shelf.shop.currency} />
      </b>
    </p>
  )
  if (!own) {
    const granted = (approval: Approval) => takeOut(approval.reason, approval)
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
        takeOut(reason, null)
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
        {say(lineId === null ? 'void.whole' : 'void.line')}
      </Button>
    </form>
  )
}

/** What would be taken out, and whether the person may do so alone. */
function useVoiding({ basket, shelf, may, person }: Till, lineId: Id | null) {
  const role = useRecord(roles, person.roleId)
  const lines = linesToVoid(saleLines(basket, shelf), lineId)
  const ask = voidAskOf(lines)
  const totals = totalsOfLines(lines, shelf)
  const { currency } = shelf.shop
  const sold = { lines: [...lines], totals, currency, customerId: null, voidOf: null }
  const isAllowed = may(approvalPermissions.void)
  return {
    own: isAllowed && role !== undefined && withinLimits('void', ask, limitsOfRole(role)),
    taken: lines.length,
    totalMinor: totals.totalMinor,
    asked: { about: basket.basketId, kind: ask.kind, subject: subjectOf(sold, ask) },
  }
}
