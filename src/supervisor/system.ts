// The whole system as one thing: PostgreSQL, Redis, hubs and a worker, started in order, each kept
// alive by itself, stopped in the opposite order. `npm start`, replays, benches and browser tests
// all run this; it handles no signals and prints only through `log`.

import { join, resolve } from 'node:path'
import {
  processEnvironment,
  readSettings,
  type Environment,
  type Settings,
} from '#kernel/config.ts'
import type { Pairing, Person } from './child.ts'
import { buildClient } from './client-build.ts'
import { gather, type Crew } from './crew.ts'
import { takeFolder } from './lock.ts'
import { startNodeChild, type NodeChild } from './node-child.ts'
import type { Say } from './part.ts'
import { freePort, whyTaken } from './ports.ts'
import { startDatabase } from './postgres.ts'
import { startRedis, type RedisServer } from './redis.ts'
import { watchSources } from './sources.ts'

export type SystemOptions = {
  /** Holds everything that is kept. One system a folder. */
  dataDir: string
  /** 1 when absent. */
  hubs?: number
  /** Of the first hub; the others follow. Free ones when absent or 0. */
  port?: number
  /** Added to the environment of this process, for every part. */
  env?: Environment
  /** False leaves the database without the seed shop. */
  seed?: boolean
  /** Hears what happens, a line at a time. */
  log?: Say
  /** False leaves a part that died down. */
  restart?: boolean
  /** 'build' brings client/dist up to date; 'dev' runs Vite and restarts hubs when a source changes. */
  client?: 'build' | 'dev'
  /** Other programs in place of the hub's and the worker's, for tests of the supervisor itself. */
  scripts?: { hub: string; worker: string }
}

export type System = {
  /** Of the owner of the database; no hub or worker is told it. */
  readonly databaseUrl: string
  /** Where hubs and workers sign in. */
  readonly hubDatabaseUrl: string
  readonly redisUrl: string
  readonly redisKind: RedisServer['kind'] | 'given'
  /** `http://127.0.0.1:3000`, one a hub. */
  readonly hubUrls: string[]
  /** Where to point a browser: Vite's address in development, else the hubs'. */
  readonly clientUrls: string[]
  /** Who can sign in to the seeded shop; empty with a database of the owner's. */
  readonly people: readonly Person[]
  /** Devices of the seeded shop that are still to be paired. */
  readonly pairing: readonly Pairing[]
  /** `postgres`, `redis`, `hub-1` …, `worker`, `watchdog`; undefined while one is down. */
  pids(): Record<string, number | undefined>
  kill(name: string, signal: NodeJS.Signals): void
  stop(): Promise<void>
}

/** What the steps of a start share. */
type Plan = {
  options: SystemOptions
  settings: Settings
  dataDir: string
  env: Environment
  crew: Crew
  say: Say
}

const defaultScripts = { hub: 'src/server.ts', worker: 'workers/main.ts' }
const devPort = 5173

/** Resolves when every part works. Rejects with a sentence for a person, leaving nothing behind. */
export async function startSystem(options: SystemOptions): Promise<System> {
  const dataDir = resolve(options.dataDir)
  const env = { ...processEnvironment(), ...options.env, DATA_DIR: dataDir }
  const settings = readSettings(env)
  const say = options.log ?? (() => {})
  const release = takeFolder(dataDir)
  let crew: Crew | undefined
  try {
    const ports = await choosePorts(options, settings.host)
    crew = await gather({ say, restart: options.restart ?? true, env, dataDir })
    return await assemble({ options, settings, dataDir, env, crew, say }, ports, release)
  } catch (error) {
    await crew?.stop()
    release()
    throw error
  }
}

async function assemble(plan: Plan, ports: number[], release: () => void): Promise<System> {
  const { crew, options, say } = plan
  const building = options.client === 'build' ? buildClient(say) : Promise.resolve()
  // Awaited below; until then a failure must not count as one that nobody handles.
  building.catch(() => {})
  const { ownerUrl, hubUrl } = await addDatabase(plan)
  const redis = await addRedis(plan)
  const addresses = { DATABASE_URL: hubUrl, MIGRATIONS_URL: '', REDIS_URL: redis.url }
  const served = { ...plan, env: { ...plan.env, ...addresses } }
  const { people, pairing } = await addHubs(served, ports, ownerUrl)
  await addWorker(served)
  await building
  const scheme = plan.settings.tlsCertFile === undefined ? 'http' : 'https'
  const hubUrls = ports.map((port) => `${scheme}://127.0.0.1:${port}`)
  const clientUrls = options.client === 'dev' ? await addVite(served, hubUrls[0] ?? '') : hubUrls
  const unwatch = options.client === 'dev' ? watchSources(() => restartCode(crew)) : undefined
  return {
    databaseUrl: ownerUrl,
    hubDatabaseUrl: hubUrl,
    redisUrl: redis.url,
    redisKind: redis.kind,
    hubUrls,
    clientUrls,
    people,
    pairing,
    pids: () => crew.pids(),
    kill: (name, signal) => crew.kill(name, signal),
    async stop() {
      unwatch?.()
      await crew.stop()
      release()
    },
  }
}

