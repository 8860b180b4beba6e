// A system in a terminal: it tells what is happening, prints where to go, and stops everything in
// order on Ctrl-C.

import { monotonicMs } from '#kernel/clock.ts'
import { banner } from './banner.ts'
import { startSystem, type System, type SystemOptions } from './system.ts'

const since = monotonicMs()
let system: System | undefined
let stopping = false

function say(line: string): void {
  console.log(`${((monotonicMs() - since) / 1000).toFixed(1).padStart(6)} s  ${line}`)
}

async function start(options: SystemOptions): Promise<void> {
  system = await startSystem({ ...options, log: say })
  const { clientUrls: addresses, people, redisKind } = system
  console.log(
    banner({ addresses, people, pairing: system.pairing, redisKind, dataDir: options.dataDir }),
  )
}

async function stop(): Promise<void> {
  // A second Ctrl-C, or one before all is up, does not wait: the watchdog ends what is left.
  if (stopping || system === undefined) process.exit(130)
  stopping = true
  say('Stopping: hubs, worker, Redis, PostgreSQL')
  await system.stop()
  say('Stopped')
  process.exit(0)
}

/** Prints why it cannot go on, without a stack, and ends. */
export function refuse(error: unknown): void {
  console.error(`\n${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

/** Runs a system until a signal ends it, and this process with it. */
export function runInTerminal(options: SystemOptions): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void stop().catch(refuse))
  }
  start(options).catch(refuse)
}
