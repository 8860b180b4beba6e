// Drawers: one open session each, what they should hold, and the count at the end.
import t from 'tap'
import { system, type Scope } from '#kernel/scope.ts'
import { CHAIN_START, journalPost } from '#shared/journal.ts'
import { openJournal } from '#kernel/journal.ts'
import { stockRoom } from '#stock/index.ts'
import {
  cashCount,
  cashMove,
  cashOpen,
  cashSessions,
  cashSessionsList,
  drawers,
} from '#tills/contract.ts'
import { tillsRoom } from '#tills/index.ts'
import { openKernel } from '../support/kernel.ts'
import { lawHolds } from '../support/law.ts'
import { refused } from '../support/refused.ts'
import { ground, id, openShop, withSql } from '../support/stock.ts'
import { aTill, counted, people } from '../support/tills.ts'

async function shopWithTill(test: { teardown(handler: () => unknown): unknown }) {
  const staff = people()
  const shop = await openShop(test, {
    rooms: [ground, stockRoom, tillsRoom],
    directory: staff.directory,
  })
  return { shop, staff, till: await aTill(shop, staff) }
}

t.test('a drawer opens, takes and gives, and closes with its difference', async (t) => {
  const { shop, till } = await shopWithTill(t)
  const { id: storeId } = shop.store
  await lawHolds(t, shop.kernel, [storeId], async () => {
    t.match(await till.open(10_000), { outcome: 'posted', result: { number: 1, state: 'open' } })
    const move = { cashSessionId: till.cashSessionId, reason: 'Change' }
    await till.post(cashMove, { ...move, kind: 'pay-in', amountMinor: 500 })
    await till.post(cashMove, { ...move, kind: 'pay-out', amountMinor: 2000 })
  })
  t.match(shop.kernel.memory.get(drawers, till.cashSessionId, storeId), { expectedMinor: 8500 })
  await lawHolds(t, shop.kernel, [storeId], async () => {
    t.match(await till.post(cashCount, counted(till, 1, 8400)), { result: { outcome: 'recount' } })
    t.match(await till.post(cashCount, counted(till, 2, 8400)), {
      outcome: 'posted',
      result: { outcome: 'closed', expectedMinor: 8500, countedMinor: 8400, varianceMinor: -100 },
    })
  })
  const { sessions } = await shop.call(system, cashSessionsList, { storeId })
  t.match(sessions, [{ session: { state: 'closed' }, drawer: { varianceMinor: -100 } }])
  const [sum] = await shop.kernel.database.sql<{ ok: boolean }>(
    `select bool_and(s.float_minor + coalesce(m.sum, 0) = s.expected_minor) as ok
       from cash_session s left join (select cash_session_id, sum(amount_minor) as sum
         from cash_movement group by 1) m on m.cash_session_id = s.id`,
  )
  t.equal(sum?.ok, true)
})

t.test('numbers are dense for each till, and only its newest session is replicated', async (t) => {
  const { shop, till, staff } = await shopWithTill(t)
  const second = await aTill(shop, staff, 'T2')
  const { id: storeId } = shop.store
  await lawHolds(t, shop.kernel, [storeId], async () => {
    for (let round = 1; round <= 3; round += 1) {
      t.match(await till.open(), { result: { number: round } })
      await till.post(cashCount, counted(till, 1, 10_000))
    }
    t.match(await second.open(), { result: { number: 1 } })
  })
  const kept = [...shop.kernel.memory.records(cashSessions, storeId).values()]
  t.same(
    kept.map((each) => each.number).toSorted((a, b) => a - b),
    [1, 3],
  )
  t.equal(shop.kernel.memory.records(drawers, storeId).size, 2)
})

t.test('a whole day in one call is the same as entry by entry', async (t) => {
  const { shop, till } = await shopWithTill(t)
  await lawHolds(t, shop.kernel, [shop.store.id], async () => {
    const entries = [1, 2, 3].flatMap((round) => {
      const cashSessionId = id()
      const open = till.write(cashOpen, { id: cashSessionId, floatMinor: round, offline: true })
      const move = { cashSessionId, kind: 'pay-in' as const, amountMinor: 5, reason: 'x' }
      const moved = till.write(cashMove, { ...move, offline: true })
      const close = { ...counted({ cashSessionId }, 1, 0), offline: true }
      return [open, moved, till.write(cashCount, close)]
    })
    const verdicts = await till.send(entries)
    t.ok(verdicts.every((each) => each.outcome.startsWith('posted')))
  })
  const rows = await shop.kernel.database.sql(
    `select number, expected_minor as expected, counted_minor as counted, open_on as open
       from cash_session order by number`,
  )
  t.same(
    rows,
    [1, 2, 3].map((number) => ({ number, expected: number + 5, counted: 0, open: null })),
  )
})

