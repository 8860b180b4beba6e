// Processes that outlived the one that started them. A process id alone proves nothing after a
// restart of the machine or the container, so its time of birth is kept beside it.

import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { monotonicMs } from '#kernel/clock.ts'

/** True while a process with this id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !isDefunct(pid)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Writes down that `pid` runs, so that the next start can tell it from a stranger. */
export function remember(file: string, pid: number): void {
  writeFileSync(file, JSON.stringify({ pid, born: birthOf(pid) }), { mode: 0o600 })
}

/** What a file of `remember` says: the process still runs, another took its id, or neither. */
export function recall(file: string): { pid: number; state: 'running' | 'replaced' | 'gone' } {
  try {
    const { pid, born } = JSON.parse(readFileSync(file, 'utf8')) as { pid: number; born: string }
    if (!isAlive(pid)) return { pid, state: 'gone' }
    return { pid, state: birthOf(pid) === born ? 'running' : 'replaced' }
  } catch {
    return { pid: 0, state: 'gone' }
  }
}

/** Forgets what `remember` wrote. */
export function forget(file: string): void {
  rmSync(file, { force: true })
}

/** Resolves true when the process is gone, false if it still runs after `timeoutMs`. */
export async function waitUntilGone(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = monotonicMs() + timeoutMs
  while (isAlive(pid)) {
    if (monotonicMs() > deadline) return false
    await pause(20)
  }
  return true
}

/** Living processes that work in `directory`; known on Linux only, elsewhere none. */
export function workersIn(directory: string): number[] {
  if (process.platform !== 'linux') return []
  const ids = readdirSync('/proc').map(Number)
  return ids.filter((pid) => {
    try {
      return pid > 0 && isAlive(pid) && readlinkSync(`/proc/${pid}/cwd`) === directory
    } catch {
      return false
    }
  })
}

/** Sends a signal; a process that has gone meanwhile is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

// A killed process whose parent has not collected it yet still answers to signal 0.
function isDefunct(pid: number): boolean {
  return process.platform === 'linux' && fieldsOf(pid)[0] === 'Z'
}

function birthOf(pid: number): string {
  if (process.platform === 'linux') return fieldsOf(pid)[19] ?? ''
  if (process.platform === 'win32') return ''
  return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
}

// The fields of /proc/<pid>/stat after the program's name, which may itself hold spaces.
function fieldsOf(pid: number): string[] {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return line.slice(line.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}
