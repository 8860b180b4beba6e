// Gift cards, store credit and vouchers: opened, found by their code, spent, refunded and blocked.
import { createHash } from 'node:crypto'
import t from 'tap'
import { system, type Scope } from '#kernel/scope.ts'
import {
  storedValueBlock,
  storedValueEntries,
  storedValueFind,
  storedValueGet,
  storedValueList,
  storedValueOfCustomer,
  storedValueOpen,
} from '#stored-value/contract.ts'
import { storedValueChecks } from '../../src/verify/stored-value.ts'
import { lawHolds } from '../support/law.ts'
import { aCard, id, openPurse, tender, type Purse } from '../support/purse.ts'
import { refused } from '../support/refused.ts'
import { withSql } from '../support/stock.ts'

type T = Pick<typeof t, 'same'>
const balance = async (k: Purse, account: string) =>
  (await k.call(system, storedValueGet, { id: account })).balanceMinor

async function soundBooks(t: T, k: Purse): Promise<void> {
  for (const { name, run } of storedValueChecks) {
    t.same((await withSql(k.url, (sql) => run(sql))).breaks, [], name)
  }
}

t.test('a card is found by its code and by nothing less', async (t) => {
  const k = await openPurse(t)
  const card = { ...aCard(k.store), code: 'moon-٢٠٢٦ abcd' }
  await lawHolds(t, k.kernel, [k.store.id], () => k.call(system, storedValueOpen, card))
  const { code: _, storeId: __, amountMinor, ...known } = card
  const found = await k.call(system, storedValueFind, { code: 'MOON2026ABCD' })
  t.match(found, { ...known, last4: 'ABCD', balanceMinor: amountMinor, state: 'active' })
  t.same(await k.call(system, storedValueFind, { code: 'Moon 2026-abcd' }), found)
  await refused(t, k.call(system, storedValueFind, { code: 'MOON2026ABCE' }), 'not-found')
  await refused(t, k.call(system, storedValueFind, { code: 'A-B-C-D-E' }), 'invalid-input')
  const twin = { ...aCard(k.store), code: card.code }
  await refused(t, k.call(system, storedValueOpen, twin), 'already-exists')
  const kept = await k.kernel.database.sql<{ code_hash: string }>(
    'select code_hash from stored_value',
  )
  const hash = createHash('sha256').update('MOON2026ABCD').digest('hex')
  t.same(kept, [{ code_hash: hash }], 'its digest is kept')
  const [told] = await k.kernel.database.sql<{ told: string }>(
    `select string_agg(coalesce(body, ''), ' ') || (select string_agg(output, ' ') from reply) as told from event`,
  )
  t.notMatch(told?.told.toUpperCase(), /2026-? ?ABCD|MOON/, 'and nothing else tells it')
})

t.test('an amount is given by who may, to a bearer or to a customer', async (t) => {
  const k = await openPurse(t)
  const cashier: Scope = {
    ...system,
    personId: id(),
    storeIds: [k.store.id],
    permissions: ['stored-value.open', 'stored-value.find'],
  }
  await refused(t, k.call(cashier, storedValueOpen, aCard(k.store)), 'forbidden')
  const empty = { ...aCard(k.store), amountMinor: 0 }
  t.match(await k.call(cashier, storedValueOpen, empty), { balanceMinor: 0 })
  const elsewhere = { ...empty, id: id(), storeId: id() }
  await refused(t, k.call(cashier, storedValueOpen, elsewhere), 'wrong-store')
  const nobodys = { ...aCard(k.store), code: null }
  await refused(t, k.call(system, storedValueOpen, nobodys), 'invalid-input')
  const strangers = { ...nobodys, customerId: id() }
  await refused(t, k.call(system, storedValueOpen, strangers), 'not-found')
  const { id: customerId } = await k.customer()
  const own = await k.call(system, storedValueOpen, { ...nobodys, customerId })
  t.equal(own.last4, null)
  t.same(await k.call(cashier, storedValueOfCustomer, { customerId }), { accounts: [own] })
  await refused(t, k.call(cashier, storedValueList, {}), 'forbidden')
  await refused(t, k.call(cashier, storedValueEntries, { id: own.id }), 'forbidden')
  const till = await k.till()
  const spend = { tenders: [tender('gift-card', 100, own.id)] }
  t.match(await till(spend), { problem: { type: '/problems/stored-value-unusable' } })
  t.match(await till({ ...spend, customerId }), { outcome: 'posted' })
  await soundBooks(t, k)
})

