// Approvals as they are kept, for ever: who asked for what, who agreed, and which document used it.
import { defineEntity, p } from '@mikro-orm/postgresql'
import type { Id } from '#shared/ids.ts'
import type { Approval, Subject } from './contract.ts'

export const ApprovalRow = defineEntity({
  name: 'ApprovalRow',
  tableName: 'approval',
  properties: {
    storeId: p.uuid().primary(),
    id: p.uuid().primary(),
    kind: p.text(),
    subjectHash: p.text(),
    subject: p.json<Subject>(),
    reason: p.text(),
    terminalId: p.uuid(),
    personId: p.uuid(),
    at: p.datetime(3),
    expiresAt: p.datetime(3),
    state: p.text(),
    decidedBy: p.uuid().nullable(),
    decidedAt: p.datetime(3).nullable(),
    how: p.text().nullable(),
    note: p.text().nullable(),
    /** The store while it is replicated, null once it has left. */
    listedIn: p.uuid().nullable().index('approval_listed_in_index'),
    /** The document that used it. */
    consumedBy: p.uuid().nullable(),
    consumedAt: p.datetime(3).nullable(),
    /** Whether the store asked for four eyes when it was used. */
    fourEyes: p.boolean().nullable(),
  },
})

/** An approval as decisions hold it. */
export type ApprovalHeld = Approval & {
  listedIn: Id | null
  consumedBy: Id | null
  consumedAt: string | null
  fourEyes: boolean | null
}

/** The columns of an approval under the names of the contract, for raw SQL. */
export const approvalColumns = `a.id, a.store_id as "storeId", a.kind, a.subject_hash as "subjectHash",
  a.subject, a.reason, a.terminal_id as "terminalId", a.person_id as "personId", a.at,
  a.expires_at as "expiresAt", a.state, a.decided_by as "decidedBy", a.decided_at as "decidedAt",
  a.how, a.note`

/** The columns that decisions need besides. */
export const heldColumns = `${approvalColumns}, a.listed_in as "listedIn",
  a.consumed_by as "consumedBy", a.consumed_at as "consumedAt", a.four_eyes as "fourEyes"`

/** An approval as the outside sees it. */
export function approvalOutside(row: ApprovalHeld): Approval {
  const { listedIn: _in, consumedBy: _by, consumedAt: _at, fourEyes: _eyes, ...approval } = row
  return approval
}
