// What customers owe: charged in the lane by the sale that is paid on account, and paid off by ordinary
// calls. The limit is judged over the locked account, so that it holds over all tills of all stores.
import type { Input, Output } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import { COMPANY } from '#shared/streams.ts'
import type { Objection } from '#kernel/decider.ts'
import type { Draft } from '#kernel/draft.ts'
import { want, type LockClass, type Want } from '#kernel/locks.ts'
import { Problem } from '#kernel/problems.ts'
import type { Ask } from '#kernel/room.ts'
import { requireStore } from '#kernel/scope.ts'
import type { Tx } from '#kernel/transact.ts'
import {
  customerAccountChanged,
  customerChanged,
  type CustomerAccount,
  type CustomerEntry,
  type customersAccount,
  type customersReceive,
  type customersSetCredit,
  type customersStatement,
} from './contract.ts'
import { CustomerAccountRow, CustomerEntryRow, type CreditHeld } from './entities.ts'
import { availableCredit } from './rules.ts'

const DEFAULT_LIMIT = 50
const FIRST_OF_ALL = 2_147_483_647

/** All currencies of a customer are one group. */
const creditLocks: LockClass<CreditHeld> = {
  name: 'credit',
  entity: CustomerAccountRow,
  group: (row) => row.customerId,
  changes: ['limitMinor', 'balanceMinor', 'entries'],
  select: (sql, ids) =>
    sql<CreditHeld>(
      `select customer_id as "customerId", currency, limit_minor as "limitMinor",
              balance_minor as "balanceMinor", entries
         from customer_account where customer_id = any($1::uuid[])
        order by customer_id, currency for update`,
      [ids],
    ),
}

/** What a customer owes, to be locked. */
export function creditWant(customerId: Id): Want {
  return want(creditLocks, customerId)
}

/** The account as it is locked and changed so far; a new one with no limit if there is none. */
function heldAccount(draft: Draft, customerId: Id, currency: string): CreditHeld {
  const held = draft.rows(creditLocks, customerId).find((row) => row.currency === currency)
  if (held) return held
  const none = { customerId, currency, limitMinor: 0, balanceMinor: 0, entries: 0 }
  return draft.add(creditLocks, none)
}

export type Charge = {
  readonly customerId: Id
  readonly currency: string
  /** Positive is owed in addition; negative is a refund to the account. */
  readonly amountMinor: number
  /** The sale. All its charges become one entry. */
  readonly documentId: Id
  readonly personId: Id
  /** What people know the sale by, such as its receipt; at most 64 characters. */
  readonly reference: string | null
  readonly offline: boolean
  /**
   * Asked where the balance would exceed the limit, by `overMinor`: gives `limit-of-role` or an
   * approval's id to let it pass, undefined where neither holds.
   */
  readonly overLimit?: (overMinor: number) => string | undefined
}

/**
 * Charges a locked account. Objects with `credit-exceeded` and `availableMinor` where the limit does
 * not allow it and `overLimit` does not either; offline the charge is made all the same.
 */
export function chargeAccount(
  draft: Draft,
  about: { readonly storeId: Id },
  charge: Charge,
  object: Objection,
): void {
  const { customerId, currency, amountMinor } = charge
  if (amountMinor === 0) return
  const account = heldAccount(draft, customerId, currency)
  const availableMinor = availableCredit(account)
  let allowedBy: string | null = null
  if (amountMinor > 0 && amountMinor > availableMinor) {
    const overMinor = amountMinor - availableMinor
    allowedBy = charge.overLimit?.(overMinor) ?? null
    if (allowedBy === null) {
      object('credit-exceeded', `It is ${overMinor} over the limit`, {
        availableMinor: Math.max(0, availableMinor),
      })
      allowedBy = 'offline'
    }
  }
  const { documentId, personId, reference } = charge
  const { storeId } = about
  post(draft, account, amountMinor, {
    ...{ kind: 'sale', paidBy: null, documentId, personId, reference, storeId, allowedBy },
  })
}

type Entry = CustomerEntry & { customerId: Id; currency: string }
type Posting = Pick<
  CustomerEntry,
  'kind' | 'documentId' | 'allowedBy' | 'paidBy' | 'reference' | 'storeId' | 'personId'
>

