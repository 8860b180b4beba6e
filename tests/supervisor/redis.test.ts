// A Redis is always to be had: the machine's own, else the one in JavaScript.

import t from 'tap'
import { createClient } from 'redis'
import { isAlive } from '#supervisor/left-over.ts'
import { startRedis } from '#supervisor/redis.ts'
import { temporaryFolder } from './folder.ts'

async function roundTrip(url: string): Promise<string | null> {
  const client = createClient({ url })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.set('greeting', 'marhaba')
    return (await client.get('greeting')) as string | null
  } finally {
    await client.close()
  }
}

t.test('a machine without Redis gets one in JavaScript, and is told which it is', async (t) => {
  const dataDir = await temporaryFolder(t)
  const redis = await startRedis({ dataDir, env: { PATH: '' } })
  t.equal(redis.kind, 'js-redis-server')
  t.equal(await roundTrip(redis.url), 'marhaba')
  await redis.stop()
  t.notOk(isAlive(redis.pid))
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
