// Starts one of our own Node scripts as a child and speaks with it over IPC. It knows the words of
// `child.ts` and nothing about what the script does.

import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process'
import { closeSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Environment } from '#kernel/config.ts'
import type { ChildMessage, Ready } from './child.ts'
import { lastLines, openLog } from './log-file.ts'
import type { Running } from './part.ts'

export type NodeChild = Running & {
  readonly ready: Ready
  /** Sends a message, unless the child has gone. */
  tell(message: object): void
}

type NodeChildOptions = {
  name: string
  /** Relative to the repository, or absolute. */
  script: string
  args?: readonly string[]
  env: Environment
  /** Of its JavaScript, megabytes; Node's own choice when absent. */
  heapMb?: number
  /** Where its output goes; the terminal when absent. */
  logFile?: string
  readyTimeoutMs?: number
}

/** The folder of package.json: children run there, and relative paths of scripts start there. */
export const repository = resolve(import.meta.dirname, '..', '..')

const stopTimeoutMs = 20_000

/** Resolves once the child says that it is ready. Rejects with its own words if it gives up. */
export async function startNodeChild(options: NodeChildOptions): Promise<NodeChild> {
  const child = spawnScript(options)
  const gone = ending(child)
  let ready: Ready
  try {
    ready = await readiness(child, gone, options)
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
  return {
    pid: child.pid ?? 0,
    ready,
    gone,
    tell: (message) => void (child.connected && child.send(message)),
    async stop() {
      child.kill('SIGTERM')
      const force = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs)
      await gone
      clearTimeout(force)
    },
  }
}

function spawnScript({ script, args = [], env, heapMb, logFile }: NodeChildOptions): ChildProcess {
  const log = logFile === undefined ? undefined : openLog(logFile)
  const output = log ?? 'inherit'
  const stdio: StdioOptions = ['ignore', output, output, 'ipc']
  try {
    // A group of its own: Ctrl-C is for the supervisor, which stops the parts in order.
    const options = { cwd: repository, env: { ...env }, stdio, detached: true }
    const heap = heapMb === undefined ? [] : [`--max-old-space-size=${heapMb}`]
    return spawn(process.execPath, [...heap, resolve(repository, script), ...args], options)
  } finally {
    if (log !== undefined) closeSync(log)
  }
}

function ending(child: ChildProcess): Promise<string> {
  return new Promise((done) => {
    child.on('error', (error) => done(error.message))
    child.on('exit', (code, name) => done(name ?? `exit code ${code}`))
  })
}

function readiness(
  child: ChildProcess,
  gone: Promise<string>,
  { name, logFile, readyTimeoutMs = 60_000 }: NodeChildOptions,
): Promise<Ready> {
  return new Promise((done, fail) => {
    const timer = setTimeout(
      () => fail(new Error(`${name} was not ready after ${readyTimeoutMs / 1000} s`)),
      readyTimeoutMs,
    )
    child.on('message', (message: ChildMessage) => {
      clearTimeout(timer)
      if ('ready' in message) done(message)
      else fail(new Error(message.failed))
    })
    void gone.then((how) => {
      clearTimeout(timer)
      const said = logFile === undefined ? '' : `:\n${lastLines(logFile, 12)}`
      fail(new Error(`${name} ended before it was ready (${how})${said}`))
    })
  })
}
