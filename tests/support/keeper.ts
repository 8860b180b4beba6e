// A process that keeps PostgreSQL and Redis running between test files run by hand, so that each
// starts at once. It leaves, and takes both with it, when no test was connected for a while.

import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { FolderTaken, takeFolder } from '#supervisor/lock.ts'
import { startDatabase } from '#supervisor/postgres.ts'
import { startRedis } from '#supervisor/redis.ts'
import { keeperDir, keeperFile } from './servers.ts'

const idleChecks = 36
const checkEveryMs = 5_000

async function keep(): Promise<void> {
  const release = takeFolder(keeperDir)
  const database = await startDatabase({ dataDir: keeperDir, durable: false })
  const redis = await startRedis({ dataDir: keeperDir })
  const said = JSON.stringify({ databaseUrl: database.url, redisUrl: redis.url })
  writeFileSync(`${keeperFile}.new`, said, { mode: 0o600 })
  renameSync(`${keeperFile}.new`, keeperFile)
  for (let idle = 0; idle < idleChecks;) {
    await pause(checkEveryMs)
    idle = (await isUsed(database.url)) ? 0 : idle + 1
  }
  rmSync(keeperFile, { force: true })
  await redis.stop()
  await database.stop()
  await rm(keeperDir, { recursive: true, force: true })
  release()
}

async function isUsed(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query(
      `select from pg_stat_activity
       where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    )
    return rowCount !== 0
  } finally {
    await client.end()
  }
}

try {
  await keep()
  process.exit(0)
} catch (error) {
  // Another test file was quicker to start a keeper; it serves both.
  if (error instanceof FolderTaken) process.exit(0)
  throw error
}
