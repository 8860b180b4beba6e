// X and Z: what a session came to, sealed once, chained, and covering the journals of its terminal
// without a gap, whichever devices wrote them.
import { createHash } from 'node:crypto'
import t from 'tap'
import { system, type Scope } from '#kernel/scope.ts'
import { CHAIN_START } from '#shared/journal.ts'
import type { Id } from '#shared/ids.ts'
import { cashCount, cashMove, cashNoSale, cashSessions, drawers } from '#tills/contract.ts'
import { tillsSeal, tillsX, zReportGet, zReportsList, type ZReport } from '#tills/seal-contract.ts'
import { lawHolds } from '../support/law.ts'
import { refused } from '../support/refused.ts'
import { openSelling, saleOf, sell, writeSale } from '../support/sales.ts'
import { id, withSql, type Goods, type Shop } from '../support/stock.ts'
import { aTill, counted, type Till } from '../support/tills.ts'

const drawerOf = (shop: Shop, { cashSessionId }: Till) =>
  shop.kernel.memory.get(drawers, cashSessionId, shop.store.id)

/** Counts what is really there, whatever was sold. */
async function close(shop: Shop, till: Till): Promise<void> {
  await shop.kernel.tail.look()
  const expectedMinor = drawerOf(shop, till)?.expectedMinor ?? 0
  await till.post(cashCount, counted(till, 1, expectedMinor))
}

const seal = (shop: Shop, cashSessionId: Id, explanation?: string, scope: Scope = system) =>
  shop.call(scope, tillsSeal, {
    storeId: shop.store.id,
    cashSessionId,
    ...(explanation === undefined ? {} : { explanation }),
  })

const card = (amountMinor: number) => ({ kind: 'card' as const, amountMinor, reference: 'slip' })

async function selling(test: { teardown(handler: () => unknown): unknown }) {
  const opened = await openSelling(test)
  const bread = await opened.shop.sells({}, 125_000, 1_000_000)
  return { ...opened, bread }
}

/** Every number of every fence is in one range, and the ranges of a fence follow one another. */
function tiles(zs: readonly ZReport[]): Record<number, number> {
  const upTo: Record<number, number> = {}
  for (const { fence, fromN, toN } of zs.flatMap(({ ranges }) => ranges)) {
    if (fromN !== (upTo[fence] ?? 0) + 1) throw new Error(`fence ${fence} goes on at ${fromN}`)
    upTo[fence] = toN
  }
  return upTo
}

function chained(zs: readonly ZReport[]): boolean {
  let before = CHAIN_START
  return zs.every(({ hash, previousHash, ...body }) => {
    const text = `${before}\n${body.number}\n${JSON.stringify(body)}`
    const right =
      previousHash === before && createHash('sha256').update(text).digest('hex') === hash
    before = hash
    return right
  })
}

t.test('X tells a session as it goes, and Z the same for ever', async (t) => {
  const { shop, till, bread } = await selling(t)
  const storeId = shop.store.id
  const { cashSessionId } = till
  const { body } = await sell(shop, till, [{ goods: bread, quantityMilli: 4000 }])
  await sell(shop, till, [{ goods: bread }], { tenders: [card(1250)] })
  const [line] = body.lines
  const from = { saleId: body.id, lineId: line?.id ?? '' }
  const returnOf = { ...from, reason: 'Stale', disposition: 'restock' } as const
  await sell(shop, till, [{ goods: bread, quantityMilli: -1000, returnOf }])
  const at = { cashSessionId, reason: 'Safe' }
  await till.post(cashMove, { ...at, kind: 'drop', amountMinor: 2000 })
  await till.post(cashMove, { ...at, kind: 'loan', amountMinor: 300 })
  await till.post(cashMove, { ...at, kind: 'pay-in', amountMinor: 20 })
  await till.post(cashMove, { ...at, kind: 'pay-out', amountMinor: 1 })
  await till.post(cashNoSale, at)
  const { drawer, totals } = await shop.call(system, tillsX, { storeId, cashSessionId })
  const moves = { payInMinor: 20, payOutMinor: 1, dropMinor: 2000, loanMinor: 300, noSales: 1 }
  t.match(totals, {
    salesCount: 2,
    returnsCount: 1,
    voidsCount: 0,
    postVoidsCount: 0,
    soldMinor: 6250,
    returnedMinor: -1250,
    totalMinor: 5000,
    tenders: [
      { kind: 'card', count: 1, amountMinor: 1250 },
      { kind: 'cash', count: 2, amountMinor: 3750 },
    ],
    moves,
  })
  t.equal(totals.netMinor + totals.taxMinor + totals.roundingMinor, 5000)
  t.equal(
    totals.taxes.reduce((sum, { netMinor, taxMinor }) => sum + netMinor + taxMinor, 0),
    5000,
  )
  t.match(drawer, { expectedMinor: 10_000 + 3750 - 2000 + 300 + 20 - 1, moves })
  await refused(t, seal(shop, cashSessionId), 'wrong-state')
  await close(shop, till)
  await lawHolds(t, shop.kernel, [storeId], async () => {
    const z = await seal(shop, cashSessionId)
    t.match(z, { number: 1, totals, grandTotalMinor: 5000, varianceMinor: 0, missing: [] })
    t.same(z.ranges, [{ fence: 1, fromN: 1, toN: 10 }])
    const key = { storeId, terminalId: till.terminalId, number: 1 }
    t.same(await shop.call(system, zReportGet, key), z)
  })
  await shop.kernel.tail.look()
  const told = shop.kernel.memory.get(cashSessions, cashSessionId, storeId)
  t.match(told, { state: 'sealed', zNumber: 1 })
  await refused(t, seal(shop, cashSessionId), 'already-sealed')
  t.match((await shop.call(system, tillsX, { storeId, cashSessionId })).totals, totals)
})

