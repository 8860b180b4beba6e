// A process with nothing in it that keeps the contract of a hub and of a worker: it says when it is
// ready, listens if it was given a port, and notes in DATA_DIR/order.txt that it closed.

import { once } from 'node:events'
import { appendFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { processEnvironment } from '#kernel/config.ts'
import { closeInOrder, giveUp, tellReady } from '#supervisor/child.ts'

const { PORT, DATA_DIR = '', PROCESS_NAME = '', SEED_AT_START } = processEnvironment()
const server = createServer((_request, response) => response.end(`${PROCESS_NAME} ${process.pid}`))
closeInOrder(async () => {
  appendFileSync(join(DATA_DIR, 'order.txt'), `${PROCESS_NAME}\n`)
  server.close()
})
const mona = { name: 'Mona', role: 'owner', login: 'mona', password: 'made-up', pin: '480271' }

try {
  if (PROCESS_NAME.startsWith('hub')) {
    server.listen(Number(PORT), '127.0.0.1')
    await once(server, 'listening')
  }
  tellReady({
    addresses: [`http://127.0.0.1:${PORT}`],
    people: SEED_AT_START === 'true' ? [mona] : [],
  })
} catch (error) {
  giveUp(error)
}
