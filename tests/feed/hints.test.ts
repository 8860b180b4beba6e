// Clients of Redis and the hints between hubs: closing leaves nothing open, however early it comes.
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { closeRedis, openRedis } from '#kernel/redis.ts'
import { Hints } from '../../src/feed/hints.ts'
import { cloneRedis } from '../support/database.ts'

const quiet = { info: () => {}, warn: () => {}, error: () => {} }
const kernel = { tail: { watchCommits: () => () => {} }, log: quiet }

t.test('hints that are closed while they connect leave no connection', async (t) => {
  const url = await cloneRedis(t)
  const name = `closed-early-${process.pid}`
  const redis = openRedis(url, name, quiet)
  t.teardown(() => closeRedis(redis))
  await new Promise((resolve) => redis.once('ready', resolve))
  const connections = async () => {
    const list = await redis.sendCommand<string>(['CLIENT', 'LIST'])
    // The server is everybody's: other tests come and go on it.
    return list.split('\n').filter((line) => line.includes(`name=${name} `)).length
  }
  const before = await connections()
  for (let n = 0; n < 20; n += 1) {
    await new Hints(redis, kernel as never, 'hub').close()
    closeRedis(openRedis(url, name, quiet))
  }
  await pause(300)
  // One that stays, stays for ever; one that goes may take its time.
  for (let waits = 0; waits < 200 && (await connections()) > 1; waits += 1) await pause(50)
  t.strictSame([before, await connections()], [1, 1])
})
