// The verbs of approvals: they are asked for at a till, decided by somebody with a higher limit from
// afar or by PIN at the till itself, and taken back. Using one is for the sale that it was given for.
import type { Input } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import { cleanName } from '#shared/text.ts'
import type { Sql } from '#kernel/database.ts'
import { Problem } from '#kernel/problems.ts'
import type { Act } from '#kernel/room.ts'
import { grants, requireStore } from '#kernel/scope.ts'
import type { Tx } from '#kernel/transact.ts'
import { checkPin, isStillPin } from '#auth/service.ts'
import { stores } from '#stores/contract.ts'
import {
  approvalChanged,
  approvalsDecide,
  type Approval,
  type approvalsCancel,
  type approvalsDecideByPin,
  type approvalsRequest,
} from './contract.ts'
import { approvalColumns, approvalOutside, ApprovalRow, type ApprovalHeld } from './entities.ts'
import { approvalWant, deciderOf, heldApproval, unlist } from './held.ts'
import { GRANT_MS, isOpen, objectionToGrant, REQUEST_MS, subjectHash } from './rules.ts'

export { approvalWant, consume, heldApproval, type Use } from './held.ts'

const MOST_OPEN = 20
const later = (at: string, ms: number) => new Date(Date.parse(at) + ms).toISOString()

/** Asks for an approval, from a till at which somebody is signed in. */
export async function request(tx: Tx, input: Input<typeof approvalsRequest>): Promise<Approval> {
  const { storeId, id, kind, subject } = input
  const { terminalId, personId } = tx.scope
  requireStore(tx.scope, storeId)
  if (!terminalId || !personId) throw new Problem('forbidden', 'A person asks for it at a till')
  const reason = cleanName(input.reason)
  if (reason === undefined) throw unreadable('/reason', 'nothing readable is left of it')
  if (subjectHash({ kind, storeId, ...subject }) !== input.subjectHash) {
    throw unreadable('/subjectHash', 'it is not that of the subject')
  }
  await requireFewOpen(tx, storeId, terminalId)
  const row: ApprovalHeld = {
    id,
    storeId,
    kind,
    subjectHash: input.subjectHash,
    subject,
    reason,
    terminalId,
    personId,
    at: tx.at,
    expiresAt: later(tx.at, REQUEST_MS),
    state: 'requested',
    decidedBy: null,
    decidedAt: null,
    how: null,
    note: null,
    listedIn: storeId,
    consumedBy: null,
    consumedAt: null,
    fourEyes: null,
  }
  tx.insert(ApprovalRow, row)
  return tell(tx, row)
}

function unreadable(path: string, message: string): Problem {
  return new Problem('invalid-input', { errors: [{ path, message }] })
}

// A till has one basket at a time; more than a few open requests are a mistake or a nuisance.
async function requireFewOpen(tx: Tx, storeId: Id, terminalId: Id): Promise<void> {
  const [open] = await tx.sql<{ count: number; first: string | null }>(
    `select count(*)::int as count, min(expires_at) as first from approval
      where listed_in = $1 and terminal_id = $2 and state = 'requested' and expires_at > $3`,
    [storeId, terminalId, tx.at],
  )
  if (!open?.first || open.count < MOST_OPEN) return
  const retryAfterMs = Date.parse(open.first) - Date.parse(tx.at)
  throw new Problem('too-many-requests', { retryAfterMs })
}

function tell(tx: Tx, row: ApprovalHeld): Approval {
  const told = approvalOutside(row)
  tx.emit(approvalChanged, row.storeId, told)
  return told
}

async function locked(tx: Tx, storeId: Id, id: Id): Promise<ApprovalHeld> {
  await tx.lock([approvalWant(storeId, id)])
  const row = heldApproval(tx, storeId, id)
  if (!row) throw new Problem('not-found', 'There is no such approval')
  return row
}

type Decision = {
  readonly personId: Id
  readonly grant: boolean
  readonly how: 'remote' | 'pin'
  readonly note: string | null
}

