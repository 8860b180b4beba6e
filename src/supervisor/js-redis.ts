// A Redis in JavaScript for machines without a real one: slow, and it forgets everything when it
// ends. It suffices to try the system out, since Redis holds nothing that may not be lost.
// The parts are put together here because the package's own starter listens to the whole network.

import { once } from 'node:events'
import { createRedisCommandExecutor, RedisServerState, Resp2Server } from 'js-redis-server/core'
import { processEnvironment } from '#kernel/config.ts'
import { closeInOrder, giveUp, tellReady } from './child.ts'

try {
  const { REDIS_PASSWORD: requirepass } = processEnvironment()
  const state = new RedisServerState({ databaseCount: 64, requirepass })
  const executor = createRedisCommandExecutor()
  const { server } = new Resp2Server({ server: state, executor })
  server.listen(Number(process.argv[2]), '127.0.0.1')
  await once(server, 'listening')
  // There is nothing to write down, and no reason to wait for clients.
  closeInOrder(async () => state.close())
  tellReady()
} catch (error) {
  giveUp(error)
}