t.test('what is sold, spent and refunded is in the ledger, once for each document', async (t) => {
  const k = await openPurse(t)
  const till = await k.till()
  const card = await k.opens({ amountMinor: 0 })
  await lawHolds(t, k.kernel, [k.store.id], async () => {
    t.match(await till({ lines: [{ issues: card, amountMinor: 5_000 }] }), { outcome: 'posted' })
    const twice = [tender('gift-card', 1_000, card), tender('gift-card', 500, card)]
    t.match(await till({ tenders: twice }), { result: { movedMinor: [-1_500] } })
    t.match(await till({ tenders: [tender('gift-card', -200, card)] }), { outcome: 'posted' })
    const short = await till({ tenders: [tender('gift-card', 3_701, card)] })
    t.match(short, {
      outcome: 'refused',
      problem: { type: '/problems/stored-value-short', availableMinor: 3_700 },
    })
    const both = { lines: [{ issues: card, amountMinor: 300 }] }
    const spent = [tender('gift-card', 4_000, card)]
    t.match(await till({ ...both, tenders: spent }), { result: { movedMinor: [300, -4_000] } })
  })
  const first = await k.call(system, storedValueEntries, { id: card, limit: 3 })
  const rest = await k.call(system, storedValueEntries, { id: card, after: first.next ?? '' })
  const all = [...first.rows, ...rest.rows]
  t.same(
    all.map((entry) => [entry.number, entry.amountMinor, entry.balanceMinor]),
    [
      [4, -3_700, 0],
      [3, 200, 3_700],
      [2, -1_500, 3_500],
      [1, 5_000, 5_000],
    ],
  )
  t.equal(rest.next, null)
  await soundBooks(t, k)
})

t.test('what may not be spent is refused, and what happened offline is noted', async (t) => {
  const k = await openPurse(t)
  const till = await k.till()
  const card = await k.opens()
  const old = await k.opens({ expiresOn: '2020-01-31' })
  const dollars = await k.opens({ currency: 'USD' })
  const blocked = await k.opens()
  await k.call(system, storedValueBlock, { id: blocked, blocked: true, reason: 'Reported lost' })
  const unusable = { problem: { type: '/problems/stored-value-unusable' } }
  for (const each of [old, dollars, blocked]) {
    t.match(await till({ tenders: [tender('gift-card', 1, each)] }), unusable)
  }
  t.match(await till({ tenders: [tender('voucher', 1, card)] }), unusable, 'another kind')
  t.match(await till({ tenders: [tender('gift-card', 1, id())] }), {
    problem: { type: '/problems/not-found' },
  })
  const mixed = [tender('gift-card', 12_000, card), tender('gift-card', 50, blocked)]
  const fact = await till({ offline: true, tenders: mixed })
  t.match(fact, {
    outcome: 'posted-with-exception',
    result: { movedMinor: [0, -10_000] },
    exceptions: [{ code: 'stored-value-unusable' }, { code: 'stored-value-short' }],
  })
  t.equal(await balance(k, card), 0)
  t.equal(await balance(k, blocked), 10_000)
  const back = [tender('gift-card', -70, blocked), tender('gift-card', -30, old)]
  t.match(await till({ tenders: back }), { outcome: 'posted' }, 'refunds are always put on')
  const freed = { id: blocked, blocked: false, reason: 'Found again' }
  t.match(await k.call(system, storedValueBlock, freed), { state: 'active', balanceMinor: 10_070 })
  t.match(await till({ tenders: [tender('gift-card', 70, blocked)] }), { outcome: 'posted' })
  await soundBooks(t, k)
})

t.test('a voucher is used once, and whole again when its sale is voided', async (t) => {
  const k = await openPurse(t)
  const till = await k.till()
  const voucher = await k.opens({ kind: 'voucher' })
  const used = await till({ tenders: [tender('voucher', 6_000, voucher)] })
  t.match(await k.call(system, storedValueGet, { id: voucher }), { state: 'used', balanceMinor: 0 })
  const [entry] = (await k.call(system, storedValueEntries, { id: voucher })).rows
  t.match(entry, { amountMinor: -10_000, forfeitedMinor: 4_000, documentId: used.documentId })
  const again = await till({ tenders: [tender('voucher', 1, voucher)] })
  t.match(again, { problem: { type: '/problems/stored-value-unusable' } })
  const freed = { id: voucher, blocked: true, reason: 'No' }
  await refused(t, k.call(system, storedValueBlock, freed), 'wrong-state')
  const undone = { voidOf: used.documentId, tenders: [tender('voucher', -6_000, voucher)] }
  t.match(await till(undone), { outcome: 'posted' })
  const whole = { state: 'active', balanceMinor: 10_000 }
  t.match(await k.call(system, storedValueGet, { id: voucher }), whole)
  await till({ tenders: [tender('voucher', 6_000, voucher)] })
  await till({ tenders: [tender('voucher', -1_000, voucher)] })
  const part = { state: 'active', balanceMinor: 1_000 }
  t.match(
    await k.call(system, storedValueGet, { id: voucher }),
    part,
    'a refund gives back its part',
  )
  await soundBooks(t, k)
})