t.test('sessions are sealed in order; numbers are dense and totals run on', async (t) => {
  const { shop, till, bread } = await selling(t)
  const sessions: Id[] = []
  for (let round = 1; round <= 4; round += 1) {
    if (round > 1) await till.open()
    sessions.push(till.cashSessionId)
    for (let n = 0; n < round; n += 1) await sell(shop, till, [{ goods: bread }])
    await close(shop, till)
  }
  const [first = '', second = ''] = sessions
  await refused(t, seal(shop, second), 'wrong-state')
  const zs: ZReport[] = []
  await lawHolds(t, shop.kernel, [shop.store.id], async () => {
    for (const each of sessions) zs.push(await seal(shop, each))
  })
  t.same(
    zs.map(({ number, sessionNumber, grandTotalMinor }) => [
      number,
      sessionNumber,
      grandTotalMinor,
    ]),
    [1, 3, 6, 10].map((sales, i) => [i + 1, i + 1, sales * 1250]),
  )
  t.ok(chained(zs))
  t.same(tiles(zs), { 1: 4 * 2 + 10 })
  const list = { storeId: shop.store.id, limit: 3 }
  const page = await shop.call(system, zReportsList, list)
  t.same(
    page.rows.map(({ number }) => number),
    [4, 3, 2],
  )
  const rest = await shop.call(system, zReportsList, { ...list, after: page.next ?? '' })
  t.same([rest.rows.map(({ cashSessionId }) => cashSessionId), rest.next], [[first], null])
  const scope: Scope = { ...system, personId: id(), storeIds: [id()] }
  await refused(t, shop.call(scope, zReportsList, list), 'wrong-store')
  await refused(t, seal(shop, first, undefined, scope), 'wrong-store')
})

t.test('one session is sealed once, however many ask', async (t) => {
  const { shop, till } = await selling(t)
  await close(shop, till)
  const asked = Array.from({ length: 8 }, () => seal(shop, till.cashSessionId).catch(() => null))
  t.equal((await Promise.all(asked)).filter(Boolean).length, 1)
})

t.test('what comes after the seal goes to a session of its own, and to the next Z', async (t) => {
  const { shop, till, bread } = await selling(t)
  const first = till.cashSessionId
  await sell(shop, till, [{ goods: bread }])
  await close(shop, till)
  const z = await seal(shop, first)
  const late = { outcome: 'posted-with-exception', exceptions: [{ code: 'session-closed' }] }
  await lawHolds(t, shop.kernel, [shop.store.id], async () => {
    for (let n = 0; n < 2; n += 1) {
      t.match(await sell(shop, till, [{ goods: bread }], { offline: true }), late)
    }
  })
  const kept = [...shop.kernel.memory.records(cashSessions, shop.store.id).values()]
  t.match(kept, [{ number: 2, state: 'closed', floatMinor: 0, closedBy: null }])
  const own = await seal(shop, kept[0]?.id ?? '')
  t.match(own, { number: 2, countedMinor: null, varianceMinor: null, expectedMinor: 2500 })
  t.match(own.totals, { salesCount: 2, totalMinor: 2500 })
  t.match([z.totals.totalMinor, own.grandTotalMinor], [1250, 3750])
  t.same(tiles([z, own]), { 1: 5 })
  t.match(await till.open(), { outcome: 'posted', result: { number: 3 } })
})

