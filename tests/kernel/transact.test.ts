// The one door for ordinary writes: once per call id, all or nothing, dense facts, and no way around.
import t from 'tap'
import { entryHash } from '#kernel/journal.ts'
import { factHash, LOG_START } from '#kernel/events.ts'
import { asProblem } from '#kernel/problems.ts'
import { anyone, system } from '#kernel/scope.ts'
import { newId } from '#shared/ids.ts'
import { cloneDatabase } from '../support/database.ts'
import { openKernel } from '../support/kernel.ts'
import { refused } from '../support/refused.ts'
import { lawHolds } from '../support/law.ts'
import { get, openShelves, put, shelfRoom, shelves } from '../support/shelf.ts'

const id = () => newId(Date.now())
const storeId = id()

async function open(test: { teardown(handler: () => unknown): unknown }) {
  const url = await cloneDatabase(test)
  await openShelves(url, [storeId], [])
  return openKernel(test, { url, rooms: [shelfRoom] })
}

t.test('a call id is answered once, however often it is asked, and at once', async (t) => {
  const k = await open(t)
  const [shelfId, callId] = [id(), id()]
  const ask = () => k.call(system, put, { id: shelfId, storeId, things: 3 }, callId)
  const answers = await Promise.all([ask(), ask(), ask(), ask()])
  for (const answer of answers) t.same(answer, { id: shelfId, storeId, things: 3 })
  t.equal((await k.call(system, get, { id: shelfId })).things, 3)
  await refused(
    t,
    k.call(system, put, { id: shelfId, storeId, things: 4 }, callId),
    'call-id-reused',
  )
})

t.test('a refused call leaves nothing and does not use up its id', async (t) => {
  const k = await open(t)
  const [shelfId, callId] = [id(), id()]
  await refused(t, k.call(system, put, { id: shelfId, storeId, things: -1 }, callId), 'stock-short')
  t.same(await k.kernel.database.sql('select * from event'), [])
  t.same(await k.kernel.database.sql('select * from reply'), [])
  t.same(await k.call(system, put, { id: shelfId, storeId, things: 2 }, callId), {
    id: shelfId,
    storeId,
    things: 2,
  })
})

t.test('input is checked, the caller is permitted, and unknown names are said', async (t) => {
  const k = await open(t)
  const input = { id: id(), storeId, things: 1 }
  const call = (name: string, given: unknown, scope = system) =>
    k.kernel.operations.call(scope, name, id(), given)
  await refused(t, call('shelves.put', { ...input, extra: 1 }), 'invalid-input')
  await refused(t, call('shelves.put', { ...input, things: '1' }), 'invalid-input')
  await refused(t, call('shelves.put', null), 'invalid-input')
  await refused(t, call('shelves.burn', input), 'unknown-operation')
  await refused(t, call('shelves.put', input, anyone('127.0.0.1')), 'not-signed-in')
  const reader = { ...system, personId: id(), permissions: ['shelves.get'] }
  await refused(t, call('shelves.put', input, reader), 'forbidden')
})

t.test('who waits too long for a row of somebody else is told to come again', async (t) => {
  const url = await cloneDatabase(t)
  await openShelves(url, [storeId], [])
  const env = { LIMIT_LOCK_TIMEOUT_MS: '100', LIMIT_STATEMENT_TIMEOUT_MS: '1000' }
  const k = await openKernel(t, { url, rooms: [shelfRoom], env })
  const [shelfId, callId] = [id(), id()]
  const ask = () => k.call(system, put, { id: shelfId, storeId, things: 3 }, callId)
  const other = await k.kernel.database.pool.connect()
  await other.query('begin')
  await other.query('select 1 from stream_head where store_id = $1 for update', [storeId])
  await refused(t, ask(), 'unavailable')
  await other.query('rollback')
  other.release()
  t.equal((await ask()).things, 3)
  const slow = k.kernel.database.sql('select pg_sleep(5)')
  t.equal(asProblem(await slow.catch((error: unknown) => error))?.slug, 'unavailable')
})

t.test(
  'who wrote something finds it in memory, whatever another hub wrote just before',
  async (t) => {
    // The hub does not look by itself during this test.
    const url = await cloneDatabase(t)
    await openShelves(url, [storeId], [])
    const env = { LIMIT_HEAD_POLL_MS: '60000', LIMIT_TAIL_STALE_MS: '60000' }
    const [k, other] = await Promise.all([
      openKernel(t, { url, rooms: [shelfRoom], env }),
      openKernel(t, { url, rooms: [shelfRoom], env }),
    ])
    for (let round = 0; round < 5; round += 1) {
      await other.call(system, put, { id: id(), storeId, things: 1 })
      const mine = { id: id(), storeId, things: 1 }
      await k.call(system, put, mine)
      t.same(k.kernel.memory.get(shelves, mine.id, storeId), mine)
    }
  },
)

t.test('facts are dense, chained, and the law holds under concurrent writers', async (t) => {
  const k = await open(t)
  const ids = [id(), id(), id()]
  await lawHolds(t, k.kernel, [storeId], () =>
    Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        k.call(system, put, { id: ids[i % 3] as string, storeId, things: 1 }),
      ),
    ),
  )
  type Row = {
    seq: number
    kind: string
    body: string
    at: string
    personId: null
    terminalId: null
    callId: string
    hash: string
  }
  const rows = await k.kernel.database.sql<Row>(
    `select seq, kind, body, at, person_id as "personId", terminal_id as "terminalId", call_id as "callId", hash from event order by seq`,
  )
  t.equal(rows.length, 60)
  let hash = LOG_START
  for (const [i, row] of rows.entries()) {
    hash = factHash(hash, i + 1, row.at, { kind: row.kind, body: row.body, cause: row })
    t.equal(row.hash, hash)
  }
})

t.test('the role of a hub cannot change what is written', async (t) => {
  const k = await open(t)
  await k.call(system, put, { id: id(), storeId, things: 1 })
  for (const statement of [
    'update event set body = 1',
    'delete from event',
    'truncate event',
    'delete from journal',
    'drop table event',
    'update journal set body = 1',
  ]) {
    await t.rejects(
      k.kernel.database.sql(statement),
      { message: /permission denied|must be owner/ },
      statement,
    )
  }
  t.equal(entryHash('a', 1, 'b').length, 64)
})
