// Starts the embedded PostgreSQL of a data folder, or takes over the one a killed supervisor left
// running, and stops it. The server is a direct child in a session of its own: Ctrl-C does not reach
// it before the hubs have drained.

import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { monotonicMs } from '#kernel/clock.ts'
import { HUB_LOGIN, openCluster, serverSettings, type Cluster } from './cluster.ts'
import { forget, recall, remember, signal, waitUntilGone, workersIn } from './left-over.ts'
import { lastLines, openLog } from './log-file.ts'
import type { Running, Say } from './part.ts'
import { freePort } from './ports.ts'

export type DatabaseOptions = {
  /** Holds the data, the password and the log; made when absent. */
  dataDir: string
  /** A free one when absent. */
  port?: number
  /** False for tests only: much faster, and a power failure loses data. */
  durable?: boolean
  say?: Say
}

export type Database = Running & {
  /** Owner of the database `mizan`, password included. */
  readonly url: string
  /** The same database for hubs and workers; they can sign in once it is migrated. */
  readonly hubUrl: string
  readonly port: number
  /** True if the server was found running. */
  readonly adopted: boolean
}

const startTimeoutMs = 60_000
const patienceMs = 5_000
const stopTimeoutMs = 30_000

/** Resolves once the database answers. Rejects with a sentence a person can act on. */
export async function startDatabase(options: DatabaseOptions): Promise<Database> {
  const cluster = openCluster(options.dataDir)
  const left = recall(cluster.processFile)
  if (left.state === 'running') {
    const adopted = await adopt(cluster, left.pid)
    if (adopted) {
      options.say?.('PostgreSQL was still running and is taken over')
      return adopted
    }
  }
  clearStaleLock(cluster)
  return await launch(cluster, options)
}

async function launch(cluster: Cluster, options: DatabaseOptions): Promise<Database> {
  const deadline = monotonicMs() + startTimeoutMs
  const patience = monotonicMs() + patienceMs
  for (;;) {
    const port = options.port ?? (await freePort())
    const child = spawnServer(cluster, port, options.durable ?? true)
    // At once: a start cut short leaves a server the next start must recognise.
    if (child.pid !== undefined) remember(cluster.processFile, child.pid)
    const gone = ending(child)
    const url = urlOf(cluster, port)
    const outcome = await Promise.race([gone, answers(url, deadline)])
    if (outcome === true && child.pid !== undefined) {
      await ensureDatabase(url)
      return running(cluster, { pid: child.pid, port, gone, adopted: false })
    }
    const said = lastLines(cluster.logFile, 8)
    if (outcome === false) child.kill('SIGQUIT')
    // The backends of a killed server need a moment to notice, and a port may be lost in a race.
    const passing = /shared memory block|could not bind|lock file/.test(said)
    if (outcome === false || !passing || monotonicMs() > patience) {
      throw new Error(`PostgreSQL did not start. It said:\n${said}`)
    }
    await pause(200)
    clearStaleLock(cluster)
  }
}

async function adopt(cluster: Cluster, pid: number): Promise<Database | undefined> {
  const lines = readLock(cluster)
  const port = Number(lines[3])
  const stopping = lines[7]?.trim() === 'stopping'
  if (lines[0] === String(pid) && port > 0 && !stopping) {
    const url = urlOf(cluster, port)
    const gone = waitUntilGone(pid, Number.POSITIVE_INFINITY).then(() => 'taken over, then gone')
    const outcome = await Promise.race([gone, answers(url, monotonicMs() + startTimeoutMs)])
    if (outcome === true) {
      await ensureDatabase(url)
      return running(cluster, { pid, port, gone, adopted: true })
    }
  }
  if (await waitUntilGone(pid, stopTimeoutMs)) return undefined
  throw new Error(`PostgreSQL (process ${pid}) runs on ${cluster.directory} but does not answer.`)
}

type Server = Pick<Database, 'pid' | 'port' | 'gone' | 'adopted'>

function running(cluster: Cluster, server: Server): Database {
  return {
    ...server,
    url: `${urlOf(cluster, server.port)}/mizan`,
    hubUrl: `postgres://${HUB_LOGIN}:${cluster.hubPassword}@127.0.0.1:${server.port}/mizan`,
    async stop() {
      // Fast shutdown: clients are cut off, and everything committed is written down.
      signal(server.pid, 'SIGINT')
      if (!(await waitUntilGone(server.pid, stopTimeoutMs))) signal(server.pid, 'SIGQUIT')
      await server.gone
      forget(cluster.processFile)
    },
  }
}

function spawnServer(cluster: Cluster, port: number, durable: boolean): ChildProcess {
  const log = openLog(cluster.logFile)
  try {
    return spawn(
      join(cluster.binaries, 'postgres'),
      ['-D', cluster.directory, ...serverSettings(port, durable)],
      { ...cluster.account, cwd: cluster.directory, detached: true, stdio: ['ignore', log, log] },
    )
  } finally {
    closeSync(log)
  }
}

function ending(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message))
    child.on('exit', (code, name) => resolve(name ?? `exit code ${code}`))
  })
}

function urlOf(cluster: Cluster, port: number): string {
  return `postgres://${cluster.user}:${cluster.password}@127.0.0.1:${port}`
}

async function answers(url: string, deadline: number): Promise<boolean> {
  while (monotonicMs() < deadline) {
    const client = new pg.Client({ connectionString: `${url}/postgres` })
    client.on('error', () => {})
    try {
      await client.connect()
      return true
    } catch {
      await pause(30)
    } finally {
      await client.end().catch(() => {})
    }
  }
  return false
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${url}/postgres` })
  await client.connect()
  try {
    const { rowCount } = await client.query(`select from pg_database where datname = 'mizan'`)
    if (rowCount === 0) await client.query('create database mizan')
  } finally {
    await client.end()
  }
}

// PostgreSQL clears a lock whose process is gone, but not one whose number a stranger now bears or
// whose process nobody has collected. The lock also guards against backends that outlived their
// server, so it stays while any process works in the folder.
function clearStaleLock(cluster: Cluster): void {
  const { pid, state } = recall(cluster.processFile)
  const stale = state !== 'running' && readLock(cluster)[0] === String(pid)
  if (stale && workersIn(cluster.directory).length === 0) {
    rmSync(join(cluster.directory, 'postmaster.pid'))
  }
}

function readLock(cluster: Cluster): string[] {
  try {
    return readFileSync(join(cluster.directory, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return []
  }
}
