// One of the servers that are compared, in a process of its own, so that its processor time is its own: a whole
// hub, the same answer by the ORM, or ready bytes by node:http. It listens, and says what it has used.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { APP_ROLE, Database } from '#kernel/database.ts'
import { readConfig, type Config } from '#kernel/config.ts'
import { openHttp } from '#kernel/http-app.ts'
import { openHub } from '../../src/app.ts'
import { entities } from '../../src/rooms.ts'
import type { FromServer, Kind, ToServer } from './messages.ts'
import { findByOrm } from './orm.ts'

type Opening = Extract<ToServer, { kind: 'open' }>

const tell = (message: FromServer) => void process.send?.(message)

/** Everything a hub does with a request, from its headers to what the caller may do. */
async function hub(config: Config): Promise<number> {
  const { listen } = await openHub(config)
  return Number(new URL(await listen()).port)
}

/** The same answer through the same Fastify, by an ORM, for whoever asks. */
async function orm(config: Config): Promise<number> {
  const app = await openHttp(config)
  const { limits, databaseUrl: url } = config
  const connections = limits.hubConnections
  const database = await Database.open({ url, entities, connections, limits, role: APP_ROLE })
  app.get('/api/catalog/look-up', async (request, reply) => {
    const { code } = request.query as { code: string }
    return reply.send(await findByOrm(database.orm.em.fork(), code))
  })
  return Number(new URL(await app.listen({ host: config.host, port: 0 })).port)
}

/** Bytes that were made before anybody asked, with the headers that a hub answers with. */
function ready({ bodies, headers }: Opening): Promise<number> {
  const bytes = new Map([...bodies].map(([code, body]) => [code, Buffer.from(body)]))
  const server = createServer((request, response) => {
    const body = bytes.get(request.url?.split('code=')[1] ?? '')
    response.writeHead(200, { ...headers, 'content-length': body?.length ?? 0 })
    response.end(body)
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}

function open(kind: Kind, opening: Opening): Promise<number> {
  if (kind === 'raw') return ready(opening)
  const config = readConfig(opening.env)
  return kind === 'hub' ? hub(config) : orm(config)
}

process.on('message', (message: ToServer) => {
  if (message.kind === 'open') {
    void open(process.argv[2] as Kind, message).then((port) => tell({ kind: 'listening', port }))
    return
  }
  const { user, system } = process.cpuUsage()
  tell({ kind: 'used', cpuUs: user + system })
})
process.on('disconnect', () => process.exit(0))
