// All parts of one system: who runs, in which order they end, and the watchdog that knows them too.
// It does not know what any of them does.

import { join } from 'node:path'
import type { Environment } from '#kernel/config.ts'
import { startNodeChild, type NodeChild } from './node-child.ts'
import { keep, type Kept, type Running, type Say } from './part.ts'
import type { Charge } from './watchdog.ts'

/** Parts end in this order, so that nobody loses what it stands on while it still has work. */
type Layer = 'client' | 'hub' | 'worker' | 'redis' | 'database'

export type Crew = {
  add(layer: Layer, name: string, start: () => Promise<Running>): Promise<void>
  pids(): Record<string, number | undefined>
  kill(name: string, signal: NodeJS.Signals): void
  /** Ends the parts of one layer in order and starts them again. */
  restart(layer: Layer): Promise<void>
  /** Ends everything, the watchdog last. */
  stop(): Promise<void>
}

type Member = { layer: Layer; part: Kept }

const endings: Record<Layer, NodeJS.Signals> = {
  client: 'SIGTERM',
  hub: 'SIGTERM',
  worker: 'SIGTERM',
  redis: 'SIGTERM',
  // Fast shutdown: it does not wait for clients.
  database: 'SIGINT',
}
const order = Object.keys(endings) as Layer[]

type CrewOptions = { say: Say; restart: boolean; env: Environment; dataDir: string }

/** Starts the watchdog; parts are added afterwards. */
export async function gather({ say, restart, env, dataDir }: CrewOptions): Promise<Crew> {
  const members: Member[] = []
  let watchdog: NodeChild | undefined
  const inOrder = (): Member[] => order.flatMap((layer) => of(layer))
  const of = (layer: Layer): Member[] => members.filter((member) => member.layer === layer)

  function brief(): void {
    const charges = inOrder().flatMap(({ layer, part }): Charge[] => {
      const pid = part.pid()
      return pid === undefined ? [] : [{ name: part.name, pid, signal: endings[layer] }]
    })
    watchdog?.tell(charges)
  }

  async function startWatchdog(): Promise<Running> {
    const script = 'src/supervisor/watchdog.ts'
    const logFile = join(dataDir, 'log', 'watchdog.log')
    watchdog = await startNodeChild({ name: 'watchdog', script, env, logFile })
    brief()
    return watchdog
  }
  const guard = await keep('watchdog', startWatchdog, { say, restart })

  return {
    async add(layer, name, start) {
      const part = await keep(name, start, { say, restart, started: brief })
      members.push({ layer, part })
      brief()
    },
    pids() {
      const parts = [...inOrder().map((member) => member.part), guard]
      return Object.fromEntries(parts.map((part) => [part.name, part.pid()]))
    },
    kill(name, signal) {
      const parts = [...members.map((member) => member.part), guard]
      const part = parts.find((candidate) => candidate.name === name)
      if (part === undefined) throw new Error(`There is no part named ${name}`)
      part.kill(signal)
    },
    async restart(layer) {
      await Promise.all(of(layer).map((member) => member.part.restart()))
    },
    async stop() {
      for (const layer of order) await Promise.all(of(layer).map((member) => member.part.stop()))
      await guard.stop()
    },
  }
}
