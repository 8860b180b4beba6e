// Customer groups, and the terms a sale must have because of who buys: the prices of the customer's
// group and the customer's tax position. Terms are read, not locked; a sale does not change them.
import type { Output } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import { cleanLocalName } from '#shared/names.ts'
import { COMPANY } from '#shared/streams.ts'
import type { Sql } from '#kernel/database.ts'
import type { Objection } from '#kernel/decider.ts'
import type { Draft } from '#kernel/draft.ts'
import { want, type LockClass, type Want } from '#kernel/locks.ts'
import { Problem } from '#kernel/problems.ts'
import type { Ask } from '#kernel/room.ts'
import type { Tx } from '#kernel/transact.ts'
import {
  customerGroupChanged,
  customerGroups,
  type CustomerGroup,
  type customerGroupsList,
} from './contract.ts'
import { CustomerGroupRow, CustomerRow, type TermsHeld } from './entities.ts'

export async function setGroup(tx: Tx, input: CustomerGroup): Promise<CustomerGroup> {
  const name = cleanLocalName(input.name)
  if (!name) {
    throw new Problem('invalid-input', { errors: [{ path: '/name', message: 'is unreadable' }] })
  }
  const group = { id: input.id, name }
  await tx.em.upsert(CustomerGroupRow, group)
  tx.emit(customerGroupChanged, COMPANY, group)
  return group
}

export async function listGroups({ memory }: Ask): Promise<Output<typeof customerGroupsList>> {
  const groups = [...memory.records(customerGroups).values()]
  return { groups: groups.toSorted((a, b) => a.name.en.localeCompare(b.name.en, 'en')) }
}

export async function loadGroups(sql: Sql): Promise<{ 'customer-groups': CustomerGroup[] }> {
  const groups = await sql<CustomerGroup>(`select id, name from customer_group order by id`)
  return { 'customer-groups': groups }
}

const terms: LockClass<TermsHeld> = {
  name: 'credit',
  entity: CustomerRow,
  group: (row) => row.id,
  changes: [],
  select: (sql, ids) =>
    sql<TermsHeld>(
      `select id, name, archived, group_id as "groupId", tax_position_id as "taxPositionId"
         from customer where id = any($1::uuid[]) order by id`,
      [ids],
    ),
}

/** The terms of a customer, to be read with what a decision locks. */
export function customerWant(customerId: Id): Want {
  return want(terms, customerId)
}

type WhoBuys = {
  readonly customerId: Id | null
  readonly customerGroupId: Id | null
  readonly taxPositionId: Id | null
}

/**
 * Objects to a customer nobody knows (`not-found`), and to a group or tax position that is not the
 * customer's (`changed-meanwhile`); without a customer there is neither.
 */
export function judgeCustomer(draft: Draft, body: WhoBuys, object: Objection): void {
  const { customerId, customerGroupId, taxPositionId } = body
  const customer = customerId === null ? NOBODY : draft.rows(terms, customerId)[0]
  if (!customer) {
    object('not-found', `There is no customer ${customerId}`)
    return
  }
  if (customer.groupId !== customerGroupId) {
    object(
      'changed-meanwhile',
      `The customer is of the group ${customer.groupId ?? 'of everybody'}`,
    )
  }
  if (customer.taxPositionId !== taxPositionId) {
    object('changed-meanwhile', `The tax position is ${customer.taxPositionId ?? 'the usual one'}`)
  }
}

const NOBODY = { groupId: null, taxPositionId: null }