t.test('a second open session is refused, and the table has no room for one', async (t) => {
  const { shop, till } = await shopWithTill(t)
  await till.open()
  t.match(await till.post(cashOpen, { floatMinor: 1 }), {
    outcome: 'refused',
    problem: { type: '/problems/session-open' },
  })
  const copy = withSql(shop.url, (sql) =>
    sql(
      `insert into cash_session select store_id, gen_random_uuid(), terminal_id, 99, person_id,
         opened_at, float_minor, currency, open_on, closed_at, closed_by, expected_minor, counted_minor,
         tally, opened_fence, opened_n, z_number from cash_session`,
    ),
  )
  await t.rejects(copy, /cash_session_store_id_open_on_unique/)
})

t.test('two hubs cannot open one drawer twice, not even for two lives of a terminal', async (t) => {
  const { shop, till, staff } = await shopWithTill(t)
  const rooms = [ground, stockRoom, tillsRoom]
  const other = await openKernel(t, { url: shop.url, rooms, directory: staff.directory })
  await withSql(shop.url, (sql) => openJournal(sql, till.terminalId, 2, CHAIN_START))
  const entry = till.write(cashOpen, { floatMinor: 1 })
  const again = till.write(cashOpen, { floatMinor: 2 })
  const copy = { ...again, n: 1, previousHash: CHAIN_START }
  const posted = await Promise.all([
    shop.call(till.scope, journalPost, { fence: 1, entries: [entry] }),
    other.call(till.scope, journalPost, { fence: 2, entries: [copy] }),
  ])
  const outcomes = posted.map(({ verdicts }) => verdicts[0]?.outcome ?? '')
  t.same(outcomes.toSorted(), ['posted', 'refused'])
  const rows = await shop.kernel.database.sql(`select 1 from cash_session`)
  t.equal(rows.length, 1)
})

t.test('offline, what happened is kept with a note', async (t) => {
  const { shop, till } = await shopWithTill(t)
  const { id: storeId } = shop.store
  await till.open(1000)
  const first = till.cashSessionId
  await lawHolds(t, shop.kernel, [storeId], async () => {
    t.match(await till.post(cashOpen, { floatMinor: 2000, offline: true }), {
      outcome: 'posted-with-exception',
      exceptions: [{ code: 'session-open' }],
      result: { number: 2 },
    })
    const late = {
      cashSessionId: first,
      kind: 'pay-in' as const,
      amountMinor: 7,
      reason: 'x',
    }
    t.match(await till.post(cashMove, { ...late, offline: true }), {
      outcome: 'posted-with-exception',
      exceptions: [{ code: 'session-closed' }],
    })
    t.match(await till.post(cashMove, late), { problem: { type: '/problems/session-closed' } })
  })
  const kept = [...shop.kernel.memory.records(drawers, storeId).values()]
  t.match(kept, [{ expectedMinor: 2007 }], 'the drawer the money is in')
})

t.test('nothing happens to a drawer that was never opened, or is closed', async (t) => {
  const { till } = await shopWithTill(t)
  const cashSessionId = id()
  const move = { cashSessionId, kind: 'pay-in' as const, amountMinor: 7, reason: 'x' }
  t.match(await till.post(cashMove, move), { outcome: 'refused' })
  await till.open()
  t.match(await till.post(cashCount, counted(till, 1, 10_000)), { outcome: 'posted' })
  const again = counted(till, 2, 1)
  t.match(await till.post(cashCount, again), { problem: { type: '/problems/count-locked' } })
  t.match(await till.post(cashCount, { ...again, offline: true }), { outcome: 'quarantined' })
})

t.test('who may not is refused online, and noted offline', async (t) => {
  const { till, staff } = await shopWithTill(t)
  staff.permissions = ['sales.complete']
  t.match(await till.open(), { problem: { type: '/problems/forbidden' } })
  t.match(await till.post(cashOpen, { floatMinor: 1, offline: true }), {
    exceptions: [{ code: 'not-permitted' }],
  })
})

t.test('a session can be listed by those of its store', async (t) => {
  const { shop } = await shopWithTill(t)
  const other: Scope = { ...system, personId: id(), storeIds: [id()] }
  await refused(t, shop.call(other, cashSessionsList, { storeId: shop.store.id }), 'wrong-store')
})