// Several charges of one sale are one entry, which is changed while it is a draft.
const drafted = new WeakMap<Draft, Map<string, Entry>>()

function post(draft: Draft, account: CreditHeld, amountMinor: number, by: Posting): void {
  account.balanceMinor += amountMinor
  const { customerId, currency, limitMinor, balanceMinor } = account
  if (!Number.isSafeInteger(balanceMinor)) throw new Problem('invalid-input', 'That is too much')
  const key = `${customerId}|${currency}|${by.documentId}`
  let entries = drafted.get(draft)
  if (!entries) drafted.set(draft, (entries = new Map()))
  let entry = entries.get(key)
  if (entry) {
    entry.amountMinor += amountMinor
    entry.allowedBy ??= by.allowedBy
  } else {
    account.entries += 1
    const made = { ...by, customerId, currency, number: account.entries, at: draft.at }
    entry = { ...made, amountMinor, balanceMinor, limitMinor }
    entries.set(key, entry)
    draft.insert(CustomerEntryRow, entry)
  }
  entry.balanceMinor = balanceMinor
  draft.emitLast(customerAccountChanged, by.storeId, `${customerId}|${currency}`, {
    ...{ customerId, currency, limitMinor, balanceMinor },
  })
}

async function requireCustomer(sql: Ask['sql'], id: Id): Promise<void> {
  const [known] = await sql(`select from customer where id = $1`, [id])
  if (!known) throw new Problem('not-found', 'There is no such customer')
}

export async function setCredit(
  tx: Tx,
  { id, currency, limitMinor }: Input<typeof customersSetCredit>,
): Promise<CustomerAccount> {
  await requireCustomer(tx.sql, id)
  await tx.lock([creditWant(id)])
  const account = heldAccount(tx, id, currency)
  account.limitMinor = limitMinor
  tx.emit(customerChanged, COMPANY, { id })
  return { customerId: id, currency, limitMinor, balanceMinor: account.balanceMinor }
}

/** Takes a payment; paying more than is owed leaves the rest to the customer's good. */
export async function receive(
  tx: Tx,
  input: Input<typeof customersReceive>,
): Promise<CustomerAccount> {
  const { id, paymentId, storeId, currency, amountMinor, kind: paidBy, reference } = input
  requireStore(tx.scope, storeId)
  await requireCustomer(tx.sql, id)
  await tx.lock([creditWant(id)])
  const account = heldAccount(tx, id, currency)
  const { personId } = tx.scope
  const by = { documentId: paymentId, paidBy, reference, storeId, personId, allowedBy: null }
  post(tx, account, -amountMinor, { kind: 'payment', ...by })
  const { limitMinor, balanceMinor } = account
  return { customerId: id, currency, limitMinor, balanceMinor }
}

/** What a customer owes in a currency. */
export async function account(
  { sql }: Ask,
  { id, currency }: Input<typeof customersAccount>,
): Promise<CustomerAccount> {
  await requireCustomer(sql, id)
  const [found] = await sql<CustomerAccount>(
    `select customer_id as "customerId", currency, limit_minor as "limitMinor",
            balance_minor as "balanceMinor"
       from customer_account where customer_id = $1 and currency = $2`,
    [id, currency],
  )
  return found ?? { customerId: id, currency, limitMinor: 0, balanceMinor: 0 }
}

/** The ledger of a customer; the cursor is the last entry's number. */
export async function statement(
  { sql }: Ask,
  { id, currency, after = '', limit = DEFAULT_LIMIT }: Input<typeof customersStatement>,
): Promise<Output<typeof customersStatement>> {
  await requireCustomer(sql, id)
  const below = /^\d{1,9}$/.test(after) ? Number(after) : FIRST_OF_ALL
  const rows = await sql<CustomerEntry>(
    `select number, kind, document_id as "documentId", amount_minor as "amountMinor",
            balance_minor as "balanceMinor", limit_minor as "limitMinor",
            allowed_by as "allowedBy", paid_by as "paidBy", reference, store_id as "storeId",
            person_id as "personId", at
       from customer_entry where customer_id = $1 and currency = $2 and number < $3
      order by number desc limit $4`,
    [id, currency, below, limit + 1],
  )
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { rows: page, next: rows.length > limit && last ? String(last.number) : null }
}
