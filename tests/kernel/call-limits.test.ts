// How often somebody who is signed in may ask: one hub counts by itself; several share it by slices of a
// second leased from Redis, and keep to less while Redis does not answer.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { defaultLimits } from '#kernel/allowances.ts'
import { CallLimits } from '#kernel/limits.ts'
import { closeRedis, openRedis, type Redis } from '#kernel/redis.ts'
import { anyone } from '#kernel/scope.ts'
import { SharedCounts } from '#kernel/shared-counts.ts'
import { newId } from '#shared/ids.ts'
import { startRedis } from '#supervisor/redis.ts'
import { cloneRedis } from '../support/database.ts'

type Test = { teardown(handler: () => unknown): unknown }

const quiet = { warn: () => {}, info: () => {} }
const limits = { ...defaultLimits, redisTimeoutMs: 500, redisBreakerMs: 1 }
const PER_SECOND = 40

const caller = () => ({ ...anyone('192.0.2.1'), personId: newId(Date.now()) })
type Who = ReturnType<typeof caller>

async function connect(t: Test, url: string): Promise<Redis> {
  const redis = openRedis(url, 'test', quiet)
  t.teardown(() => closeRedis(redis))
  await until(() => redis.isReady)
  return redis
}

async function until(isSo: () => boolean): Promise<void> {
  for (let waited = 0; !isSo() && waited < 10_000; waited += 20) await pause(20)
  if (!isSo()) throw new Error('it never came to be')
}

const hubOf = (redis: Redis, hubs = 2) =>
  new CallLimits(PER_SECOND, { hubs, shared: new SharedCounts(limits, redis) })

/** How many of `tries` go ahead, all asked at once. */
async function through(hub: CallLimits, who: Who, tries: number): Promise<number> {
  const waits = await Promise.all(Array.from({ length: tries }, async () => hub.take(who)))
  return waits.filter((waitMs) => waitMs === 0).length
}

t.test('one hub needs nobody to count', async (t) => {
  const hub = new CallLimits(PER_SECOND)
  const who = caller()
  const waits = Array.from({ length: PER_SECOND + 5 }, () => hub.take(who))
  t.ok(waits.every((waitMs) => typeof waitMs === 'number'))
  t.equal(waits.filter((waitMs) => waitMs === 0).length, PER_SECOND)
  t.ok(((waits.at(-1) ?? 0) as number) > 0, 'and says how long to wait')
  t.equal(hub.take(caller()), 0, 'another caller has calls of their own')
})

t.test('two hubs share one allowance, and hardly a call waits for Redis', async (t) => {
  const url = await cloneRedis(t)
  const hubs = [hubOf(await connect(t, url)), hubOf(await connect(t, url))] as const
  const sums: number[] = []
  for (let i = 0; i < 3; i += 1) {
    const who = caller()
    const [here = 0, there = 0] = await Promise.all(hubs.map((hub) => through(hub, who, 100)))
    sums.push(here + there)
  }
  // On a busy machine a second may end while they are counted, and another begin.
  t.equal(Math.min(...sums), PER_SECOND, `${sums.join(', ')} of 200`)
  const who = caller()
  let waited = 0
  for (let i = 0; i < 20; i += 1) {
    const taken = hubs[0].take(who)
    if (typeof taken !== 'number') waited += 1
    t.equal(await taken, 0, 'who asks seldom is never refused')
    await pause(20)
  }
  t.ok(waited <= 4, `${waited} of 20 had to wait for a slice`)
})

t.test('while Redis is away each hub keeps to its share', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'mizan-limits-'))
  t.teardown(() => rm(dataDir, { recursive: true, force: true }))
  const server = await startRedis({ dataDir })
  const redis = await connect(t, server.url)
  const hub = hubOf(redis, 4)
  await server.stop()
  await until(() => !redis.isReady)
  const went = await through(hub, caller(), 100)
  t.ok(
    went >= PER_SECOND / 4 && went < PER_SECOND / 2,
    `${went} of 100, a quarter of ${PER_SECOND}`,
  )
  const again = await startRedis({ dataDir, port: server.port })
  t.teardown(() => again.stop())
  await until(() => redis.isReady)
  await pause(5)
  t.ok((await through(hub, caller(), 100)) >= PER_SECOND, 'and has all of it again')
})
