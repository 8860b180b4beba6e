// Two transactions of one lane under way at once: what may overtake, what may not, and when it is all done.
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import t from 'tap'
import { system } from '#kernel/scope.ts'
import { newId, type Id } from '#shared/ids.ts'
import type { Verdict } from '#shared/journal.ts'
import { journalOf, openShop } from '../support/lane.ts'
import { lawHolds } from '../support/law.ts'
import { refused } from '../support/refused.ts'
import { get, put } from '../support/shelf.ts'

const id = () => newId(Date.now())

/** Two stores on one lane, a till and a shelf in each. */
async function openTwo(t: Parameters<typeof openShop>[0]) {
  const [here, there] = [place(), place()]
  const storeOf = new Map([here, there].map(({ till, storeId }) => [till.terminalId, storeId]))
  const { url, kernel: k } = await openShop(t, storeOf)
  for (const { storeId, shelfId } of [here, there]) {
    await k.call(system, put, { id: shelfId, storeId, things: 100 })
  }
  return { url, k, here, there }
}

function place() {
  return { till: journalOf(id()), storeId: id(), shelfId: id() }
}

/** Keeps a shelf locked until it is released; `awaited` resolves once somebody waits for it. */
async function hold(url: string, shelfId: Id) {
  const client = new pg.Client(url)
  await client.connect()
  await client.query('begin')
  await client.query('select 1 from shelf where id = $1 for update', [shelfId])
  const blocked = `select 1 from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))`
  return {
    awaited: async () => {
      while (!(await client.query(blocked)).rowCount) {
        await pause(5)
        // A transaction keeps what it once saw of others.
        await client.query('select pg_stat_clear_snapshot()')
      }
    },
    release: async () => {
      await client.query('commit')
      await client.end()
    },
  }
}

const outcomes = (posted: readonly { verdicts: readonly Verdict[] }[]) =>
  posted.flatMap(({ verdicts }) => verdicts.map(({ outcome }) => outcome))

t.test('a store whose rows are held elsewhere does not keep another store waiting', async (t) => {
  const { url, k, here, there } = await openTwo(t)
  const held = await hold(url, here.shelfId)
  let isHereDone = false
  const waiting = here.till
    .post(k, [here.till.entry({ shelfId: here.shelfId, things: 1 })])
    .finally(() => (isHereDone = true))
  await held.awaited()
  for (let round = 0; round < 3; round += 1) {
    const entry = there.till.entry({ shelfId: there.shelfId, things: 1 })
    t.same(outcomes([await there.till.post(k, [entry])]), ['posted'])
  }
  t.notOk(isHereDone)
  await held.release()
  t.same(outcomes([await waiting]), ['posted'])
})

t.test('what a terminal sends without waiting is decided in the order it was sent', async (t) => {
  const { url, k, here, there } = await openTwo(t)
  const held = await hold(url, here.shelfId)
  const send = ({ till, shelfId }: typeof here) =>
    till.post(k, [till.entry({ shelfId, things: 1 })])
  await lawHolds(t, k.kernel, [here.storeId, there.storeId], async () => {
    const first = send(here)
    await held.awaited()
    // The first is under way: those of its store must not start before it has ended.
    const more = Array.from({ length: 40 }, (_, i) => send(i % 2 ? here : there))
    await held.release()
    const posted = outcomes(await Promise.all([first, ...more]))
    t.same(new Set(posted), new Set(['posted']))
  })
  t.equal((await k.call(system, get, { id: here.shelfId })).things, 79)
  t.equal((await k.call(system, get, { id: there.shelfId })).things, 80)
})

t.test('a mistake in one transaction leaves the one beside it alone', async (t) => {
  const { url, k, here, there } = await openTwo(t)
  const held = await hold(url, here.shelfId)
  const { till, shelfId } = here
  const sent = [1, 2, 3].map((n) => {
    return till.post(k, [till.entry({ shelfId, things: 1, ...(n === 2 ? { fail: true } : {}) })])
  })
  await held.awaited()
  const entry = there.till.entry({ shelfId: there.shelfId, things: 1 })
  t.same(outcomes([await there.till.post(k, [entry])]), ['posted'])
  await held.release()
  t.same(outcomes(await Promise.all(sent)), ['posted', 'quarantined', 'posted'])
})

t.test('so much may wait, so much travels at once, the rest comes again', async (t) => {
  const storeId = id()
  const [first, last, ...others] = [
    journalOf(id()),
    journalOf(id()),
    ...Array.from({ length: 7 }, () => journalOf(id())),
  ]
  if (!first || !last) return t.fail('no tills')
  const storeOf = new Map([first, last, ...others].map(({ terminalId }) => [terminalId, storeId]))
  const env = { LIMIT_LANE_WAITING_ENTRIES: '7', LIMIT_LANE_BATCH_ENTRIES: '3' }
  const { url, kernel: k } = await openShop(t, storeOf, env)
  const shelfId = id()
  await k.call(system, put, { id: shelfId, storeId, things: 100 })
  const held = await hold(url, shelfId)
  const send = (till: typeof first) => till.post(k, [till.entry({ shelfId, things: 1 })])
  const sent = [send(first)]
  await held.awaited()
  sent.push(...others.map(send))
  const late = last.entry({ shelfId, things: 1 })
  const told = refused(t, last.post(k, [late]), 'unavailable')
  await held.release()
  t.equal((await told).retryAfterMs, 1000)
  t.same(
    outcomes(await Promise.all(sent)),
    Array.from(sent, () => 'posted'),
  )
  t.same(outcomes([await last.post(k, [late])]), ['posted'], 'and is welcome then')
  const batches = await k.kernel.database.sql<{ entries: number }>(
    `select count(*) as entries from journal group by xmin::text order by 1 desc`,
  )
  const sizes = batches.map(({ entries }) => entries)
  t.same(sizes, [3, 3, 1, 1, 1], 'three at most in one transaction')
})

t.test('a lane is drained when nothing waits and nothing is under way', async (t) => {
  const { url, k, here, there } = await openTwo(t)
  const held = await hold(url, here.shelfId)
  let answered = 0
  const sent = [here, there, here, there].map(async ({ till, shelfId }) => {
    await till.post(k, [till.entry({ shelfId, things: 1 })])
    answered += 1
  })
  await held.awaited()
  const drained = k.kernel.lanes.drain().then(() => answered)
  await held.release()
  t.equal(await drained, 4)
  await Promise.all(sent)
})
