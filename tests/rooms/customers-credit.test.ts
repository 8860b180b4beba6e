// What customers owe and whose prices they have: charged in the lane to the limit and not beyond, paid
// off, stated; terms that only some may change and that a sale must have right.
import t from 'tap'
import type { Input } from '#shared/contract.ts'
import { system, type Scope } from '#kernel/scope.ts'
import {
  customerGroups,
  customerGroupsList,
  customerGroupsSet,
  customersAccount,
  customersGet,
  customersReceive,
  customersSearch,
  customersSet,
  customersSetCredit,
  customersStatement,
} from '#customers/contract.ts'
import { taxPositionsSet } from '#stores/contract.ts'
import { creditChecks } from '../../src/verify/credit.ts'
import { lawHolds } from '../support/law.ts'
import { aCustomer, id, openPurse, tender, type Purse } from '../support/purse.ts'
import { refused } from '../support/refused.ts'
import { withSql } from '../support/stock.ts'

const currency = 'EGP'
const both = (name: string) => ({ en: name, ar: name })
const onAccount = (amountMinor: number) => [tender('on-account', amountMinor)]

async function soundBooks(t: { same(a: unknown, b: unknown, m: string): boolean }, k: Purse) {
  for (const { name, run } of creditChecks) {
    t.same((await withSql(k.url, (sql) => run(sql))).breaks, [], name)
  }
}

/** A customer who may owe so much. */
async function debtor(k: Purse, limitMinor: number): Promise<string> {
  const { id: customerId } = await k.customer()
  await k.call(system, customersSetCredit, { id: customerId, currency, limitMinor })
  return customerId
}

const payment = (
  k: Purse,
  customerId: string,
  amountMinor: number,
): Input<typeof customersReceive> => ({
  ...{ id: customerId, paymentId: id(), storeId: k.store.id, currency, amountMinor },
  ...{ kind: 'bank-transfer', reference: 'TRX 17' },
})

t.test('a customer is charged to the limit, pays, and is told of it all', async (t) => {
  const k = await openPurse(t)
  const till = await k.till()
  const customerId = await debtor(k, 10_000)
  await lawHolds(t, k.kernel, [k.store.id], async () => {
    t.match(await till({ customerId, tenders: onAccount(9_000) }), { outcome: 'posted' })
    const over = await till({ customerId, tenders: onAccount(1_001) })
    t.match(over, {
      outcome: 'refused',
      problem: { type: '/problems/credit-exceeded', availableMinor: 1_000 },
    })
    const paid = await k.call(system, customersReceive, payment(k, customerId, 4_000))
    t.same(paid, { customerId, currency, limitMinor: 10_000, balanceMinor: 5_000 })
    const parts = [...onAccount(1_000), ...onAccount(4_000)]
    t.match(await till({ customerId, tenders: parts }), { outcome: 'posted' })
    t.match(await till({ customerId, tenders: onAccount(-12_000) }), { outcome: 'posted' })
  })
  const account = await k.call(system, customersAccount, { id: customerId, currency })
  t.same(account, { customerId, currency, limitMinor: 10_000, balanceMinor: -2_000 })
  const ask = { id: customerId, currency }
  const first = await k.call(system, customersStatement, { ...ask, limit: 3 })
  const rest = await k.call(system, customersStatement, { ...ask, after: first.next ?? '' })
  t.same(
    [...first.rows, ...rest.rows].map((row) => [row.kind, row.amountMinor, row.balanceMinor]),
    [
      ['sale', -12_000, -2_000],
      ['sale', 5_000, 10_000],
      ['payment', -4_000, 5_000],
      ['sale', 9_000, 9_000],
    ],
  )
  t.match(first.rows[2], { paidBy: 'bank-transfer', reference: 'TRX 17' })
  t.equal(rest.next, null)
  await soundBooks(t, k)
})

t.test('a payment is taken once, in a store of the taker, from somebody who exists', async (t) => {
  const k = await openPurse(t)
  const customerId = await debtor(k, 0)
  const once = payment(k, customerId, 500)
  await k.call(system, customersReceive, once)
  await refused(t, k.call(system, customersReceive, once), 'already-exists')
  await refused(t, k.call(system, customersReceive, payment(k, id(), 1)), 'not-found')
  const elsewhere: Scope = { ...system, personId: id(), storeIds: [id()] }
  await refused(t, k.call(elsewhere, customersReceive, payment(k, customerId, 1)), 'wrong-store')
  await refused(t, k.call(system, customersAccount, { id: id(), currency }), 'not-found')
  await refused(t, k.call(system, customersStatement, { id: id(), currency }), 'not-found')
  const unknown = { id: id(), currency, limitMinor: 1 }
  await refused(t, k.call(system, customersSetCredit, unknown), 'not-found')
  const account = await k.call(system, customersAccount, { id: customerId, currency: 'USD' })
  t.same(account, { customerId, currency: 'USD', limitMinor: 0, balanceMinor: 0 })
  await soundBooks(t, k)
})

