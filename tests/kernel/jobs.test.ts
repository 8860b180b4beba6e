// A promised job has its effect once: though its worker is killed at any moment, Redis forgets
// everything or is away, a run hangs, or two workers take the same ticket.
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createClient } from 'redis'
import t from 'tap'
import { COMPANY } from '#shared/streams.ts'
import { openStream } from '#kernel/events.ts'
import { openWorker } from '#kernel/jobs.ts'
import { runTicket } from '#kernel/job-run.ts'
import { jobHandlers } from '#kernel/jobs.ts'
import { openRelay } from '#kernel/relay.ts'
import { system } from '#kernel/scope.ts'
import type { Job } from '#kernel/tickets.ts'
import { startRedis } from '#supervisor/redis.ts'
import { cloneDatabase, cloneRedis } from '../support/database.ts'
import { openKernel, type TestKernel } from '../support/kernel.ts'
import { effectMade, hangingJob, poisonJob, slowJob, toyRoom } from '../support/toy-jobs.ts'

t.setTimeout(120_000)
// Those that wait for a dead worker, a Redis or a second try wait beside one another: each has servers of its own.
t.jobs = 2
const beside = { buffered: true }

type Test = { teardown(handler: () => unknown): unknown }
type Payload = { name: string; insideMs: number; afterMs: number; forMs: number }
type Row = { id: string; state: string; fence: number; attempts: number; error: string | null }

async function openShop(t: Test, redisUrl?: string) {
  const url = await cloneDatabase(t)
  const redis = redisUrl ?? (await cloneRedis(t))
  const shop = await openKernel(t, { rooms: [toyRoom], url, env: { REDIS_URL: redis } })
  await openStream(shop.kernel.database.sql, COMPANY)
  return { ...shop, redis }
}

async function promise(shop: TestKernel, job: Job, name: string, waits: Partial<Payload> = {}) {
  const payload = { name, insideMs: 0, afterMs: 0, forMs: 0, ...waits }
  await shop.kernel.transact({ scope: system }, async (tx) => tx.ticket(job, name, payload))
}

const tickets = (shop: TestKernel, job: Job) =>
  shop.kernel.database.sql<Row>(
    `select id, state, fence, attempts, error from ticket where job = $1 order by id`,
    [job.name],
  )

async function effects(shop: TestKernel): Promise<string[]> {
  const facts = await shop.kernel.database.sql<{ body: string }>(
    `select body from event where kind = 'effect.made' order by seq`,
  )
  return facts.map(({ body }) => (JSON.parse(body) as { name: string }).name)
}

async function until(what: string, isSo: () => Promise<boolean>, timeoutMs = 20_000) {
  for (let waited = 0; waited < timeoutMs; waited += 50) {
    if (await isSo()) return
    await pause(50)
  }
  throw new Error(`it never came to be: ${what}`)
}

const allEnded = (shop: TestKernel, job: Job) =>
  until(`${job.name} ended`, async () =>
    (await tickets(shop, job)).every(({ state }) => state === 'done' || state === 'failed'),
  )

