// What a person does to `npm start`: Ctrl-C, a second start, a kill, a start after that.

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { processEnvironment } from '#kernel/config.ts'
import { isAlive, recall, signal } from '#supervisor/left-over.ts'
import { repository } from '#supervisor/node-child.ts'
import { freePort } from '#supervisor/ports.ts'
import { temporaryFolder, until } from './folder.ts'

type Terminal = { child: ChildProcess; said(): string; ended: Promise<number | null> }

function open(dataDir: string, port: number): Terminal {
  const script = join(repository, 'tests', 'supervisor', 'stand-in-start.ts')
  const child = spawn(process.execPath, [script, dataDir, String(port)], {
    cwd: repository,
    env: { ...processEnvironment(), DATABASE_URL: '', REDIS_URL: '' },
    // A group of its own, as a shell gives it, so that Ctrl-C can be sent to all of it.
    detached: true,
  })
  let text = ''
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  return { child, said: () => text, ended }
}

async function ready(terminal: Terminal): Promise<void> {
  await until('the system is ready', () => terminal.said().includes('Mizan is ready'))
}

function pidOf(dataDir: string, part: 'postgres' | 'supervisor'): number {
  return recall(join(dataDir, `${part}.json`)).pid
}

t.test('it tells where to go, and Ctrl-C ends everything in order', async (t) => {
  const dataDir = await temporaryFolder(t)
  const port = await freePort()
  const terminal = open(dataDir, port)
  await ready(terminal)
  t.match(terminal.said(), `http://127.0.0.1:${port}`)
  t.match(terminal.said(), /Mona +owner +mona +made-up +480271/)
  const postgres = pidOf(dataDir, 'postgres')
  process.kill(-(terminal.child.pid ?? 0), 'SIGINT')
  t.equal(await terminal.ended, 0)
  t.match(terminal.said(), /Stopped\n$/)
  t.notOk(isAlive(postgres))
  t.equal(readFileSync(join(dataDir, 'order.txt'), 'utf8'), 'hub-1\nworker\n')
  const log = readFileSync(join(dataDir, 'log', 'postgres.log'), 'utf8')
  t.match(log, /database system is shut down\n$/)
})

t.test('a second start on the same folder says so and leaves the first alone', async (t) => {
  const dataDir = await temporaryFolder(t)
  const first = open(dataDir, 0)
  await ready(first)
  const second = open(dataDir, 0)
  t.equal(await second.ended, 1)
  t.match(second.said(), /already runs on .* \(process \d+\)/)
  t.notMatch(second.said(), /^ +at /m)
  t.equal(first.child.exitCode, null)
  signal(first.child.pid ?? 0, 'SIGTERM')
  t.equal(await first.ended, 0)
})

t.test('when the supervisor is killed, nothing outlives it, and it can start again', async (t) => {
  const dataDir = await temporaryFolder(t)
  const port = await freePort()
  const killed = open(dataDir, port)
  await ready(killed)
  const postgres = pidOf(dataDir, 'postgres')
  const answer = await (await fetch(`http://127.0.0.1:${port}`)).text()
  const hub = Number(answer.split(' ')[1])
  signal(killed.child.pid ?? 0, 'SIGKILL')
  await killed.ended
  await until('the hub has gone', () => !isAlive(hub))
  await until('PostgreSQL has gone', () => !isAlive(postgres))
  const log = readFileSync(join(dataDir, 'log', 'postgres.log'), 'utf8')
  t.match(log, /database system is shut down\n$/, 'in order, not by force')

  const again = open(dataDir, port)
  await ready(again)
  signal(again.child.pid ?? 0, 'SIGTERM')
  t.equal(await again.ended, 0)
})