function restartCode(crew: Crew): void {
  void crew.restart('hub')
  void crew.restart('worker')
}

async function choosePorts({ hubs = 1, port = 0 }: SystemOptions, host: string): Promise<number[]> {
  const ports: number[] = []
  for (let index = 0; index < hubs; index += 1) {
    const chosen = port === 0 ? await freePort() : port + index
    const reason = await whyTaken(chosen, host)
    if (reason) throw new Error(`${reason} Set PORT to another one.`)
    ports.push(chosen)
  }
  return ports
}

async function addDatabase({ settings, dataDir, crew, say }: Plan): Promise<{
  ownerUrl: string
  hubUrl: string
}> {
  if (settings.databaseUrl !== undefined) {
    const hubUrl = settings.databaseUrl
    return { ownerUrl: settings.migrationsUrl ?? hubUrl, hubUrl }
  }
  say('Starting PostgreSQL')
  // One port for the life of the system, even a taken-over one: the hubs know only this address.
  let port: number | undefined
  let ownerUrl = ''
  let hubUrl = ''
  await crew.add('database', 'postgres', async () => {
    const database = await startDatabase({ dataDir, port, say })
    ;({ port, url: ownerUrl, hubUrl } = database)
    return database
  })
  return { ownerUrl, hubUrl }
}

async function addRedis({ settings, dataDir, env, crew, say }: Plan): Promise<{
  url: string
  kind: System['redisKind']
}> {
  if (settings.redisUrl !== undefined) return { url: settings.redisUrl, kind: 'given' }
  const port = await freePort()
  let url = ''
  let kind: System['redisKind'] = 'given'
  await crew.add('redis', 'redis', async () => {
    const redis = await startRedis({ dataDir, port, env })
    url = redis.url
    kind = redis.kind
    return redis
  })
  say(`Redis answers (${kind})`)
  return { url, kind }
}

/** The first hub migrates and seeds before the others start. Resolves to what it then shows. */
async function addHubs(
  plan: Plan,
  ports: number[],
  ownerUrl: string,
): Promise<Pick<System, 'people' | 'pairing'>> {
  const { crew, options, settings, say } = plan
  let shown: Pick<System, 'people' | 'pairing'> = { people: [], pairing: [] }
  let prepared = false
  const seeded = settings.databaseUrl === undefined && options.seed !== false
  async function startHub(name: string, port: number): Promise<NodeChild> {
    const hub = await startScript(plan, name, (options.scripts ?? defaultScripts).hub, {
      PORT: String(port),
      // Several share what each of them may let through.
      HUBS: String(ports.length),
      MIGRATE_AT_START: String(!prepared),
      MIGRATIONS_URL: prepared ? '' : ownerUrl,
      // A shop with made-up people has no place in a database the owner brought.
      SEED_AT_START: String(!prepared && seeded),
    })
    if (!prepared) shown = hub.ready
    prepared = true
    return hub
  }
  say('Starting the hub: tables, people, products')
  const [first, ...others] = ports.map((port, index) => ({ name: `hub-${index + 1}`, port }))
  if (first) await crew.add('hub', first.name, () => startHub(first.name, first.port))
  await Promise.all(
    others.map(({ name, port }) => crew.add('hub', name, () => startHub(name, port))),
  )
  return shown
}

async function addWorker(plan: Plan): Promise<void> {
  const { crew, options, settings, say } = plan
  const script = (options.scripts ?? defaultScripts).worker
  const heapMb = settings.limits.jobMemoryMb
  say('Starting the worker')
  await crew.add('worker', 'worker', () => startScript(plan, 'worker', script, {}, heapMb))
}

async function addVite(plan: Plan, hubUrl: string): Promise<string[]> {
  let urls: string[] = []
  await plan.crew.add('client', 'vite', async () => {
    const script = 'src/supervisor/client-dev.ts'
    const args = [hubUrl, String(devPort)]
    const vite = await startNodeChild({ name: 'vite', script, args, env: plan.env })
    urls = vite.ready.addresses
    return vite
  })
  return urls
}

function startScript(
  { options, dataDir, env }: Plan,
  name: string,
  script: string,
  own: Environment,
  heapMb?: number,
): Promise<NodeChild> {
  const logFile = options.client === 'dev' ? undefined : join(dataDir, 'log', `${name}.log`)
  const served = { ...env, ...own, PROCESS_NAME: name }
  return startNodeChild({ name, script, logFile, env: served, ...(heapMb && { heapMb }) })
}
