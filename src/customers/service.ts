// The verbs of customers. They are looked up in the database and never replicated, so that a till holds
// no more of them than it has asked for.
import type { Input, Output } from '#shared/contract.ts'
import { idAfter } from '#shared/paging.ts'
import { COMPANY } from '#shared/streams.ts'
import { Problem } from '#kernel/problems.ts'
import type { Ask } from '#kernel/room.ts'
import { grants } from '#kernel/scope.ts'
import type { Tx } from '#kernel/transact.ts'
import { taxPositions } from '#stores/contract.ts'
import {
  customerChanged,
  customerGroups,
  type Customer,
  type customersGet,
  type customersSearch,
  termsPermission,
} from './contract.ts'
import { CustomerRow } from './entities.ts'
import { likeAnywhere, searchNumber, searchTexts, searchWords, tidyCustomer } from './rules.ts'

export { chargeAccount, creditWant, type Charge } from './accounts.ts'
export { customerWant, judgeCustomer } from './groups.ts'

const columns = `id, name, phone, email, tax_number as "taxNumber", address, archived,
  group_id as "groupId", tax_position_id as "taxPositionId"`
const DEFAULT_LIMIT = 50

/** Adds a customer or changes one. */
export async function set(tx: Tx, input: Customer): Promise<Customer> {
  const customer = tidyCustomer(input)
  if (!('id' in customer)) throw new Problem('invalid-input', { errors: [...customer] })
  await judgeTerms(tx, customer)
  await tx.em.upsert(CustomerRow, { ...customer, ...searchTexts(customer) })
  tx.emit(customerChanged, COMPANY, { id: customer.id })
  return customer
}

/** Who may only enter customers leaves their prices and taxes as they are. */
async function judgeTerms(tx: Tx, { id, groupId, taxPositionId }: Customer): Promise<void> {
  const [former] = await tx.sql<Pick<Customer, 'groupId' | 'taxPositionId'>>(
    `select group_id as "groupId", tax_position_id as "taxPositionId"
       from customer where id = $1 for update`,
    [id],
  )
  const group = groupId !== (former?.groupId ?? null)
  const position = taxPositionId !== (former?.taxPositionId ?? null)
  if (!group && !position) return
  if (!grants(tx.scope.permissions, termsPermission)) {
    throw new Problem('forbidden', `Prices and taxes of a customer need ${termsPermission}`)
  }
  if (group && groupId !== null && !tx.memory.get(customerGroups, groupId)) {
    throw new Problem('not-found', 'There is no such customer group')
  }
  if (position && taxPositionId !== null && !tx.memory.get(taxPositions, taxPositionId)) {
    throw new Problem('not-found', 'There is no such tax position')
  }
}

/** One customer, archived or not. */
export async function get({ sql }: Ask, { id }: Input<typeof customersGet>): Promise<Customer> {
  const [customer] = await sql<Customer>(`select ${columns} from customer where id = $1`, [id])
  if (!customer) throw new Problem('not-found', 'There is no such customer')
  return customer
}

/** Customers who are not archived, by name; the cursor is the last one's id. */
export async function search(
  { sql }: Ask,
  { text = '', after, limit = DEFAULT_LIMIT }: Input<typeof customersSearch>,
): Promise<Output<typeof customersSearch>> {
  const number = searchNumber(text)
  const rows = await sql<Customer>(
    `select ${columns} from customer
      where not archived and (search like all($1::text[]) or search like $4)
        and ($2::uuid is null
             or (sort_name, id) > (select sort_name, id from customer where id = $2))
      order by sort_name, id limit $3`,
    [
      searchWords(text).map(likeAnywhere),
      idAfter(after),
      limit + 1,
      number && likeAnywhere(number),
    ],
  )
  const page = rows.slice(0, limit)
  return { rows: page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null }
}
