// Builds the client with Vite when what is in client/dist is older than its sources. It serves
// nothing; the hub serves client/dist.

import { spawn } from 'node:child_process'
import { existsSync, globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { monotonicMs } from '#kernel/clock.ts'
import { repository } from './node-child.ts'
import type { Say } from './part.ts'

// The client is made of its own files and of the words and rules it shares with the hub.
const sources = [
  'client/**/*',
  'src/shared/*.ts',
  'src/*/{contract,rules,state}.ts',
  'package.json',
]

/** Resolves once client/dist is as new as its sources. Rejects with what Vite said. */
export async function buildClient(say: Say): Promise<void> {
  if (!isStale()) return
  say('Building the client, which takes some seconds the first time')
  const since = monotonicMs()
  await runVite(['build', 'client', '--logLevel', 'warn'])
  say(`The client is built (${((monotonicMs() - since) / 1000).toFixed(1)} s)`)
}

/** True when a source changed after the last build, or there was none. */
function isStale(): boolean {
  const built = join(repository, 'client', 'dist', 'index.html')
  if (!existsSync(built)) return true
  const builtAt = statSync(built).mtimeMs
  const dist = join('client', 'dist')
  const files = sources.flatMap((pattern) => globSync(pattern, { cwd: repository }))
  return files.some(
    (file) => !file.startsWith(dist) && statSync(join(repository, file)).mtimeMs > builtAt,
  )
}

function runVite(args: string[]): Promise<void> {
  const script = join(repository, 'node_modules', 'vite', 'bin', 'vite.js')
  const child = spawn(process.execPath, [script, ...args], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  return new Promise((done, fail) => {
    child.on('error', fail)
    child.on('close', (code) => {
      if (code === 0) done()
      else fail(new Error(`The client could not be built:\n${said.trim()}`))
    })
  })
}
