// Stored-value accounts and the ledger of what moved on them. Of a code only its digest and its last
// four characters are kept. No foreign keys: the lane writes both tables.
import { defineEntity, p } from '@mikro-orm/postgresql'
import type { Id } from '#shared/ids.ts'
import type { StoredValueAccount } from './contract.ts'

export const StoredValueRow = defineEntity({
  name: 'StoredValueRow',
  tableName: 'stored_value',
  checks: [{ name: 'stored_value_balance_minor_check', expression: 'balance_minor >= 0' }],
  uniques: [{ name: 'stored_value_code_hash_unique', properties: ['codeHash'] }],
  indexes: [{ name: 'stored_value_customer_id_id_index', properties: ['customerId', 'id'] }],
  properties: {
    id: p.uuid().primary(),
    kind: p.text().$type<StoredValueAccount['kind']>(),
    currency: p.text(),
    customerId: p.uuid().nullable(),
    /** SHA-256 of the tidied code, hex; null for an account without one. */
    codeHash: p.text().nullable(),
    last4: p.text().nullable(),
    balanceMinor: p.bigint('number'),
    state: p.text().$type<StoredValueAccount['state']>(),
    expiresOn: p.date().nullable(),
    at: p.datetime(3),
    /** The document that used a voucher up, and what was forfeited then. */
    usedBy: p.uuid().nullable(),
    forfeitedMinor: p.bigint('number'),
    /** The number of the newest entry. */
    entries: p.integer(),
  },
})

export const StoredValueEntryRow = defineEntity({
  name: 'StoredValueEntryRow',
  tableName: 'stored_value_entry',
  uniques: [
    {
      name: 'stored_value_entry_account_id_document_id_unique',
      properties: ['accountId', 'documentId'],
    },
  ],
  indexes: [{ name: 'stored_value_entry_document_id_index', properties: ['documentId'] }],
  properties: {
    accountId: p.uuid().primary(),
    number: p.integer().primary(),
    documentId: p.uuid(),
    amountMinor: p.bigint('number'),
    forfeitedMinor: p.bigint('number'),
    balanceMinor: p.bigint('number'),
    storeId: p.uuid(),
    personId: p.uuid().nullable(),
    at: p.datetime(3),
  },
})

/** An account as decisions hold it. */
export type ValueHeld = {
  id: Id
  kind: StoredValueAccount['kind']
  currency: string
  customerId: Id | null
  last4: string | null
  balanceMinor: number
  state: StoredValueAccount['state']
  expiresOn: string | null
  usedBy: Id | null
  forfeitedMinor: number
  entries: number
}

/** An entry as it is written; several moves of one document are one entry. */
export type EntryHeld = {
  accountId: Id
  number: number
  documentId: Id
  amountMinor: number
  forfeitedMinor: number
  balanceMinor: number
  storeId: Id
  personId: Id | null
  at: string
}

export const accountColumns = `id, kind, currency, customer_id as "customerId", last4,
  balance_minor as "balanceMinor", state, expires_on::text as "expiresOn", at`
