// The verbs of stored value. Accounts are looked up at the hub by the digest of their code, so that
// whoever reads the database, a reply or the log cannot spend them.
import { hash as digestOf } from 'node:crypto'
import type { Input, Output } from '#shared/contract.ts'
import { idAfter } from '#shared/paging.ts'
import { COMPANY } from '#shared/streams.ts'
import { Problem } from '#kernel/problems.ts'
import type { Ask } from '#kernel/room.ts'
import { grants, requireStore } from '#kernel/scope.ts'
import type { Tx } from '#kernel/transact.ts'
import {
  issuePermission,
  storedValueChanged,
  storedValueMoved,
  type StoredValueAccount,
  type storedValueBlock,
  type storedValueEntries,
  type StoredValueEntry,
  type storedValueFind,
  type storedValueGet,
  type storedValueList,
  type storedValueOfCustomer,
  type storedValueOpen,
} from './contract.ts'
import { heldAccount, valueWant } from './accounts.ts'
import { accountColumns, StoredValueEntryRow, StoredValueRow } from './entities.ts'
import { tidyCode } from './rules.ts'

export { moveValue, valueWant, type ValueMoving } from './accounts.ts'

const DEFAULT_LIMIT = 50
const MOST_OF_CUSTOMER = 100
const FIRST_OF_ALL = 2_147_483_647

/** The digest a code is found by; `invalid-input` for a code too short to be one. */
function codeHash(code: string): { hash: string; last4: string } {
  const tidy = tidyCode(code)
  if (tidy === undefined) {
    const errors = [{ path: '/code', message: 'has 8 to 64 letters and digits' }]
    throw new Problem('invalid-input', { errors })
  }
  return { hash: digestOf('sha256', tidy), last4: tidy.slice(-4) }
}

/** Opens an account, empty or with a balance that somebody answers for. */
export async function open(
  tx: Tx,
  input: Input<typeof storedValueOpen>,
): Promise<StoredValueAccount> {
  const { id, storeId, kind, currency, customerId, expiresOn, amountMinor } = input
  requireStore(tx.scope, storeId)
  if (amountMinor > 0 && !grants(tx.scope.permissions, issuePermission)) {
    throw new Problem('forbidden', `An amount needs ${issuePermission}`)
  }
  if (input.code === null && customerId === null) {
    const errors = [{ path: '/code', message: 'is needed where there is no customer' }]
    throw new Problem('invalid-input', { errors })
  }
  if (customerId !== null) await requireCustomer(tx, customerId)
  const code = input.code === null ? null : codeHash(input.code)
  tx.em.create(StoredValueRow, {
    id,
    kind,
    currency,
    customerId,
    codeHash: code?.hash ?? null,
    last4: code?.last4 ?? null,
    balanceMinor: amountMinor,
    state: 'active',
    expiresOn,
    at: new Date(tx.at),
    usedBy: null,
    forfeitedMinor: 0,
    entries: amountMinor > 0 ? 1 : 0,
  })
  tx.emit(storedValueChanged, COMPANY, { id, kind, state: 'active', reason: null })
  if (amountMinor > 0) putFirst(tx, input)
  const last4 = code?.last4 ?? null
  const { at } = tx
  return {
    id,
    kind,
    currency,
    customerId,
    last4,
    balanceMinor: amountMinor,
    state: 'active',
    expiresOn,
    at,
  }
}

async function requireCustomer(tx: Tx, customerId: string): Promise<void> {
  const [known] = await tx.sql(`select from customer where id = $1`, [customerId])
  if (!known) throw new Problem('not-found', 'There is no such customer')
}

