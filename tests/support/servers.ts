// The PostgreSQL and the Redis of a test file. Under `npm test` the launcher has started them; a
// file run by itself asks the keeper, which stays for the next run and leaves when nobody comes.

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { closeSync, readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { openLog } from '#supervisor/log-file.ts'
import { repository } from '#supervisor/node-child.ts'
import { quickPlace } from './quick-place.ts'

/** Addresses of servers that run. */
export type Servers = { databaseUrl: string; redisUrl: string }

/** How the launcher tells its test files where its servers are. */
export const serversVariable = 'MIZAN_TEST_SERVERS'

const place = createHash('sha256').update(`${userInfo().uid} ${repository}`).digest('hex')

/** Where the keeper has its data. */
export const keeperDir = join(quickPlace(), `mizan-tests-${place.slice(0, 8)}`)

/** Where the keeper says what it keeps. */
export const keeperFile = join(keeperDir, 'servers.json')

let found: Promise<Servers> | undefined

export function servers(): Promise<Servers> {
  found ??= find()
  return found
}

async function find(): Promise<Servers> {
  const given = process.env[serversVariable]
  if (given) return JSON.parse(given) as Servers
  const kept = await keptServers()
  if (kept) return kept
  startKeeper()
  for (let attempt = 0; attempt < 600; attempt += 1) {
    await pause(50)
    const started = await keptServers()
    if (started) return started
  }
  throw new Error(`The servers for tests did not start; see ${join(keeperDir, 'log')}`)
}

async function keptServers(): Promise<Servers | undefined> {
  try {
    const kept = JSON.parse(readFileSync(keeperFile, 'utf8')) as Servers
    const client = new pg.Client({ connectionString: kept.databaseUrl })
    await client.connect()
    await client.end()
    return kept
  } catch {
    return undefined
  }
}

function startKeeper(): void {
  const log = openLog(join(keeperDir, 'log', 'keeper.log'))
  const script = join(repository, 'tests', 'support', 'keeper.ts')
  spawn(process.execPath, [script], { detached: true, stdio: ['ignore', log, log] }).unref()
  closeSync(log)
}
