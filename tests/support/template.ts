// The migrated, empty database every test database is a copy of. Its name holds a digest of all that
// makes it: the migrations, and the rooms, whose ledgers say what the hub's role may not change. A kept
// server therefore never hands out a stale one.

import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { migrate } from '#migrate.ts'
import { HUB_LOGIN } from '#supervisor/cluster.ts'
import { repository } from '#supervisor/node-child.ts'

/** Makes the template on the server of `serverUrl` unless it is there; resolves to its name. */
export async function prepareTemplate(serverUrl: string): Promise<string> {
  const name = `template_${digest()}`
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    // Two test files started at once by hand would both make it.
    await client.query('select pg_advisory_lock(4711)')
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount) return name
    const draft = `${name}_draft`
    await client.query(`drop database if exists ${draft} with (force)`)
    await client.query(`create database ${draft}`)
    const url = databaseAt(serverUrl, draft)
    await migrate(url, hubUrlOf(url))
    await client.query(`alter database ${draft} rename to ${name}`)
    return name
  } finally {
    await client.end()
  }
}

/** The same server and user, another database. */
export function databaseAt(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

/** Where a hub signs in to the database of an owner's address, as nobody but a hub. */
export function hubUrlOf(ownerUrl: string): string {
  const url = new URL(ownerUrl)
  url.username = HUB_LOGIN
  return url.href
}

const makers = [
  'migrations/**/*.ts',
  'src/migrate.ts',
  'src/rights.ts',
  'src/kernel/roles.ts',
  'src/rooms.ts',
  'src/*/index.ts',
  'src/kernel/entities.ts',
]

function digest(): string {
  const hash = createHash('sha256')
  const files = globSync(makers, { cwd: repository }).sort()
  for (const file of files) hash.update(file).update(readFileSync(`${repository}/${file}`))
  return hash.digest('hex').slice(0, 12)
}
