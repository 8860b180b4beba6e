// The feed as it is, over a kernel without a database: the batches that a commit would hand to the tail
// are handed to it here, as many commits in one turn of the event loop as are asked for.
import Fastify, { type FastifyInstance } from 'fastify'
import { Pool } from 'pg'
import Type from 'typebox'
import { collection, event, Strict } from '#shared/contract.ts'
import { replicaPlan } from '#shared/replica.ts'
import { COMPANY } from '#shared/streams.ts'
import { readConfig } from '#kernel/config.ts'
import type { Database, Sql } from '#kernel/database.ts'
import { Kernel } from '#kernel/kernel.ts'
import type { Room } from '#kernel/room.ts'
import { system } from '#kernel/scope.ts'
import { openFeed } from '#feed/index.ts'
import { deltas } from './deltas.ts'
import { STORE_ID } from './messages.ts'
import type { Sending } from './peers.ts'

const EPOCH = '01900000-0000-7000-8000-000000000002'

const Level = Strict({
  storeId: Type.String(),
  locationId: Type.String(),
  variantId: Type.String(),
  lotId: Type.String(),
  onHandMilli: Type.Integer(),
  n: Type.Integer(),
  madeUs: Type.Integer(),
})
const levelChanged = event({
  name: 'level.changed',
  summary: 'A level was moved',
  stream: 'store',
  audience: ['till', 'scanner', 'manager'],
  body: Level,
})
export const benchLevels = collection({
  name: 'levels',
  record: Level,
  changed: levelChanged,
  key: ({ variantId }) => variantId.slice(-2),
})
export const benchPlan = replicaPlan([benchLevels], [])
const room: Room = { name: 'bench', entities: [], operations: [], collections: [benchLevels] }

// The feed asks the database for heads and presence only; it is told that there are none. Nothing is
// journaled, so the lanes' connections are never opened.
const nothing: Sql = async () => []
const noDatabase: Pick<Database, 'sql' | 'lookout' | 'pipelines'> = {
  sql: nothing,
  lookout: () => nothing,
  pipelines: () => new Pool(),
}

/** `env` may change limits. */
export async function feedServer(env: Record<string, string> = {}): Promise<Sending> {
  const config = readConfig({
    DATABASE_URL: 'postgres://127.0.0.1/none',
    REDIS_URL: 'redis://127.0.0.1:1',
    LIMIT_SOCKETS_PER_ADDRESS: '100000',
    LIMIT_SOCKETS_PER_USER: '100000',
    LIMIT_SOCKETS_PER_HUB: '100000',
    LIMIT_HELLOS_PER_SECOND: '100000',
    // The clients of this bench count bytes and say nothing.
    LIMIT_DEAD_AFTER_MS: '3600000',
    ...env,
  })
  const log = { info: () => {}, warn: () => {}, error: (about: object) => console.error(about) }
  const directory = () => ({
    authenticate: async () => system,
    stillValid: () => true,
    requireProof: async () => {},
    terminal: () => undefined,
    permissions: () => ['*'],
  })
  const database = noDatabase as Database
  const kernel = new Kernel({ config, log, database, rooms: [room], directory })
  const start = { epoch: EPOCH, seq: 0 }
  kernel.tail.start(
    new Map([
      [COMPANY, start],
      [STORE_ID, start],
    ]),
  )
  const app = Fastify() as unknown as FastifyInstance
  await openFeed(kernel, app)
  await app.ready()
  let seq = 0
  const send = (from: number, count: number) => {
    for (const delta of deltas(from, count)) {
      seq += 1
      const fact = { seq, kind: levelChanged.name, body: JSON.stringify(delta) }
      void kernel.tail.committed([{ storeId: STORE_ID, epoch: EPOCH, facts: [fact] }])
    }
    return 1
  }
  send(0, 1)
  return { http: app.server as Sending['http'], send }
}
