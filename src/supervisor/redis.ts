// Starts a private Redis: valkey-server or redis-server if the machine has one, else the one in
// JavaScript. The port and the password stay the same over restarts, so that clients find it again.

import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createClient } from 'redis'
import { monotonicMs } from '#kernel/clock.ts'
import { processEnvironment, type Environment } from '#kernel/config.ts'
import { requirePrivate } from '#kernel/private-files.ts'
import { forget, recall, remember, signal, waitUntilGone } from './left-over.ts'
import { lastLines, openLog } from './log-file.ts'
import { startNodeChild } from './node-child.ts'
import type { Running, Say } from './part.ts'
import { freePort } from './ports.ts'

type RedisOptions = {
  /** Holds the append-only file and the log; made when absent. */
  dataDir: string
  port?: number
  /** Where PATH is taken from. */
  env?: Environment
  say?: Say
}

export type RedisServer = Running & {
  readonly url: string
  readonly port: number
  readonly kind: 'valkey-server' | 'redis-server' | 'js-redis-server'
}

const startTimeoutMs = 15_000
const stopTimeoutMs = 10_000

/** Resolves once Redis answers. */
export async function startRedis(options: RedisOptions): Promise<RedisServer> {
  const env = options.env ?? processEnvironment()
  const dataDir = resolve(options.dataDir)
  const port = options.port ?? (await freePort())
  for (const kind of ['valkey-server', 'redis-server'] as const) {
    const program = onPath(kind, env)
    if (program !== undefined) return await startProgram(kind, program, dataDir, port)
  }
  const password = passwordIn(dataDir)
  const child = await startNodeChild({
    name: 'redis',
    script: 'src/supervisor/js-redis.ts',
    args: [String(port)],
    env: { ...env, REDIS_PASSWORD: password },
    logFile: join(dataDir, 'log', 'redis.log'),
  })
  return { ...child, url: urlOf(port, password), port, kind: 'js-redis-server' }
}

async function startProgram(
  kind: RedisServer['kind'],
  program: string,
  dataDir: string,
  port: number,
): Promise<RedisServer> {
  const directory = join(dataDir, 'redis')
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const processFile = join(dataDir, 'redis.json')
  await endLeftOver(processFile)
  const password = passwordIn(dataDir)
  const logFile = join(dataDir, 'log', 'redis.log')
  const log = openLog(logFile)
  const child = spawn(program, [writeSettings(directory, port, password)], {
    cwd: directory,
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const gone = new Promise<string>((done) => {
    child.on('error', (error) => done(error.message))
    child.on('exit', (code, name) => done(name ?? `exit code ${code}`))
  })
  const url = urlOf(port, password)
  if ((await Promise.race([gone, answers(url)])) !== true || child.pid === undefined) {
    child.kill('SIGKILL')
    throw new Error(`${kind} did not start. It said:\n${lastLines(logFile, 8)}`)
  }
  const pid = child.pid
  remember(processFile, pid)
  async function stop(): Promise<void> {
    child.kill('SIGTERM')
    if (!(await waitUntilGone(pid, stopTimeoutMs))) child.kill('SIGKILL')
    await gone
    forget(processFile)
  }
  return { pid, gone, url, port, kind, stop }
}

// Two servers on one append-only file would ruin it, and what Redis holds is soon there again.
async function endLeftOver(processFile: string): Promise<void> {
  const { pid, state } = recall(processFile)
  if (state !== 'running') return
  signal(pid, 'SIGTERM')
  if (!(await waitUntilGone(pid, stopTimeoutMs))) signal(pid, 'SIGKILL')
}

function writeSettings(directory: string, port: number, password: string): string {
  const file = join(directory, 'redis.conf')
  // In a file, because arguments can be read by every user of the machine.
  const lines = [
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    'daemonize no',
    'appendonly yes',
    'appendfsync everysec',
    'save ""',
    // BullMQ loses jobs under any other policy.
    'maxmemory-policy noeviction',
    'databases 64',
  ]
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 })
  return file
}

function urlOf(port: number, password: string): string {
  return `redis://:${password}@127.0.0.1:${port}`
}

function passwordIn(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true })
  const file = join(dataDir, 'redis-password')
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 })
  requirePrivate(file)
  return readFileSync(file, 'utf8').trim()
}

function onPath(program: string, env: Environment): string | undefined {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean)
  return folders
    .map((folder) => join(folder, program))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK)
        return true
      } catch {
        return false
      }
    })
}

async function answers(url: string): Promise<boolean> {
  const deadline = monotonicMs() + startTimeoutMs
  while (monotonicMs() < deadline) {
    const client = createClient({ url, socket: { reconnectStrategy: false } }).on('error', () => {})
    try {
      await client.connect()
      await client.ping()
      await client.close()
      return true
    } catch {
      await pause(30)
    }
  }
  return false
}
