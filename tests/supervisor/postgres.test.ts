// The embedded database: what it promises, and what happens to one that was left behind.

import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import t from 'tap'
import { isAlive, recall, signal, waitUntilGone } from '#supervisor/left-over.ts'
import { startDatabase } from '#supervisor/postgres.ts'
import { temporaryFolder } from './folder.ts'

async function setting(url: string, name: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ value: string }>('select current_setting($1) as value', [
      name,
    ])
    return rows[0]?.value
  } finally {
    await client.end()
  }
}

t.test('it keeps what it says it has kept, and asks for the password', async (t) => {
  const dataDir = await temporaryFolder(t)
  const database = await startDatabase({ dataDir })
  t.teardown(() => database.stop())
  for (const name of ['fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums']) {
    t.equal(await setting(database.url, name), 'on', name)
  }
  t.match(await setting(database.url, 'server_version'), /^18/)
  const url = new URL(database.url)
  url.password = 'wrong'
  await t.rejects(setting(url.href, 'fsync'), { message: /password authentication failed/ })
})

t.test('a server that still runs is taken over, with its address', async (t) => {
  const dataDir = await temporaryFolder(t)
  const first = await startDatabase({ dataDir, durable: false })
  const second = await startDatabase({ dataDir, durable: false })
  t.equal(second.adopted, true)
  t.equal(second.pid, first.pid)
  t.equal(second.url, first.url)
  await second.stop()
  t.notOk(isAlive(first.pid))
})

t.test('locks of the dead do not stand in the way', async (t) => {
  const dataDir = await temporaryFolder(t)
  const killed = await startDatabase({ dataDir, durable: false })
  signal(killed.pid, 'SIGKILL')
  await killed.gone
  const afterKill = await startDatabase({ dataDir, durable: false })
  t.equal(afterKill.adopted, false)
  await afterKill.stop()

  // The machine restarted, and the number of the former server is now that of this very test.
  const lock = join(dataDir, 'postgres', 'postmaster.pid')
  const lines = [process.pid, join(dataDir, 'postgres'), 0, afterKill.port, '', '127.0.0.1', '', '']
  writeFileSync(lock, lines.join('\n'))
  const file = join(dataDir, 'postgres.json')
  writeFileSync(file, JSON.stringify({ pid: process.pid, born: 'another time' }))
  t.equal(recall(file).state, 'replaced')
  const afterRestart = await startDatabase({ dataDir, durable: false })
  t.equal(afterRestart.adopted, false)
  await afterRestart.stop()
  t.ok(await waitUntilGone(afterRestart.pid, 1000))
})

t.test('data whose password is gone is put aside, not lost', async (t) => {
  const dataDir = await temporaryFolder(t)
  const first = await startDatabase({ dataDir, durable: false })
  await first.stop()
  rmSync(join(dataDir, 'database-password'))
  const second = await startDatabase({ dataDir, durable: false })
  await second.stop()
  t.equal(readdirSync(dataDir).filter((name) => name.startsWith('postgres.1')).length, 1)
})
