// The first start of a hub may be killed at any moment: the next one finishes the seed shop, with
// nothing in it twice, and a database of the owner's own is never left without a way in.
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import t, { type Test } from 'tap'
import { signIn } from '#auth/contract.ts'
import { processEnvironment } from '#kernel/config.ts'
import type { Ready } from '#supervisor/child.ts'
import { repository } from '#supervisor/node-child.ts'
import { prove } from '../../src/verify.ts'
import { cloneDatabase } from '../support/database.ts'
import { askHttp } from '../support/hub.ts'
import { hubUrlOf } from '../support/template.ts'
import { temporaryFolder } from './folder.ts'

t.setTimeout(120_000)

type Place = { readonly databaseUrl: string; readonly dataDir: string; readonly seed: boolean }

async function aPlace(t: Test, seed: boolean): Promise<Place> {
  return { databaseUrl: await cloneDatabase(t), dataDir: await temporaryFolder(t), seed }
}

function forkHub(t: Test, { databaseUrl, dataDir, seed }: Place): ChildProcess {
  const env = {
    ...processEnvironment(),
    DATABASE_URL: hubUrlOf(databaseUrl),
    MIGRATIONS_URL: databaseUrl,
    REDIS_URL: 'redis://127.0.0.1:1',
    DATA_DIR: dataDir,
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'silent',
    MIGRATE_AT_START: 'true',
    SEED_AT_START: String(seed),
  }
  const hub = fork(join(repository, 'src/server.ts'), [], { cwd: repository, env, stdio: 'pipe' })
  t.teardown(() => hub.kill('SIGKILL'))
  return hub
}

/** Rejects when the hub ends by itself. */
async function endOf(hub: ChildProcess): Promise<never> {
  const [code, signal] = (await once(hub, 'exit')) as [number | null, string | null]
  throw new Error(`the hub ended: ${code ?? signal}`)
}

/** Starts a hub, and stops it once it has been looked at. */
async function started<T>(t: Test, place: Place, look: (ready: Ready) => Promise<T>): Promise<T> {
  const hub = forkHub(t, place)
  const [said] = (await Promise.race([once(hub, 'message'), endOf(hub)])) as [Ready]
  try {
    return await look(said)
  } finally {
    hub.kill('SIGTERM')
    await once(hub, 'exit')
  }
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Asks again and again until the statement gives a row, or the hub has ended. */
async function until(client: pg.Client, hub: ChildProcess, sql: string): Promise<{ pid?: number }> {
  for (;;) {
    const { rows } = await client.query<{ pid?: number }>(sql)
    if (rows[0]) return rows[0]
    if (hub.exitCode !== null) throw new Error(`the hub ended before: ${sql}`)
    await pause(5)
  }
}

/**
 * Starts a hub and kills it while it waits to write to a table, which the test locks as soon as the
 * statement `when` gives a row.
 */
async function killWriting(t: Test, place: Place, table: string, when = 'select'): Promise<void> {
  await withClient(place.databaseUrl, async (client) => {
    const hub = forkHub(t, place)
    await until(client, hub, when)
    await client.query(`begin; lock table ${table} in share mode`)
    const waiting = `select pid from pg_locks where not granted and relation = '${table}'::regclass`
    const { pid } = await until(client, hub, waiting)
    hub.kill('SIGKILL')
    await once(hub, 'exit')
    await client.query('select pg_terminate_backend($1)', [pid])
    await client.query('rollback')
  })
}

async function counts(url: string): Promise<Record<string, number>> {
  const tables = ['tax', 'store', 'person', 'credential', 'pin', 'terminal', 'category', 'product']
  const more = [
    'variant',
    'price_list',
    'price',
    'warehouse',
    'location',
    'lot',
    'level',
    'movement',
  ]
  const columns = [...tables, ...more].map((table) => `(select count(*) from ${table}) as ${table}`)
  return withClient(url, async (client) => {
    const { rows } = await client.query<Record<string, string>>(`select ${columns.join(', ')}`)
    return Object.fromEntries(Object.entries(rows[0] ?? {}).map(([of, n]) => [of, Number(n)]))
  })
}

async function signsIn({ addresses, people }: Ready): Promise<number[]> {
  const [url = ''] = addresses
  const statuses: number[] = []
  for (const { login, password } of people) {
    statuses.push((await askHttp(url, null, signIn, { login, password })).status)
  }
  return statuses
}

t.test('a seed shop that was cut short is finished by the next start', async (t) => {
  const whole = await aPlace(t, true)
  await started(t, whole, async () => {})
  const cut = await aPlace(t, true)
  const moments = ['credential', 'variant', 'price', 'movement']
  for (const table of moments) await killWriting(t, cut, table)
  await killWriting(t, cut, 'movement', 'select 1 from movement limit 1')
  const ready = await started(t, cut, async (said) => {
    t.strictSame(await signsIn(said), [200, 200, 200, 200, 200])
    return said
  })
  t.equal(ready.pairing.length, 5)
  t.strictSame(await counts(cut.databaseUrl), await counts(whole.databaseUrl))
  t.equal((await prove(cut.databaseUrl)).broken, null)

  // Once it is finished it is the people's own: nothing that they changed is laid again.
  const before = await counts(cut.databaseUrl)
  await withClient(cut.databaseUrl, (client) =>
    client.query(`update store set code = 'GIZ' where code = 'CAI'`),
  )
  await started(t, cut, async () => {})
  t.strictSame(await counts(cut.databaseUrl), before)
})

t.test('an owner who never got a password gets one at the next start', async (t) => {
  const place = await aPlace(t, false)
  await killWriting(t, place, 'credential')
  const before = await counts(place.databaseUrl)
  t.match(before, { person: 1, credential: 0 })
  await started(t, place, async (said) => {
    t.match(said.people, [{ login: 'owner' }])
    t.strictSame(await signsIn(said), [200])
  })
  await started(t, place, async ({ people }) => t.strictSame(people, []))
  t.match(await counts(place.databaseUrl), { person: 1, credential: 1 })
})
