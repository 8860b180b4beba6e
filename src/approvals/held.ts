// Approvals as decisions hold them: locked one by one, and used by whoever commits first.
import type { Id } from '#shared/ids.ts'
import type { About } from '#kernel/decider.ts'
import type { Draft } from '#kernel/draft.ts'
import { want, type LockClass, type Want } from '#kernel/locks.ts'
import type { Memory } from '#kernel/memory.ts'
import { people, roles } from '#users/contract.ts'
import { limitsOf, permissionsOf } from '#users/rules.ts'
import { approvalRemoved, type ApprovalKind } from './contract.ts'
import { ApprovalRow, heldColumns, type ApprovalHeld } from './entities.ts'
import { objectionToGrant, type Decider } from './rules.ts'

const groupOf = (storeId: Id, id: Id) => `${storeId}|${id}`

const approvalLocks: LockClass<ApprovalHeld> = {
  name: 'approvals',
  entity: ApprovalRow,
  group: (row) => groupOf(row.storeId, row.id),
  changes: [
    'state',
    'expiresAt',
    'decidedBy',
    'decidedAt',
    'how',
    'note',
    'listedIn',
    'consumedBy',
    'consumedAt',
    'fourEyes',
  ],
  select: (sql, groups) => {
    const keys = groups.map((group) => group.split('|'))
    return sql<ApprovalHeld>(
      `select ${heldColumns} from unnest($1::uuid[], $2::uuid[]) as u(store_id, id)
         join approval a on a.store_id = u.store_id and a.id = u.id
        order by a.store_id, a.id for update of a`,
      [keys.map((key) => key[0]), keys.map((key) => key[1])],
    )
  },
}

/** An approval of a store, to be locked; locking one that does not exist is normal. */
export function approvalWant(storeId: Id, approvalId: Id): Want {
  return want(approvalLocks, groupOf(storeId, approvalId))
}

/** The locked approval, to be changed in place; undefined if the store has none of this id. */
export function heldApproval(draft: Draft, storeId: Id, approvalId: Id): ApprovalHeld | undefined {
  return draft.rows(approvalLocks, groupOf(storeId, approvalId))[0]
}

/** What a person may decide in a store, as of this memory. */
export function deciderOf(memory: Memory, personId: Id, storeId: Id): Decider {
  const person = memory.get(people, personId)
  const permissions = permissionsOf(person, person && memory.get(roles, person.roleId), storeId)
  return { personId, permissions, limits: limitsOf(memory, personId) }
}

/** Takes an approval out of the replicated data in the state it has been given. */
export function unlist(draft: Draft, row: ApprovalHeld): void {
  const { id, storeId, state, consumedBy } = row
  if (state === 'requested' || state === 'granted') throw new Error(`${id} is ${state} still`)
  row.listedIn = null
  draft.emit(approvalRemoved, storeId, { key: id, state, documentId: consumedBy })
}

/** What an approval is wanted for. */
export type Use = {
  readonly approvalId: Id
  readonly kind: ApprovalKind
  /** `subjectHash` of what is being done, computed anew by who does it. */
  readonly subjectHash: string
  /** Who does it; with four eyes not the one who granted it. */
  readonly personId: Id
  readonly fourEyes: boolean
  /** What uses it: the id of the sale or other journal entry. */
  readonly documentId: Id
  /** When it happened, if that was offline; absent for now. ISO 8601. */
  readonly happenedAt?: string
}

/**
 * Uses a granted approval up, with the entry being decided: of many that name it one gets it. Gives
 * why not, in words, if it does not hold. `approvalWant` must have been locked.
 */
export function consume(draft: Draft, about: About, use: Use): string | undefined {
  const row = heldApproval(draft, about.storeId, use.approvalId)
  if (!row) return 'The store knows no such approval'
  const objection = objectionToUse(row, about, use)
  if (objection !== undefined) return objection
  row.state = 'consumed'
  row.consumedBy = use.documentId
  row.consumedAt = about.at
  row.fourEyes = use.fourEyes
  unlist(draft, row)
  return undefined
}

function objectionToUse(row: ApprovalHeld, about: About, use: Use): string | undefined {
  const { state, decidedBy } = row
  if (row.kind !== use.kind) return `It was asked for as ${row.kind}`
  if (state === 'consumed') return 'It was used already'
  // One that ran out is good for what happened offline while it still held.
  const wasGranted = state === 'granted' || (state === 'expired' && row.how !== null)
  if (!wasGranted || decidedBy === null) return `It is ${state}`
  if ((use.happenedAt ?? about.at) >= row.expiresAt) return 'It has run out'
  if (row.subjectHash !== use.subjectHash) return 'The basket is not the one it was given for'
  if (use.fourEyes && decidedBy === use.personId) return 'Somebody else must approve this'
  // Who granted it may have been made less since.
  const decider = deciderOf(about.memory, decidedBy, about.storeId)
  return objectionToGrant(row, decider, use.fourEyes)
}
