// The sheet in which something is approved, over whatever asked for it. Closing it takes nothing back.
import type { Approval } from '#approvals/contract.ts'
import { Sheet } from '../ui/sheet.tsx'
import { useSay } from '../words/index.ts'
import type { Asked } from './approval.ts'
import { ApprovalPanel } from './approval-panel.tsx'

export type ApprovalSheetProps = {
  /** Null: closed. */
  readonly asked: Asked | null
  readonly reason?: string
  onClose(): void
  onGranted(approval: Approval): void
}

export function ApprovalSheet({ asked, reason, onClose, onGranted }: ApprovalSheetProps) {
  const say = useSay()
  return (
    <Sheet opened={asked !== null} onClose={onClose} title={say('ask.title')}>
      {asked && (
        <ApprovalPanel
          key={`${asked.about} ${asked.kind}`}
          asked={asked}
          onGranted={onGranted}
          {...(reason === undefined ? {} : { reason })}
        />
      )}
    </Sheet>
  )
}
