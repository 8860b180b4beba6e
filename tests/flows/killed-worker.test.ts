// The worker is killed in the middle of a real invoice and a real report, and again when both are made
// but not committed: another worker makes them, and there is one file of each, told once.
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import t, { type Test } from 'tap'
import { clientSql, type Sql } from '#kernel/database.ts'
import { processEnvironment } from '#kernel/config.ts'
import { invoicesRequestPdf } from '#invoices/contract.ts'
import { reportsRun } from '#reports/contract.ts'
import { newId } from '#shared/ids.ts'
import type { JournalEntry } from '#shared/journal.ts'
import { repository } from '#supervisor/node-child.ts'
import { Counter } from '../support/counter.ts'
import { runHub, type RunningHub } from '../support/hub.ts'
import { layShop, type CompanyShop } from '../support/shop.ts'

t.setTimeout(240_000)
// Each waits for a queue to find out that a worker is dead; they have queues of their own.
t.jobs = 2

// So much that the paper and the report take their time.
const LINES = 600
const SALES = 1_000
const A_CALL = 50

/** A day of many sales, one of them long. Gives the long one's invoice and the day. */
async function longDay(t: Test, shop: CompanyShop) {
  const advice = await shop.sells({ service: true })
  const lead = await shop.hires('mona', 'manager')
  const device = await shop.enrols('T1')
  const till = await shop.connects(t, device)
  const counter = new Counter(shop, device, lead.id, (fence, all) => till.post(fence, all))
  await counter.open()
  const { sold, body } = await counter.sell(Array(LINES).fill({ goods: advice }))
  const entries: JournalEntry[] = []
  for (let i = 0; i < SALES; i += 1) {
    entries.push(counter.writeSale(counter.bodyOf([{ goods: advice }])))
    if (entries.length === A_CALL) await till.post(device.fence, entries.splice(0))
  }
  till.close()
  return { invoiceId: sold.invoiceId, businessOn: body.businessOn }
}

async function startWorker(t: Test, { kernel }: RunningHub): Promise<ChildProcess> {
  const { databaseUrl, redisUrl, signingKeyFile } = kernel.config
  const env = {
    ...processEnvironment(),
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    SIGNING_KEY_FILE: signingKeyFile,
    LOG_LEVEL: 'silent',
  }
  const script = join(repository, 'workers/main.ts')
  const worker = fork(script, [], { cwd: repository, env, stdio: 'pipe' })
  t.teardown(() => worker.kill('SIGKILL'))
  await Promise.race([
    once(worker, 'message'),
    once(worker, 'exit').then(() => Promise.reject(new Error('the worker ended'))),
  ])
  return worker
}

async function kill(worker: ChildProcess): Promise<void> {
  worker.kill('SIGKILL')
  await once(worker, 'exit')
}

async function until(what: string, holds: () => Promise<boolean>, forMs = 60_000): Promise<void> {
  const giveUpAt = Date.now() + forMs
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error(`It did not happen in time: ${what}`)
    await pause(10)
  }
}

type Ticket = { job: string; state: string; fence: number }
const tickets = (sql: Sql) =>
  sql<Ticket>(`select job, state, fence from ticket where job in ('invoices.pdf', 'reports.day-sales')
                order by job`)

/** What the jobs have left behind: files, and what was told on the store's stream. */
async function effects(sql: Sql) {
  const files = await sql<{ format: string }>(`select format from file order by format`)
  const facts = await sql<{ said: string }>(
    `select kind || ' ' || coalesce(body::jsonb ->> 'pdf', body::jsonb ->> 'state') as said
       from event where kind in ('invoice.pdf-changed', 'report.changed') order by 1`,
  )
  const said = facts.map((fact) => fact.said)
  return {
    files: files.map(({ format }) => format),
    ended: said.filter((each) => /ready|failed/.test(each)),
  }
}

const nothing = { files: [], ended: [] }
const oneOfEach = {
  files: ['csv', 'pdf', 'pdf', 'xlsx'],
  ended: ['invoice.pdf-changed ready', 'report.changed ready'],
}

async function askBoth(shop: CompanyShop, asked: { invoiceId: string; businessOn: string }) {
  const { id: storeId } = shop.store
  const { invoiceId, businessOn } = asked
  await shop.ask(invoicesRequestPdf, { storeId, invoiceId })
  await shop.ask(reportsRun, { id: newId(Date.now()), storeId, kind: 'day-sales', businessOn })
}

t.test('a worker killed while it makes an invoice and a report', { buffered: true }, async (t) => {
  const hub = await runHub(t)
  const shop = await layShop(hub)
  const day = await longDay(t, shop)
  const { sql } = hub.kernel.database
  const worker = await startWorker(t, hub)
  await askBoth(shop, day)
  await until('both are being made', async () =>
    (await tickets(sql)).every(({ state }) => state === 'running'),
  )
  await pause(100)
  await kill(worker)
  t.match(await tickets(sql), [{ state: 'running' }, { state: 'running' }], 'it was in the middle')
  t.strictSame(await effects(sql), nothing)
  await startWorker(t, hub)
  await until('both are done', async () => (await effects(sql)).ended.length === 2)
  t.strictSame(await effects(sql), oneOfEach)
  t.match(await tickets(sql), [
    { state: 'done', fence: 2 },
    { state: 'done', fence: 2 },
  ])
})

t.test('a worker killed between making them and committing', { buffered: true }, async (t) => {
  const hub = await runHub(t)
  const shop = await layShop(hub)
  const day = await longDay(t, shop)
  const { sql } = hub.kernel.database
  await askBoth(shop, day)
  const holder = new pg.Client({ connectionString: hub.databaseUrl })
  await holder.connect()
  t.teardown(() => holder.end())
  // Files are written in the transaction that says so; it waits here, with both of them made.
  await holder.query(`begin; lock table file in share mode`)
  const worker = await startWorker(t, hub)
  const waiting = `select pid from pg_locks where not granted and relation = 'file'::regclass`
  await until('both are made', async () => (await clientSql(holder)(waiting)).length === 2)
  await kill(worker)
  await holder.query(
    `select pg_terminate_backend(pid) from pg_locks where not granted and relation = 'file'::regclass`,
  )
  await holder.query('rollback')
  t.strictSame(await effects(sql), nothing)
  await startWorker(t, hub)
  await until('both are done', async () => (await effects(sql)).ended.length === 2)
  t.strictSame(await effects(sql), oneOfEach)
  t.match(await tickets(sql), [
    { state: 'done', fence: 2 },
    { state: 'done', fence: 2 },
  ])
})
