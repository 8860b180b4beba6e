// Customers as they are kept: beside what is shown, the folded text they are found by; their groups;
// and what they owe, as a balance the lane locks and as a ledger that is only added to.
import { defineEntity, p } from '@mikro-orm/postgresql'
import type { Id } from '#shared/ids.ts'
import type { LocalName } from '#shared/names.ts'
import type { CustomerEntry } from './contract.ts'

export const CustomerGroupRow = defineEntity({
  name: 'CustomerGroupRow',
  tableName: 'customer_group',
  properties: { id: p.uuid().primary(), name: p.json<LocalName>() },
})

export const CustomerRow = defineEntity({
  name: 'CustomerRow',
  tableName: 'customer',
  indexes: [{ name: 'customer_sort_name_id_index', properties: ['sortName', 'id'] }],
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    phone: p.text().nullable(),
    email: p.text().nullable(),
    taxNumber: p.text().nullable(),
    address: p.text().nullable(),
    archived: p.boolean(),
    groupId: p.uuid().nullable(),
    taxPositionId: p.uuid().nullable(),
    /** The folded name, cut so that any name fits an index. */
    sortName: p.text(),
    /** Folded words of name and e-mail, and the numbers without gaps, a line each. */
    search: p.text(),
  },
})

export const CustomerAccountRow = defineEntity({
  name: 'CustomerAccountRow',
  tableName: 'customer_account',
  checks: [{ name: 'customer_account_limit_minor_check', expression: 'limit_minor >= 0' }],
  properties: {
    customerId: p.uuid().primary(),
    currency: p.text().primary(),
    limitMinor: p.bigint('number'),
    balanceMinor: p.bigint('number'),
    /** The number of the newest entry. */
    entries: p.integer(),
  },
})

export const CustomerEntryRow = defineEntity({
  name: 'CustomerEntryRow',
  tableName: 'customer_entry',
  uniques: [
    {
      name: 'customer_entry_customer_id_currency_document_id_unique',
      properties: ['customerId', 'currency', 'documentId'],
    },
  ],
  indexes: [{ name: 'customer_entry_document_id_index', properties: ['documentId'] }],
  properties: {
    customerId: p.uuid().primary(),
    currency: p.text().primary(),
    number: p.integer().primary(),
    kind: p.text().$type<CustomerEntry['kind']>(),
    documentId: p.uuid(),
    amountMinor: p.bigint('number'),
    balanceMinor: p.bigint('number'),
    limitMinor: p.bigint('number'),
    allowedBy: p.text().nullable(),
    paidBy: p.text().$type<NonNullable<CustomerEntry['paidBy']>>().nullable(),
    reference: p.text().nullable(),
    storeId: p.uuid(),
    personId: p.uuid().nullable(),
    at: p.datetime(3),
  },
})

/** An account as decisions hold it. */
export type CreditHeld = {
  customerId: Id
  currency: string
  limitMinor: number
  balanceMinor: number
  entries: number
}

/** A customer's terms as decisions read them. */
export type TermsHeld = {
  id: Id
  name: string
  archived: boolean
  groupId: Id | null
  taxPositionId: Id | null
}