t.test('beyond the limit somebody answers for it, or it had happened already', async (t) => {
  const k = await openPurse(t)
  const till = await k.till()
  const { id: customerId } = await k.customer()
  const none = await till({ customerId, tenders: onAccount(1) })
  t.match(none, { problem: { type: '/problems/credit-exceeded', availableMinor: 0 } })
  t.match(await till({ customerId, tenders: onAccount(1_000), allowedMinor: 1_000 }), {
    outcome: 'posted',
  })
  t.match(await till({ customerId, tenders: onAccount(500), offline: true }), {
    outcome: 'posted-with-exception',
    exceptions: [{ code: 'credit-exceeded' }],
  })
  const { rows } = await k.call(system, customersStatement, { id: customerId, currency })
  t.same(
    rows.map(({ allowedBy }) => allowedBy),
    ['offline', 'limit-of-role'],
  )
  await soundBooks(t, k)
  await withSql(k.url, (sql) => sql(`update customer_entry set allowed_by = null where number = 1`))
  const breaks = await Promise.all(creditChecks.map(({ run }) => withSql(k.url, (sql) => run(sql))))
  t.equal(breaks.flatMap((found) => found.breaks).length, 1, 'and without it the books are broken')
})

t.test('a sale has the group and the tax position of its customer', async (t) => {
  const k = await openPurse(t)
  const till = await k.till()
  const group = { id: id(), name: both('Wholesale') }
  await lawHolds(t, k.kernel, [], () => k.call(system, customerGroupsSet, group))
  const position = { id: id(), name: both('Exempt'), map: [] }
  await k.call(system, taxPositionsSet, position)
  await k.kernel.tail.look()
  t.same(k.kernel.memory.get(customerGroups, group.id), group)
  const terms = { groupId: group.id, taxPositionId: position.id }
  const { id: customerId } = await k.customer(terms)
  const right = { customerId, customerGroupId: group.id, taxPositionId: position.id }
  t.match(await till(right), { outcome: 'posted' })
  const changed = { problem: { type: '/problems/changed-meanwhile' } }
  t.match(await till({ customerId }), changed)
  t.match(await till({ ...right, taxPositionId: null }), changed)
  t.match(await till({ customerGroupId: group.id }), changed, 'nobody has no group')
  t.match(await till({ customerId: id() }), { problem: { type: '/problems/not-found' } })
  t.match(await till({ customerId, offline: true }), {
    outcome: 'posted-with-exception',
    exceptions: [{ code: 'changed-meanwhile' }, { code: 'changed-meanwhile' }],
  })
})

t.test('terms are set by who may, and kept by who only corrects a number', async (t) => {
  const k = await openPurse(t)
  const cashier: Scope = {
    ...system,
    personId: id(),
    permissions: ['customers.set', 'customers.search', 'customers.get', 'customers.account'],
  }
  const named = { id: id(), name: both('  Staff\u202e ') }
  t.same((await k.call(system, customerGroupsSet, named)).name, both('Staff'))
  const wholesale = { id: id(), name: both('Wholesale') }
  await k.call(system, customerGroupsSet, wholesale)
  await k.kernel.tail.look()
  const { groups } = await k.call(cashier, customerGroupsList, {})
  t.same(groups, [{ ...named, name: both('Staff') }, wholesale])
  const blank = { id: id(), name: both('\u202e') }
  await refused(t, k.call(system, customerGroupsSet, blank), 'invalid-input')
  const mona = aCustomer({ groupId: wholesale.id })
  await refused(t, k.call(cashier, customersSet, mona), 'forbidden')
  await refused(t, k.call(cashier, customersSet, aCustomer({ taxPositionId: id() })), 'forbidden')
  await refused(t, k.call(cashier, customerGroupsSet, named), 'forbidden')
  await refused(t, k.call(system, customersSet, aCustomer({ groupId: id() })), 'not-found')
  await refused(t, k.call(system, customersSet, aCustomer({ taxPositionId: id() })), 'not-found')
  await k.call(system, customersSet, mona)
  const called = { ...mona, phone: '0100' }
  t.same(await k.call(cashier, customersSet, called), called)
  await refused(t, k.call(cashier, customersSet, { ...called, groupId: null }), 'forbidden')
  t.same(await k.call(cashier, customersGet, { id: mona.id }), called)
  t.same((await k.call(cashier, customersSearch, {})).rows, [called])
  const limit = { id: mona.id, currency, limitMinor: 1 }
  await refused(t, k.call(cashier, customersSetCredit, limit), 'forbidden')
  await refused(t, k.call(cashier, customersReceive, payment(k, mona.id, 1)), 'forbidden')
  await refused(t, k.call(cashier, customersStatement, { id: mona.id, currency }), 'forbidden')
})
