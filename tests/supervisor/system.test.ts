// The parts of a system start, come back one by one when killed, and end in order.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import t from 'tap'
import { isAlive } from '#supervisor/left-over.ts'
import { startSystem, type System } from '#supervisor/system.ts'
import { temporaryFolder, until } from './folder.ts'

const script = 'tests/supervisor/stand-in.ts'
const scripts = { hub: script, worker: script }
// The owner's addresses, if this machine has any, are not what is tested here.
const env = { DATABASE_URL: '', REDIS_URL: '' }

async function answer(system: System, index: number): Promise<string> {
  return await (await fetch(system.hubUrls[index] ?? '')).text()
}

async function countOf(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ count: number }>('select count(*)::int from note')
    return rows[0]?.count ?? 0
  } finally {
    await client.end()
  }
}

async function write(databaseUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query(sql)
  await client.end()
}

t.test('each part that is killed comes back, and the others do not notice', async (t) => {
  const dataDir = await temporaryFolder(t)
  const system = await startSystem({ dataDir, hubs: 2, env, scripts })
  t.teardown(() => system.stop())
  t.match(await answer(system, 0), /^hub-1 /)
  t.match(await answer(system, 1), /^hub-2 /)
  t.strictSame(
    system.people.map((person) => person.name),
    ['Mona'],
    'the people of the first hub are told',
  )
  await write(system.databaseUrl, 'create table note (); insert into note default values')

  for (const name of Object.keys(system.pids())) {
    const before = system.pids()
    system.kill(name, 'SIGKILL')
    await until(`${name} is back`, () => {
      const now = system.pids()
      return now[name] !== undefined && now[name] !== before[name]
    })
    const { [name]: _old, ...others } = before
    const { [name]: _new, ...othersNow } = system.pids()
    t.strictSame(othersNow, others, `nothing else restarted when ${name} was killed`)
  }
  t.equal(await countOf(system.databaseUrl), 1, 'PostgreSQL is where it was, with what it held')
  t.match(await answer(system, 0), /^hub-1 /)
})

t.test('stopping drains hubs, then the worker, and leaves no process', async (t) => {
  const dataDir = await temporaryFolder(t)
  const system = await startSystem({ dataDir, hubs: 2, env, scripts })
  const pids = Object.values(system.pids())
  await system.stop()
  const order = readFileSync(join(dataDir, 'order.txt'), 'utf8').trim().split('\n')
  t.strictSame(order.slice(0, 2).sort(), ['hub-1', 'hub-2'])
  t.equal(order[2], 'worker')
  t.notOk(pids.some((pid) => pid !== undefined && isAlive(pid)))
})

t.test('a part that may not come back stays down', async (t) => {
  const dataDir = await temporaryFolder(t)
  const system = await startSystem({ dataDir, env, scripts, restart: false })
  t.teardown(() => system.stop())
  system.kill('redis', 'SIGKILL')
  await until('redis is down', () => system.pids().redis === undefined)
  await pause(300)
  t.equal(system.pids().redis, undefined)
  t.match(await answer(system, 0), /^hub-1 /)
})

t.test('a folder in use and a taken port are told plainly', async (t) => {
  const dataDir = await temporaryFolder(t)
  const system = await startSystem({ dataDir, env, scripts })
  t.teardown(() => system.stop())
  await t.rejects(startSystem({ dataDir, env, scripts }), { message: /already runs on/ })
  const port = Number(new URL(system.hubUrls[0] ?? '').port)
  const other = await temporaryFolder(t)
  await t.rejects(startSystem({ dataDir: other, port, env, scripts }), {
    message: /Port \d+ is taken.*Set PORT/,
  })
})

t.test('a hub that cannot start says why, and nothing is left running', async (t) => {
  const dataDir = await temporaryFolder(t)
  const broken = { hub: 'tests/supervisor/no-such-file.ts', worker: script }
  await t.rejects(startSystem({ dataDir, env, scripts: broken }), { message: /hub-1 ended before/ })
  const system = await startSystem({ dataDir, env, scripts })
  await system.stop()
  t.pass('the folder is free again')
})