t.test('a till that never had a session sells offline into one of its own', async (t) => {
  const { shop, staff, bread } = await selling(t)
  const till = await aTill(shop, staff, 'T2')
  await lawHolds(t, shop.kernel, [shop.store.id], async () => {
    t.match(await sell(shop, till, [{ goods: bread }], { offline: true }), {
      exceptions: [{ code: 'session-closed' }],
    })
    t.match(await till.open(), { outcome: 'posted', result: { number: 2 } })
  })
})

/** A terminal that was replaced twice, with entries of older devices arriving among newer ones. */
async function replaced(shop: Shop, staff: Parameters<typeof aTill>[1], bread: Goods) {
  const first = await aTill(shop, staff, 'T9')
  await first.open()
  await sell(shop, first, [{ goods: bread }])
  const late = [1, 2].map(() => {
    return writeSale(first, saleOf(shop, first, [{ goods: bread }], { offline: true }))
  })
  const second = await aTill(shop, staff, 'T9', first)
  second.cashSessionId = first.cashSessionId
  const sessions = [first.cashSessionId]
  await sell(shop, second, [{ goods: bread }])
  await close(shop, second)
  await first.send(late.slice(0, 1))
  await second.open()
  sessions.push(second.cashSessionId)
  await sell(shop, second, [{ goods: bread }])
  await first.send(late.slice(1))
  await close(shop, second)
  const third = await aTill(shop, staff, 'T9', second)
  await third.open()
  sessions.push(third.cashSessionId)
  await close(shop, third)
  return { sessions, terminalId: first.terminalId }
}

t.test('over the devices a terminal had, the ranges of its Zs tile', async (t) => {
  const { shop, staff, bread } = await selling(t)
  const { sessions, terminalId } = await replaced(shop, staff, bread)
  const zs: ZReport[] = []
  for (const each of sessions) zs.push(await seal(shop, each))
  t.same(tiles(zs), { 1: 4, 2: 5, 3: 2 })
  const sales = zs.map(({ totals }) => totals.salesCount)
  t.same(sales, [3, 2, 0])
  t.ok(chained(zs))
  const heads = await shop.kernel.database.sql<{ fence: number; n: number }>(
    `select fence, last_n as n from journal_head where terminal_id = $1`,
    [terminalId],
  )
  t.same(Object.fromEntries(heads.map(({ fence, n }) => [fence, n])), { 1: 4, 2: 5, 3: 2 })
})

t.test('over a hole nothing is sealed without somebody who says why', async (t) => {
  const { shop, till, staff, bread } = await selling(t)
  await sell(shop, till, [{ goods: bread }])
  const lost = [1, 2, 3].map(() => {
    return writeSale(till, saleOf(shop, till, [{ goods: bread }], { offline: true }))
  })
  const device = await aTill(shop, staff, 'T1', till)
  device.cashSessionId = till.cashSessionId
  await close(shop, device)
  await withSql(shop.url, (sql) =>
    sql(`update journal_head set reported_n = 5 where terminal_id = $1 and fence = 1`, [
      till.terminalId,
    ]),
  )
  const first = till.cashSessionId
  const outstanding = await refused(t, seal(shop, first), 'journal-outstanding')
  t.match(outstanding, { missing: 3 })
  const weak: Scope = { ...till.scope, permissions: ['tills.seal'] }
  await refused(t, seal(shop, first, 'The till burnt', weak), 'forbidden')
  const z = await seal(shop, first, 'The till burnt')
  t.match(z, { explanation: 'The till burnt', missing: [{ fence: 1, fromN: 3, toN: 5 }] })
  await device.open()
  await close(shop, device)
  const next = await seal(shop, device.cashSessionId)
  t.match(next, { explanation: null, missing: [] }, 'it is explained once')
  t.match(
    await till.send(lost),
    [1, 2, 3].map(() => ({ outcome: 'posted-with-exception' })),
  )
  const [late] = [...shop.kernel.memory.records(cashSessions, shop.store.id).values()].filter(
    ({ terminalId }) => terminalId === till.terminalId,
  )
  const last = await seal(shop, late?.id ?? '')
  t.match(last, { number: 3, totals: { salesCount: 3 }, ranges: [{ fence: 1, fromN: 3, toN: 5 }] })
  t.same(tiles([z, next, last]), { 1: 5, 2: 3 })
})
