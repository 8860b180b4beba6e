// The benches of whole hubs and of who may do what at a tiny size, so that none is found broken on the day it is
// measured with.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import t, { type Test } from 'tap'
import { startRedis } from '#supervisor/redis.ts'
import { run as authCheck } from '../../bench/auth-check.ts'
import { benches } from '../../bench/benches.ts'
import { run as lookup } from '../../bench/lookup.ts'
import { run as priceAcks } from '../../bench/price-acks.ts'
import { run as revocation } from '../../bench/revocation.ts'
import { run as saleToScreen } from '../../bench/sale-to-screen.ts'
import { run as signInTime } from '../../bench/sign-in-time.ts'
import { layShop } from '../../bench/screen/scene.ts'
import { runHub } from '../support/hub.ts'
import { isWellFormed, tinyPlace } from './tiny.ts'

async function twoHubs(t: Test, env: Record<string, string> = {}) {
  const one = await runHub(t, env)
  return [one, await runHub(t, env, one)] as const
}

/** The servers of the tests keep no times of commits; a sale says nearly the same of itself. */
async function recordTimes(client: pg.Client, offsetUs: number) {
  const { rows } = await client.query<{ id: string; us: string }>(
    `select id, (extract(epoch from recorded_at) * 1000000)::bigint::text as us from sale`,
  )
  return new Map(rows.map(({ id, us }) => [id, Number(us) - offsetUs]))
}

t.test('tills and screens of two hubs', async (t) => {
  const [one, two] = await twoHubs(t)
  const { config } = one.kernel
  const { databaseUrl } = one
  const system = {
    ...{ hubUrls: [one.url, two.url], databaseUrl },
    ...{ redisUrl: config.redisUrl, redisKind: 'given' as const },
  }
  const laid = await layShop(one.kernel, 3, 3)
  const close = async () => {}
  const scene = { system, config, ...laid, commitTimes: recordTimes, close }
  const size = { selling: 1, screens: 2, salesPerSecond: 20, warmUpS: 0.05, measuredS: 0.1 }
  const sold = await saleToScreen(size, scene)
  isWellFormed(t, 'sale-to-screen', sold, ['every sale on every screen'])
  const held = await priceAcks({ tills: 3, prices: 3, rounds: 1, warmUp: 0 }, scene)
  isWellFormed(t, 'price-acks', held)
})

t.test('people, devices and roles that are revoked', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'mizan-bench-'))
  t.teardown(() => rm(dataDir, { recursive: true, force: true }))
  const redis = await startRedis({ dataDir })
  t.teardown(() => redis.stop().catch(() => {}))
  const env = { REDIS_URL: redis.url, LIMIT_ANONYMOUS_CALLS_PER_ADDRESS: '10000' }
  const [one, two] = await twoHubs(t, env)
  const { config } = one.kernel
  const hubs = { urls: [one.url, two.url], config, redis, close: async () => {} }
  const found = await revocation({ ofEachKind: 1, sockets: 22 }, hubs)
  const held = ['nobody is let in again', 'nobody else is thrown out']
  isWellFormed(t, 'revocation', found, held)
})

t.test('what a message is asked', async (t) => {
  const found = await authCheck(
    { people: 1, rounds: 1, checks: 1_000, asks: 10 },
    await tinyPlace(t),
  )
  isWellFormed(t, 'auth-check', found)
})

t.test('refused names', async (t) => {
  isWellFormed(t, 'sign-in-time', await signInTime({ tries: 4 }, await tinyPlace(t)))
})

t.test('what a code means', async (t) => {
  const found = await lookup(
    { products: 3, callers: 1, rounds: 1, seconds: 0.1 },
    await tinyPlace(t),
  )
  isWellFormed(t, 'lookup', found, ['the same answers'])
})

t.test('every bench that is listed', async (t) => {
  for (const [name, { load }] of Object.entries(benches)) {
    t.type((await load()).run, 'function', name)
  }
})