async function startChild(t: Test, url: string, redis: string): Promise<ChildProcess> {
  const script = fileURLToPath(new URL('../support/toy-jobs.ts', import.meta.url))
  const child = fork(script, [url, redis], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  t.teardown(() => child.kill('SIGKILL'))
  await once(child, 'message')
  return child
}

function work(t: Test, { kernel }: TestKernel, queues: 'with relay' | 'alone' = 'with relay') {
  const running = [openWorker(kernel, 'documents', 2)]
  if (queues === 'with relay') running.push(openRelay(kernel))
  t.teardown(async () => {
    for (const each of running) await each.close()
  })
}

t.test('many jobs each have their effect once', async (t) => {
  const shop = await openShop(t)
  work(t, shop)
  for (let i = 0; i < 120; i += 1) await promise(shop, slowJob, `job ${i}`)
  await allEnded(shop, slowJob)
  const made = await effects(shop)
  t.equal(made.length, 120)
  t.equal(new Set(made).size, 120)
  t.ok((await tickets(shop, slowJob)).every(({ fence, attempts }) => fence === 1 && attempts === 1))
})

t.test('a second promise of the same work is the same one', async (t) => {
  const shop = await openShop(t)
  const twice = (name: string) =>
    shop.kernel.transact({ scope: system }, async (tx) => {
      for (const round of ['first', 'second']) tx.ticket(poisonJob, name, { name: round })
      tx.emit(effectMade, COMPANY, { name })
    })
  await twice('a')
  await Promise.all(['a', 'a', 'b', 'b'].map(twice))
  t.equal((await effects(shop)).length, 5, 'what else was done with it stands')
  const kept = await shop.kernel.database.sql(`select key, payload from ticket order by key`)
  t.strictSame(kept, [
    { key: 'a', payload: { name: 'first' } },
    { key: 'b', payload: { name: 'first' } },
  ])
})

t.test(
  'a worker killed before its commit leaves nothing, and another does the work',
  beside,
  async (t) => {
    const shop = await openShop(t)
    const child = await startChild(t, shop.url, shop.redis)
    await promise(shop, slowJob, 'cut', { insideMs: 60_000 })
    await until('it runs', async () => (await tickets(shop, slowJob))[0]?.state === 'running')
    await pause(200)
    child.kill('SIGKILL')
    await once(child, 'exit')
    t.strictSame(await effects(shop), [])
    work(t, shop)
    await allEnded(shop, slowJob)
    t.strictSame(await effects(shop), ['cut'])
    t.match(await tickets(shop, slowJob), [{ state: 'done', fence: 2, attempts: 2 }])
  },
)

t.test('a worker killed after its commit is not repeated', beside, async (t) => {
  const shop = await openShop(t)
  const child = await startChild(t, shop.url, shop.redis)
  await promise(shop, slowJob, 'done', { afterMs: 60_000 })
  await until('its effect is there', async () => (await effects(shop)).length === 1)
  child.kill('SIGKILL')
  await once(child, 'exit')
  work(t, shop)
  await promise(shop, slowJob, 'next')
  await allEnded(shop, slowJob)
  // Longer than the queue needs to find the dead worker's job and to give it to another.
  await pause(4_000)
  t.strictSame((await effects(shop)).sort(), ['done', 'next'])
})

t.test('Redis may forget everything between promise and run', async (t) => {
  const shop = await openShop(t)
  const relay = openRelay(shop.kernel)
  t.teardown(() => relay.close())
  for (let i = 0; i < 10; i += 1) await promise(shop, slowJob, `job ${i}`)
  await until('all are handed over', async () =>
    (await tickets(shop, slowJob)).every(({ state }) => state === 'handed'),
  )
  const client = createClient({ url: shop.redis })
  await client.connect()
  await client.flushDb()
  await client.close()
  work(t, shop, 'alone')
  await allEnded(shop, slowJob)
  t.equal((await effects(shop)).length, 10)
})

t.test('without Redis jobs are late, and nothing else', async (t) => {
  const shop = await openShop(t, 'redis://127.0.0.1:1')
  const running = [openRelay(shop.kernel), openWorker(shop.kernel, 'documents', 1)]
  await promise(shop, slowJob, 'patient')
  await pause(500)
  t.match(await tickets(shop, slowJob), [{ state: 'waiting', attempts: 0 }])
  const start = Date.now()
  for (const each of running) await each.close()
  t.ok(Date.now() - start < 2_000, 'and they close at once')
})

t.test('Redis may come late, go and come back', beside, async (t) => {
  const dataDir = t.testdir()
  const { url, port, stop } = await startRedis({ dataDir })
  await stop()
  const shop = await openShop(t, url)
  work(t, shop)
  const startServer = () => startRedis({ dataDir, port })
  await promise(shop, slowJob, 'early')
  const first = await startServer()
  await allEnded(shop, slowJob)
  await first.stop()
  await promise(shop, slowJob, 'meanwhile')
  await pause(1_000)
  t.strictSame(await effects(shop), ['early'])
  const second = await startServer()
  t.teardown(() => second.stop())
  await allEnded(shop, slowJob)
  t.strictSame(await effects(shop), ['early', 'meanwhile'])
})

t.test('a poisoned job is given up and seen, and others go on', beside, async (t) => {
  const shop = await openShop(t)
  work(t, shop)
  await promise(shop, poisonJob, 'bad')
  for (let i = 0; i < 5; i += 1) await promise(shop, slowJob, `good ${i}`)
  await allEnded(shop, poisonJob)
  await allEnded(shop, slowJob)
  t.match(await tickets(shop, poisonJob), [
    { state: 'failed', attempts: 2, error: 'TypeError: poison' },
  ])
  const made = await effects(shop)
  t.equal(made.length, 6)
  t.ok(made.includes('bad failed'))
})

t.test('a run that came too late throws its work away', async (t) => {
  const shop = await openShop(t)
  await promise(shop, hangingJob, 'late', { forMs: 700 })
  const [ticket] = await tickets(shop, hangingJob)
  if (!ticket) throw new Error('no ticket')
  await runTicket(shop.kernel, jobHandlers(shop.kernel), ticket.id, hangingJob.name)
  t.match(await tickets(shop, hangingJob), [{ state: 'failed', error: /longer than 300 ms/ }])
  await pause(800)
  t.strictSame(await effects(shop), [])
})

t.test('a ticket taken twice at once has one effect', async (t) => {
  const shop = await openShop(t)
  await promise(shop, slowJob, 'twice', { insideMs: 300 })
  const [ticket] = await tickets(shop, slowJob)
  if (!ticket) throw new Error('no ticket')
  const run = () => runTicket(shop.kernel, jobHandlers(shop.kernel), ticket.id, slowJob.name)
  const first = run()
  await pause(100)
  await Promise.all([first, run(), run()])
  t.strictSame(await effects(shop), ['twice'])
  t.match(await tickets(shop, slowJob), [{ state: 'done' }])
})

t.test('of two relays one works, and the other takes over', async (t) => {
  const shop = await openShop(t)
  const first = openRelay(shop.kernel)
  await pause(300)
  const second = openRelay(shop.kernel)
  work(t, shop, 'alone')
  await promise(shop, slowJob, 'before')
  await allEnded(shop, slowJob)
  await first.close()
  await promise(shop, slowJob, 'after')
  await allEnded(shop, slowJob)
  t.strictSame(await effects(shop), ['before', 'after'])
  await second.close()
})

t.test('what is scheduled is promised once a slot', async (t) => {
  const shop = await openShop(t)
  const relays = [openRelay(shop.kernel), openRelay(shop.kernel)]
  const housekeeping = openWorker(shop.kernel, 'housekeeping', 1)
  const scheduled = `select count(*)::int as n from ticket where job = 'kernel.prune-replies' and state = 'done'`
  const count = async () => (await shop.kernel.database.sql<{ n: number }>(scheduled))[0]?.n
  await until('it ran', async () => (await count()) === 1)
  for (const each of [...relays, housekeeping]) await each.close()
  t.equal(await count(), 1)
})