function decideRow(tx: Tx, row: ApprovalHeld, { personId, grant, how, note }: Decision): Approval {
  if (!isOpen(row, tx.at)) {
    throw new Problem(
      'wrong-state',
      row.state === 'requested' ? 'It has run out' : `It is ${row.state}`,
    )
  }
  const decider = deciderOf(tx.memory, personId, row.storeId)
  if (grant) {
    const fourEyes = tx.memory.get(stores, row.storeId)?.fourEyes ?? false
    const objection = objectionToGrant(row, decider, fourEyes)
    if (objection !== undefined) throw new Problem('forbidden', objection)
  } else if (row.kind !== 'hand-over' && !grants(decider.permissions, approvalsDecide.needs)) {
    throw new Problem('forbidden', `This needs ${approvalsDecide.needs}`)
  }
  row.state = grant ? 'granted' : 'denied'
  row.decidedBy = personId
  row.decidedAt = tx.at
  row.how = how
  row.note = note
  row.expiresAt = later(tx.at, GRANT_MS)
  return tell(tx, row)
}

/** Grants or denies from wherever the caller is signed in. */
export async function decide(tx: Tx, input: Input<typeof approvalsDecide>): Promise<Approval> {
  const { storeId, id, grant } = input
  requireStore(tx.scope, storeId)
  const { personId } = tx.scope
  if (!personId) throw new Problem('forbidden', 'A person decides it')
  const note = input.note === null ? null : (cleanName(input.note) ?? null)
  const row = await locked(tx, storeId, id)
  if (row.kind === 'hand-over') throw new Problem('forbidden', 'It is decided by PIN at the till')
  return decideRow(tx, row, { personId, grant, how: 'remote', note })
}

/** Grants or denies at the till where it is asked for, by the PIN of somebody else. */
export async function decideByPin(
  act: Act,
  input: Input<typeof approvalsDecideByPin>,
): Promise<Approval> {
  const { scope } = act
  const { storeId, id, login, pin, grant } = input
  requireStore(scope, storeId)
  const { terminalId } = scope
  if (!terminalId) throw new Problem('forbidden', 'A PIN is typed at a till')
  const holder = await checkPin(act, { login, pin, storeId, terminalId })
  const { personId } = holder
  return act.transact(async (tx) => {
    tx.cause = { ...tx.cause, personId }
    const row = await locked(tx, storeId, id)
    // The PIN may have been changed while this one was looked at.
    if (!(await isStillPin(tx, holder))) throw new Problem('pin-refused')
    // The answer may have been lost on its way, and is then asked for again.
    const same = row.how === 'pin' && row.decidedBy === personId
    if (same && row.state === (grant ? 'granted' : 'denied')) return approvalOutside(row)
    return decideRow(tx, row, { personId, grant, how: 'pin', note: null })
  })
}

/** Takes an approval back before it is used. */
export async function cancel(tx: Tx, input: Input<typeof approvalsCancel>): Promise<Approval> {
  const { storeId, id } = input
  const { scope } = tx
  requireStore(scope, storeId)
  const row = await locked(tx, storeId, id)
  const own = scope.personId === row.personId || scope.terminalId === row.terminalId
  if (!own && !grants(scope.permissions, approvalsDecide.needs)) {
    throw new Problem('forbidden', 'Somebody else asked for it')
  }
  if (row.state !== 'requested' && row.state !== 'granted') {
    throw new Problem('wrong-state', `It is ${row.state}`)
  }
  row.state = 'cancelled'
  unlist(tx, row)
  return approvalOutside(row)
}

/** The approvals of a store that are waiting, granted or denied and have not run out. */
export async function load(sql: Sql, storeId: Id): Promise<{ approvals: Approval[] }> {
  return {
    approvals: await sql<Approval>(
      `select ${approvalColumns} from approval a where a.listed_in = $1 order by a.id`,
      [storeId],
    ),
  }
}
