// Nobody waits without end: for a connection, for a transaction that does nothing, for a call that does too
// much or fails again and again, or at a hub that has fallen behind.
import { setTimeout as pause } from 'node:timers/promises'
import Fastify, { type FastifyInstance } from 'fastify'
import t from 'tap'
import { defaultLimits } from '#kernel/allowances.ts'
import { Database } from '#kernel/database.ts'
import { kernelEntities } from '#kernel/entities.ts'
import { serveHealth } from '#kernel/health.ts'
import { asProblem } from '#kernel/problems.ts'
import { system } from '#kernel/scope.ts'
import { newId, type Id } from '#shared/ids.ts'
import { cloneDatabase } from '../support/database.ts'
import { openKernel } from '../support/kernel.ts'
import { openShelves, shelfRoom, thingsTaken } from '../support/shelf.ts'

const id = () => newId(Date.now())
const storeId = id()

type Test = { teardown(handler: () => unknown): unknown }

async function open(t: Test, changes: Partial<typeof defaultLimits>): Promise<Database> {
  const limits = { ...defaultLimits, statementTimeoutMs: 20_000, ...changes }
  const url = await cloneDatabase(t)
  const database = await Database.open({ url, entities: kernelEntities, connections: 1, limits })
  t.teardown(() => database.close())
  return database
}

/** What a failure is to the caller: the slug of a problem, or that it was none. */
async function outcome(asked: Promise<unknown>): Promise<string> {
  try {
    await asked
    return 'done'
  } catch (error) {
    return asProblem(error)?.slug ?? String(error)
  }
}

t.test('who finds every connection in use waits no longer than they should', async (t) => {
  const database = await open(t, { connectionWaitMs: 50 })
  const held = await database.pool.connect()
  const since = performance.now()
  t.equal(await outcome(database.sql('select 1')), 'unavailable')
  t.equal(await outcome(database.transaction(async (_em, sql) => sql('select 1'))), 'unavailable')
  t.ok(performance.now() - since < 4_000, 'not as long as opening one may take')
  held.release()
  t.equal(await outcome(database.sql('select 1')), 'done')
})

t.test('a transaction that does nothing is ended', async (t) => {
  const bounds = { idleInTransactionTimeoutMs: 100, reportIdleInTransactionTimeoutMs: 2_000 }
  const database = await open(t, bounds)
  const idling = database.transaction(async (_em, sql) => {
    await sql('select 1')
    await pause(1_000)
    await sql('select 1')
  })
  t.equal(await outcome(idling), 'unavailable')
  t.equal(await outcome(database.sql('select 1')), 'done', 'and its connection is replaced')
  const looking = database.snapshot(async (sql) => {
    await sql('select 1')
    await pause(300)
    await sql('select 1')
  })
  t.equal(await outcome(looking), 'done', 'what only reads may think a little longer')
})

async function openShop(t: Test, env: Record<string, string>) {
  const url = await cloneDatabase(t)
  await openShelves(url, [storeId], [])
  return (await openKernel(t, { url, rooms: [shelfRoom], env })).kernel
}

t.test('a call tells no more than it may at once', async (t) => {
  const kernel = await openShop(t, { LIMIT_EVENTS_PER_TRANSACTION: '3' })
  const tells = (count: number) =>
    kernel.transact({ scope: system }, async (tx) => {
      const shelfId: Id = id()
      for (let i = 0; i < count; i += 1) tx.emit(thingsTaken, storeId, { shelfId, things: 1 })
    })
  t.equal(await outcome(tells(4)), 'too-large')
  t.same(await kernel.database.sql('select * from event'), [], 'and leaves nothing')
  t.equal(await outcome(tells(3)), 'done')
})

t.test('a transaction that meets others again and again gives up', async (t) => {
  const kernel = await openShop(t, { LIMIT_TRANSACTION_ATTEMPTS: '4' })
  let attempts = 0
  const meeting = kernel.transact({ scope: system }, async (tx) => {
    attempts += 1
    await tx.sql(`do $$ begin raise exception 'met' using errcode = '40001'; end $$`)
  })
  await t.rejects(meeting)
  t.equal(attempts, 4)
})

t.test('a hub that has fallen behind says that no more should be sent to it', async (t) => {
  const env = { LIMIT_EVENT_LOOP_LAG_MS: '60', LIMIT_EVENT_LOOP_LAG_FOR_MS: '1500' }
  const kernel = await openShop(t, env)
  const app = Fastify() as unknown as FastifyInstance
  serveHealth(app, kernel)
  t.teardown(() => app.close())
  const status = async (path: string) => (await app.inject(path)).statusCode
  t.equal(await status('/ready'), 200)
  const busy = setInterval(() => {
    const untilMs = performance.now() + 200
    while (performance.now() < untilMs);
  }, 1)
  for (let waited = 0; (await status('/ready')) === 200 && waited < 40; waited += 1)
    await pause(100)
  t.not(await status('/ready'), 200)
  t.equal(await status('/health'), 200, 'it lives all the same')
  clearInterval(busy)
  for (let waited = 0; (await status('/ready')) !== 200 && waited < 100; waited += 1) {
    await pause(100)
  }
  t.equal(await status('/ready'), 200, 'and has caught up')
})
