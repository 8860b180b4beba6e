// A Redis in JavaScript for machines without a real one: slow, and it forgets everything when it
// ends. It suffices to try the system out, since Redis holds nothing that may not be lost.

import { createRedisServer } from 'js-redis-server'
import { closeInOrder, giveUp, tellReady } from './child.ts'

try {
  const server = await createRedisServer({ port: Number(process.argv[2]), databaseCount: 64 })
  closeInOrder(() => server.close())
  tellReady({ addresses: [`redis://127.0.0.1:${server.port}`] })
} catch (error) {
  giveUp(error)
}
