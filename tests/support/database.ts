// What a test file asks for when it needs real servers: a database of its own, migrated and empty,
// and a part of Redis of its own. Both are gone when the test ends.

import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { createClient } from 'redis'
import { servers } from './servers.ts'
import { databaseAt, prepareTemplate } from './template.ts'

/** The part of a tap test that is used here. */
type Test = { teardown(handler: () => unknown): unknown }

let template: Promise<string> | undefined

/** Resolves to the URL of a new database, a copy of the migrated template. */
export async function cloneDatabase(t: Test): Promise<string> {
  const { databaseUrl } = await servers()
  template ??= prepareTemplate(databaseUrl)
  const name = `test_${randomBytes(8).toString('hex')}`
  await run(databaseUrl, `create database ${name} template ${await template} strategy file_copy`)
  t.teardown(() => run(databaseUrl, `drop database if exists ${name} with (force)`))
  return databaseAt(databaseUrl, name)
}

/** Resolves to the URL of a copy of a database that nobody is connected to. */
export async function copyDatabase(t: Test, url: string): Promise<string> {
  const { databaseUrl } = await servers()
  const name = `test_${randomBytes(8).toString('hex')}`
  const original = new URL(url).pathname.slice(1)
  await run(databaseUrl, `create database ${name} template ${original} strategy file_copy`)
  t.teardown(() => run(databaseUrl, `drop database if exists ${name} with (force)`))
  return databaseAt(databaseUrl, name)
}

/** Resolves to the URL of an empty Redis database that no other running test uses. */
export async function cloneRedis(t: Test): Promise<string> {
  const { redisUrl } = await servers()
  const client = createClient({ url: redisUrl })
  client.on('error', () => {})
  await client.connect()
  try {
    for (let index = 1; index < 64; index += 1) {
      // Number 0 holds who uses which; a test that died gives its number back after a while.
      const free = await client.set(`used:${index}`, process.pid, { NX: true, EX: 600 })
      if (free === null) continue
      await client.select(index)
      await client.flushDb()
      t.teardown(() => giveBack(redisUrl, index))
      return `${redisUrl}/${index}`
    }
  } finally {
    await client.close()
  }
  throw new Error('Every test database of Redis is in use.')
}

async function giveBack(redisUrl: string, index: number): Promise<void> {
  const client = createClient({ url: redisUrl })
  client.on('error', () => {})
  await client.connect()
  await client.del(`used:${index}`)
  await client.close()
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
