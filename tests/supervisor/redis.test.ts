// A Redis is always to be had: the machine's own, else the one in JavaScript.

import { once } from 'node:events'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import t from 'tap'
import { createClient } from 'redis'
import { processEnvironment } from '#kernel/config.ts'
import { isAlive } from '#supervisor/left-over.ts'
import { startRedis } from '#supervisor/redis.ts'
import { temporaryFolder } from './folder.ts'

async function roundTrip(url: string): Promise<string | null> {
  const client = createClient({ url, socket: { reconnectStrategy: false } })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.set('greeting', 'marhaba')
    return (await client.get('greeting')) as string | null
  } finally {
    client.destroy()
  }
}

t.test('a machine without Redis gets one in JavaScript, and is told which it is', async (t) => {
  const dataDir = await temporaryFolder(t)
  const redis = await startRedis({ dataDir, env: { PATH: '' } })
  t.equal(redis.kind, 'js-redis-server')
  t.equal(await roundTrip(redis.url), 'marhaba')
  const anonymous = `redis://127.0.0.1:${redis.port}`
  await t.rejects(roundTrip(anonymous), { message: /NOAUTH/ })
  await redis.stop()
  t.notOk(isAlive(redis.pid))
})

t.test('nobody reaches it from another machine', async (t) => {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  const outer = addresses.find((address) => !address.internal && address.family === 'IPv4')
  const dataDir = await temporaryFolder(t)
  for (const env of [{ PATH: '' }, processEnvironment()]) {
    const redis = await startRedis({ dataDir, env })
    if (outer) {
      const socket = connect(redis.port, outer.address)
      await t.rejects(once(socket, 'connect'), { code: 'ECONNREFUSED' }, redis.kind)
      socket.destroy()
    }
    await redis.stop()
  }
})

t.test('it comes back on the same address, and one left behind is ended first', async (t) => {
  const dataDir = await temporaryFolder(t)
  const left = await startRedis({ dataDir })
  const redis = await startRedis({ dataDir, port: left.port + 1 })
  t.teardown(() => redis.stop())
  t.equal(await roundTrip(redis.url), 'marhaba')
  if (left.kind === 'js-redis-server') await left.stop()
  await left.gone
  t.notOk(isAlive(left.pid))
})