/** The first entry of an account that was opened with a balance: its document is the account itself. */
function putFirst(tx: Tx, input: Input<typeof storedValueOpen>): void {
  const { id, storeId, kind, currency, amountMinor } = input
  tx.insert(StoredValueEntryRow, {
    accountId: id,
    number: 1,
    documentId: id,
    amountMinor,
    forfeitedMinor: 0,
    balanceMinor: amountMinor,
    storeId,
    personId: tx.scope.personId,
    at: tx.at,
  })
  const moved = { accountId: id, kind, currency, amountMinor, balanceMinor: amountMinor }
  tx.emit(storedValueMoved, storeId, { ...moved, documentId: id })
}

/** Blocks an active account or releases a blocked one. */
export async function block(
  tx: Tx,
  { id, blocked, reason }: Input<typeof storedValueBlock>,
): Promise<StoredValueAccount> {
  await tx.lock([valueWant(id)])
  const account = heldAccount(tx, id)
  if (!account) throw new Problem('not-found', 'There is no such account')
  if (account.state === 'used') throw new Problem('wrong-state', 'It has been used')
  account.state = blocked ? 'blocked' : 'active'
  const { kind, state } = account
  tx.emit(storedValueChanged, COMPANY, { id, kind, state, reason })
  return { ...(await get(tx, { id })), state }
}

/** The account of a code. Whoever does not know it whole learns nothing. */
export async function find(
  { sql }: Ask,
  { code }: Input<typeof storedValueFind>,
): Promise<StoredValueAccount> {
  const [account] = await sql<StoredValueAccount>(
    `select ${accountColumns} from stored_value where code_hash = $1`,
    [codeHash(code).hash],
  )
  if (!account) throw new Problem('not-found', 'No card or voucher has this code')
  return account
}

/** One account. */
export async function get(
  { sql }: Pick<Ask, 'sql'>,
  { id }: Input<typeof storedValueGet>,
): Promise<StoredValueAccount> {
  const [account] = await sql<StoredValueAccount>(
    `select ${accountColumns} from stored_value where id = $1`,
    [id],
  )
  if (!account) throw new Problem('not-found', 'There is no such account')
  return account
}

/** What a customer can still spend. */
export async function ofCustomer(
  { sql }: Ask,
  { customerId }: Input<typeof storedValueOfCustomer>,
): Promise<Output<typeof storedValueOfCustomer>> {
  const accounts = await sql<StoredValueAccount>(
    `select ${accountColumns} from stored_value
      where customer_id = $1 and state = 'active' order by id desc limit ${MOST_OF_CUSTOMER}`,
    [customerId],
  )
  return { accounts }
}

/** All accounts; the cursor is the last one's id. */
export async function list(
  { sql }: Ask,
  { kind, state, last4, after, limit = DEFAULT_LIMIT }: Input<typeof storedValueList>,
): Promise<Output<typeof storedValueList>> {
  const rows = await sql<StoredValueAccount>(
    `select ${accountColumns} from stored_value
      where ($1::text is null or kind = $1) and ($2::text is null or state = $2)
        and ($3::text is null or last4 = $3) and ($4::uuid is null or id < $4)
      order by id desc limit $5`,
    [kind ?? null, state ?? null, last4?.toUpperCase() ?? null, idAfter(after), limit + 1],
  )
  const page = rows.slice(0, limit)
  return { rows: page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null }
}

/** The ledger of an account; the cursor is the last entry's number. */
export async function entries(
  ask: Ask,
  { id, after = '', limit = DEFAULT_LIMIT }: Input<typeof storedValueEntries>,
): Promise<Output<typeof storedValueEntries>> {
  await get(ask, { id })
  const below = /^\d{1,9}$/.test(after) ? Number(after) : FIRST_OF_ALL
  const rows = await ask.sql<StoredValueEntry>(
    `select number, document_id as "documentId", amount_minor as "amountMinor",
            forfeited_minor as "forfeitedMinor", balance_minor as "balanceMinor",
            store_id as "storeId", person_id as "personId", at
       from stored_value_entry where account_id = $1 and number < $2
      order by number desc limit $3`,
    [id, below, limit + 1],
  )
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { rows: page, next: rows.length > limit && last ? String(last.number) : null }
}
