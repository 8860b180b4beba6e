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

export type KeepOptions = {
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
  let running: Running | undefined = await start()
  let wanted = true
  let asked = false
  options.started?.()

  async function startAgain(): Promise<Running | undefined> {
    for (let delayMs = firstDelayMs; wanted; delayMs = Math.min(delayMs * 2, longestDelayMs)) {
      await pause(delayMs)
      if (!wanted) break
      try {
        return await start()
      } catch (error) {
        options.say(`${name} does not start: ${(error as Error).message}`)
      }
    }
    return undefined
  }

  async function watch(): Promise<void> {
    let died = 0
    while (running !== undefined) {
      const since = monotonicMs()
      const reason = await running.gone
      running = undefined
      if (!wanted) return
      if (!asked)
        options.say(`${name} ended (${reason})${options.restart ? ', starting it again' : ''}`)
      if (!options.restart) return
      // One that dies over and over is slowed down even though each start succeeds.
      died = asked || monotonicMs() - since > healthyAfterMs ? 0 : died + 1
      if (died > 1) await pause(Math.min(firstDelayMs * 2 ** died, longestDelayMs))
      asked = false
      const again = await startAgain()
      if (again === undefined) return
      running = again
      if (!wanted) return await again.stop()
      options.started?.()
      options.say(`${name} is back`)
    }
  }
  const watching = watch()

  return {
    name,
    pid: () => running?.pid,
    kill: (how) => void (running && signal(running.pid, how)),
    async restart() {
      asked = true
      await running?.stop()
    },
    async stop() {
      wanted = false
      await running?.stop()
      await watching
    },
  }
}
