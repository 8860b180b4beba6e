// Moving stored value, over locked accounts: in the lane with the sale that spends or loads it, and in
// ordinary calls that open one. It refuses what is not there; of what happened offline it takes what is
// there and notes the rest.
import { dayIn } from '#shared/days.ts'
import type { Id } from '#shared/ids.ts'
import type { About, Objection } from '#kernel/decider.ts'
import type { Draft } from '#kernel/draft.ts'
import { want, type LockClass, type Want } from '#kernel/locks.ts'
import { stores } from '#stores/contract.ts'
import { storedValueMoved, type StoredValueKind } from './contract.ts'
import { StoredValueEntryRow, StoredValueRow, type EntryHeld, type ValueHeld } from './entities.ts'
import { afterMove, moveFault, type Moved } from './rules.ts'

const valueLocks: LockClass<ValueHeld> = {
  name: 'stored-value',
  entity: StoredValueRow,
  group: (row) => row.id,
  changes: ['balanceMinor', 'state', 'usedBy', 'forfeitedMinor', 'entries'],
  select: (sql, ids) =>
    sql<ValueHeld>(
      `select id, kind, currency, customer_id as "customerId", last4,
              balance_minor as "balanceMinor", state,
              expires_on::text as "expiresOn", used_by as "usedBy",
              forfeited_minor as "forfeitedMinor", entries
         from stored_value where id = any($1::uuid[]) order by id for update`,
      [ids],
    ),
}

/** An account, to be locked. */
export function valueWant(accountId: Id): Want {
  return want(valueLocks, accountId)
}

/** The account as it is locked and changed so far; undefined if there is none of this id. */
export function heldAccount(draft: Draft, accountId: Id): ValueHeld | undefined {
  return draft.rows(valueLocks, accountId)[0]
}

export type ValueMoving = {
  readonly accountId: Id
  /** The tender's kind, which must be the account's; null for a line that sells or loads it. */
  readonly kind: StoredValueKind | null
  /** Positive is put on the account, negative is taken from it: a tender's amount with the other sign. */
  readonly amountMinor: number
  readonly currency: string
  /** The sale. All its moves of an account become one entry. */
  readonly documentId: Id
  readonly personId: Id
  /** The customer of the sale: an account without a code is spent by nobody else. */
  readonly customerId: Id | null
  /** When it happened, for the day it must not have expired on. */
  readonly at: string
  /** The sale this one voids: a voucher used by it becomes whole again. */
  readonly voidOf: Id | null
}

/**
 * Moves value on a locked account; gives what the account really moved, which is less than what was
 * asked for only where `object` lets that pass. Objects with `not-found`, `stored-value-unusable`
 * (other kind or currency, blocked, used, expired) and `stored-value-short` with `availableMinor`.
 */
export function moveValue(
  draft: Draft,
  about: Pick<About, 'storeId' | 'memory'>,
  moving: ValueMoving,
  object: Objection,
): number {
  const { accountId, amountMinor } = moving
  const account = heldAccount(draft, accountId)
  if (!account) {
    object('not-found', `There is no stored-value account ${accountId}`)
    return 0
  }
  const zone = about.memory.get(stores, about.storeId)?.timeZone ?? 'UTC'
  const fault = moveFault(account, moving, dayIn(zone, moving.at))
  if (fault !== undefined) {
    object('stored-value-unusable', `${endOf(accountId)}: ${fault}`)
    return 0
  }
  const moved = afterMove(account, moving)
  if (moved.shortMinor > 0) {
    const { balanceMinor } = account
    object('stored-value-short', `${endOf(accountId)}: ${moved.shortMinor} is missing`, {
      availableMinor: balanceMinor,
    })
  }
  if (amountMinor !== 0) keep(draft, about.storeId, account, moving, moved)
  return amountMinor + moved.shortMinor
}

// People compare the ends of ids; the rest of them only hides the difference.
const endOf = (accountId: Id) => accountId.slice(-4)

// Several moves of one account by one document are one entry, which is changed while it is a draft.
const drafted = new WeakMap<Draft, Map<string, EntryHeld>>()

function keep(
  draft: Draft,
  storeId: Id,
  account: ValueHeld,
  { documentId, personId }: Pick<ValueMoving, 'documentId'> & { readonly personId: Id | null },
  { entry, balanceMinor, state, usedBy, forfeitedMinor }: Moved,
): void {
  Object.assign(account, { balanceMinor, state, usedBy, forfeitedMinor })
  const kept = entryOf(draft, account, { documentId, storeId, personId })
  kept.amountMinor += entry.amountMinor
  kept.forfeitedMinor += entry.forfeitedMinor
  kept.balanceMinor = balanceMinor
  const { id: accountId, kind, currency } = account
  draft.emitLast(storedValueMoved, storeId, `${accountId}|${documentId}`, {
    accountId,
    kind,
    currency,
    amountMinor: kept.amountMinor,
    balanceMinor,
    documentId,
  })
}

function entryOf(
  draft: Draft,
  account: ValueHeld,
  by: Pick<EntryHeld, 'documentId' | 'storeId' | 'personId'>,
): EntryHeld {
  let entries = drafted.get(draft)
  if (!entries) drafted.set(draft, (entries = new Map()))
  const key = `${account.id}|${by.documentId}`
  const known = entries.get(key)
  if (known) return known
  account.entries += 1
  const made = { ...by, accountId: account.id, number: account.entries, at: draft.at }
  const entry: EntryHeld = { ...made, amountMinor: 0, forfeitedMinor: 0, balanceMinor: 0 }
  entries.set(key, entry)
  draft.insert(StoredValueEntryRow, entry)
  return entry
}
