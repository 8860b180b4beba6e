// Runs one test file in a process of its own, as `node FILE` does by hand but sooner, and tells what came of it.

import { spawn, type ChildProcess } from 'node:child_process'
import { processEnvironment } from '#kernel/config.ts'
import { monotonicMs } from '#kernel/clock.ts'
import { repository } from '#supervisor/node-child.ts'
import { readResults, type FileResult } from './results.ts'

/** After its time a file is told to stop and say where it is, and this much later it is stopped. */
const LAST_WORDS_MS = 10_000

const untracked = import.meta.resolve('./untracked.ts')

/** The files that are running, for whoever must end early. */
export class FileRuns {
  readonly #running = new Set<ChildProcess>()

  /** Runs a file for `seconds` at most, with `env` beside the environment that is there. */
  async run(
    file: string,
    seconds: number,
    env: Readonly<Record<string, string>>,
  ): Promise<FileResult> {
    const sinceMs = monotonicMs()
    const child = spawn(process.execPath, [`--import=${untracked}`, file], {
      cwd: repository,
      env: { ...processEnvironment(), ...env, TAP: '1', TAP_TIMEOUT: String(seconds) },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.#running.add(child)
    const reader = readResults(file)
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => reader.write(chunk))
    let late = false
    const timer = setTimeout(
      () => {
        late = true
        child.kill('SIGKILL')
      },
      seconds * 1000 + LAST_WORDS_MS,
    )
    const trouble = await new Promise<string | null>((resolve) => {
      child.on('error', (error) => resolve(error.message))
      child.on('close', (code, signal) => {
        if (late) resolve(`It was not over after ${seconds} s.`)
        else if (signal) resolve(`It was ended by ${signal}.`)
        else resolve(code === 0 ? null : `Its process ended with ${code}.`)
      })
    })
    clearTimeout(timer)
    this.#running.delete(child)
    return reader.end({ tookMs: monotonicMs() - sinceMs, trouble })
  }

  /** Ends what runs. */
  stop(): void {
    for (const child of this.#running) child.kill('SIGTERM')
  }
}
