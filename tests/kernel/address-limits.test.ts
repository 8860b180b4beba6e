// Limits by network address: counted by Redis for all hubs, and by each hub for itself, more strictly,
// while Redis does not answer.
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { AddressLimits, networkOf } from '#kernel/address-limits.ts'
import { defaultLimits } from '#kernel/allowances.ts'
import { closeRedis, openRedis, type Redis } from '#kernel/redis.ts'
import { SharedCounts } from '#kernel/shared-counts.ts'
import { startRedis } from '#supervisor/redis.ts'
import { cloneRedis } from '../support/database.ts'

type Test = { teardown(handler: () => unknown): unknown }

const quiet = { warn: () => {}, info: () => {} }
const limits = { ...defaultLimits, signInsPerAddress: 6, redisTimeoutMs: 500 }

function connect(t: Test, url: string): Redis {
  const redis = openRedis(url, 'test', quiet)
  t.teardown(() => closeRedis(redis))
  return redis
}

async function until(isSo: () => boolean): Promise<void> {
  for (let waited = 0; !isSo() && waited < 10_000; waited += 20) await pause(20)
  if (!isSo()) throw new Error('it never came to be')
}

/** How many of `tries` go ahead. */
async function through(hub: AddressLimits, tries: number, address = '192.0.2.1'): Promise<number> {
  let went = 0
  for (let i = 0; i < tries; i += 1) if ((await hub.take('sign-in', address)) === 0) went += 1
  return went
}

t.test('an address is one, however it is written, and an IPv6 network is one', async (t) => {
  t.equal(networkOf('192.0.2.1'), '192.0.2.1')
  t.equal(networkOf('::ffff:192.0.2.1'), '192.0.2.1')
  t.equal(networkOf('::1'), '0:0:0:0::/64')
  const same = ['2001:db8:0:7::1', '2001:0DB8::7:aaaa:bbbb:cccc:dddd', '2001:db8:0:7:1:2:3:4%eth0']
  for (const address of same) t.equal(networkOf(address), '2001:db8:0:7::/64', address)
  t.not(networkOf('2001:db8:0:8::1'), networkOf('2001:db8:0:7::1'))
})

t.test('two hubs share one limit through Redis', async (t) => {
  const url = await cloneRedis(t)
  const redis = [connect(t, url), connect(t, url)] as const
  await until(() => redis.every(({ isReady }) => isReady))
  const [first, second] = redis.map(
    (each) => new AddressLimits(limits, 2, new SharedCounts(limits, each)),
  )
  if (!first || !second) return
  t.equal(await through(first, 4), 4)
  t.equal(await through(second, 4), 2)
  const waitMs = await first.take('sign-in', '192.0.2.1')
  t.ok(waitMs > 0 && waitMs <= 60_000, `${waitMs} ms`)
  t.equal(await first.take('sign-in', '192.0.2.2'), 0, 'another address')
  t.equal(await second.take('refresh', '192.0.2.1'), 0, 'another try')
})

t.test('while Redis is away each hub keeps to its share, and goes back to Redis', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'mizan-limits-'))
  t.teardown(() => rm(dataDir, { recursive: true, force: true }))
  const server = await startRedis({ dataDir })
  t.teardown(() => server.stop())
  const redis = connect(t, server.url)
  await until(() => redis.isReady)
  const eager = { ...limits, redisBreakerMs: 1 }
  const hub = new AddressLimits(eager, 3, new SharedCounts(eager, redis))
  t.equal(await through(hub, 3), 3)
  await server.stop()
  await until(() => !redis.isReady)
  t.equal(await through(hub, 20, '192.0.2.7'), 2, 'a third of six')
  const again = await startRedis({ dataDir, port: server.port })
  t.teardown(() => again.stop())
  await until(() => redis.isReady)
  await pause(5)
  t.equal(await through(hub, 20, '192.0.2.8'), 6)
})

t.test('a Redis that hangs is asked no more for a while', async (t) => {
  // It takes connections and commands, and never says a word.
  const mute = createServer(() => {}).listen(0, '127.0.0.1')
  t.teardown(() => mute.close())
  await new Promise((resolve) => mute.once('listening', resolve))
  const { port } = mute.address() as AddressInfo
  const redis = connect(t, `redis://127.0.0.1:${port}`)
  Object.defineProperty(redis, 'isReady', { get: () => true })
  let asked = 0
  const hangs = () => {
    asked += 1
    return new Promise(() => {})
  }
  Object.defineProperty(redis, 'eval', { value: hangs })
  const impatient = { ...limits, redisTimeoutMs: 20, redisBreakerFailures: 3 }
  const hub = new AddressLimits(impatient, 1, new SharedCounts(impatient, redis))
  t.equal(await through(hub, 50), 6)
  t.equal(asked, 3, 'by three tries of fifty')
})

t.test('without Redis at all a hub still counts', async (t) => {
  const hub = new AddressLimits(limits, 100)
  t.equal(await through(hub, 3), 1, 'never less than one')
})
