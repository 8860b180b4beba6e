// How long somebody who is thrown out is still in: two hundred sign-ins, people, devices and roles, each
// connected to both hubs of a system that holds a thousand sockets. Counted from the answer to whoever
// revoked until both hubs have closed the connection and refuse over HTTP. Then the same without Redis,
// when the other hub hears of it by looking at the log alone.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readConfig, type Config } from '#kernel/config.ts'
import { startRedis } from '#supervisor/redis.ts'
import { startSystem } from '#supervisor/system.ts'
import { openKernel } from '../src/app.ts'
import { percentile, resultOf, type Result } from './result.ts'
import { Crowd } from './revocation/crowd.ts'
import { heardOf, kinds, revokeMany, Sockets, type Round } from './revocation/round.ts'
import { quiet } from './quiet.ts'

const full = { ofEachKind: 200, sockets: 1_000 }
/** A person may have ten connections to a hub. */
const ON_EACH_HUB = 10
const WITH_REDIS_MS = 500
const WITHOUT_REDIS_MS = 1_000

const limits = {
  LIMIT_CALLS_PER_SECOND: '100000',
  LIMIT_SOCKETS_PER_ADDRESS: '5000',
  LIMIT_HELLOS_PER_SECOND: '5000',
  // Who is refused is asked for again and again, all from one address.
  LIMIT_ANONYMOUS_CALLS_PER_ADDRESS: '1000000',
  // Whoever was signed in at the start still is at the end.
  LIMIT_ACCESS_TOKEN_SECONDS: '3600',
}
const round = (figure: number) => Math.round(figure * 100) / 100

function summary(rounds: readonly Round[]) {
  const of = (ms: readonly number[]) => ({
    p50: round(percentile(ms, 0.5)),
    p99: round(percentile(ms, 0.99)),
    max: round(Math.max(...ms)),
  })
  const all = rounds.flatMap(({ ms }) => ms)
  const byKind = Object.fromEntries(rounds.map(({ kind, ms }) => [kind, of(ms)]))
  const elsewhere = of(rounds.flatMap(({ answeredElsewhereMs }) => answeredElsewhereMs))
  return { all: of(all), byKind, answeredElsewhere: elsewhere, revocations: all.length }
}

/** Two hubs, and the Redis between them, which is stopped on the way. */
type Hubs = {
  readonly urls: readonly string[]
  readonly config: Config
  readonly redis: { stop(): Promise<void> }
  close(): Promise<void>
}

async function ownHubs(): Promise<Hubs> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mizan-bench-'))
  const redis = await startRedis({ dataDir: join(dataDir, 'beside') })
  const env = { DATABASE_URL: '', REDIS_URL: redis.url, LOG_LEVEL: 'warn', HUBS: '2', ...limits }
  const system = await startSystem({ dataDir, hubs: 2, seed: false, env })
  const config = readConfig({
    DATABASE_URL: system.hubDatabaseUrl,
    REDIS_URL: redis.url,
    DATA_DIR: dataDir,
    ...limits,
  })
  return {
    urls: system.hubUrls,
    config,
    redis,
    close: async () => {
      await system.stop()
      await redis.stop().catch(() => {})
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export async function run(
  { ofEachKind, sockets: socketCount } = full,
  given?: Hubs,
): Promise<Result> {
  const hubs = given ?? (await ownHubs())
  const { urls, config, redis } = hubs
  const child = fork(fileURLToPath(new URL('./revocation/sockets.ts', import.meta.url)))
  const { kernel, close } = await openKernel(config, quiet, { connections: 4 })
  try {
    await once(child, 'message')
    const sockets = new Sockets(child)
    const crowd = await Crowd.gather(kernel, config)
    // Those who stay: with two of each victim they make up all there are.
    const staying = (socketCount - ofEachKind * urls.length) / urls.length / ON_EACH_HUB
    const stay = (await crowd.people(staying)).map(({ token }) => ({ token }))
    await heardOf(urls, `Bearer ${stay.at(-1)?.token}`)
    const kept = await sockets.hold(Array.from({ length: ON_EACH_HUB }, () => stay).flat(), urls)
    const [url = ''] = urls
    const hub = { url, owner: await crowd.owner(url) }
    const rounds = async () => {
      const done: Round[] = []
      for (const kind of kinds) {
        done.push(await revokeMany(kind, ofEachKind, { crowd, sockets, urls, hub }))
      }
      return done
    }
    const withRedis = await rounds()
    await redis.stop()
    const without = await rounds()
    const lost = kept.flat().filter((key) => sockets.closed.has(key)).length
    return resultFrom(withRedis, without, { lost, sockets: socketCount })
  } finally {
    child.kill()
    await close()
    await hubs.close()
  }
}

function resultFrom(
  withRedis: readonly Round[],
  without: readonly Round[],
  { lost, sockets }: { readonly lost: number; readonly sockets: number },
): Result {
  const [there, away] = [summary(withRedis), summary(without)]
  const after = [...withRedis, ...without].reduce((sum, each) => sum + each.acceptedAfter, 0)
  return resultOf(
    'revocation',
    'ms from the answer to a revocation to the last socket closed and HTTP refused on two hubs, p99',
    there.all.p99,
    { 'the same without Redis': away.all.p99 },
    {},
    {
      [`p99 <= ${WITH_REDIS_MS} ms`]: there.all.p99 <= WITH_REDIS_MS,
      [`without Redis: p99 <= ${WITHOUT_REDIS_MS} ms`]: away.all.p99 <= WITHOUT_REDIS_MS,
      'nobody is let in again': after === 0,
      'nobody else is thrown out': lost === 0,
    },
    { sockets, withRedis: there, withoutRedis: away },
  )
}
