// A part of the system is a process that somebody keeps alive. This file knows how to start one
// again after it died, each time a little later, and nothing about what it does.

import { setTimeout as pause } from 'node:timers/promises'
import { monotonicMs } from '#kernel/clock.ts'
import { signal } from './left-over.ts'

/** Tells the person at the terminal what is happening; one line without its end. */
export type Say = (line: string) => void

/** A started process. */
export type Running = {
  readonly pid: number
  /** Resolves with a few words on how it ended. */
  readonly gone: Promise<string>
  /** Asks it to put things in order and end, and ends it by force if it does not. */
  stop(): Promise<void>
}

export type Kept = {
  readonly name: string
  /** Undefined while it is down. */
  pid(): number | undefined
  kill(name: NodeJS.Signals): void
  /** Ends it in order and starts it again at once. */
  restart(): Promise<void>
  stop(): Promise<void>
}

type KeepOptions = {
  say: Say
  /** False: a part that dies stays down, for tests of its absence. */
  restart: boolean
  /** Called after each start. */
  started?: () => void
}

const firstDelayMs = 100
const longestDelayMs = 5_000
const healthyAfterMs = 10_000

/** Starts a part and keeps it alive. Rejects if the first start fails. */
export async function keep(
  name: string,
  start: () => Promise<Running>,
  options: KeepOptions,
): Promise<Kept> {
  const state: State = { running: await start(), wanted: true, asked: false }
  options.started?.()
  const watching = watch(name, start, options, state)
  return {
    name,
    pid: () => state.running?.pid,
    kill(how) {
      if (state.running) signal(state.running.pid, how)
    },
    async restart() {
      state.asked = true
      await state.running?.stop()
    },
    async stop() {
      state.wanted = false
      await state.running?.stop()
      await watching
    },
  }
}

type State = {
  /** Undefined while it is down. */
  running: Running | undefined
  /** False once it was told to stop for good. */
  wanted: boolean
  /** True while it ends because somebody asked it to, not because it died. */
  asked: boolean
}

async function watch(
  name: string,
  start: () => Promise<Running>,
  { say, restart, started }: KeepOptions,
  state: State,
): Promise<void> {
  let deaths = 0
  while (state.running !== undefined) {
    const since = monotonicMs()
    const reason = await state.running.gone
    state.running = undefined
    if (!state.wanted) return
    if (!state.asked) say(`${name} ended (${reason})${restart ? ', starting it again' : ''}`)
    if (!restart) return
    // One that dies over and over is slowed down even though each start succeeds.
    deaths = state.asked || monotonicMs() - since > healthyAfterMs ? 0 : deaths + 1
    if (deaths > 1) await pause(Math.min(firstDelayMs * 2 ** deaths, longestDelayMs))
    state.asked = false
    const again = await startAgain(name, start, say, state)
    if (again === undefined) return
    // It was told to stop while it started.
    if (!state.wanted) return await again.stop()
    state.running = again
    started?.()
    say(`${name} is back`)
  }
}

async function startAgain(
  name: string,
  start: () => Promise<Running>,
  say: Say,
  state: State,
): Promise<Running | undefined> {
  for (let delayMs = firstDelayMs; state.wanted; delayMs = Math.min(delayMs * 2, longestDelayMs)) {
    await pause(delayMs)
    if (!state.wanted) break
    try {
      return await start()
    } catch (error) {
      say(`${name} does not start: ${(error as Error).message}`)
    }
  }
  return undefined
}
