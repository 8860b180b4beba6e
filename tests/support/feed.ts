// A hub with nothing in it but a toy room: notes of the company and counters of stores, and a secret
// only managers see. For tests of the feed itself, which must not depend on what shops do.
import Type from 'typebox'
import Fastify, { type FastifyInstance } from 'fastify'
import { collection, event, operation, Strict } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'
import { replicaPlan } from '#shared/replica.ts'
import { COMPANY } from '#shared/streams.ts'
import type { Credentials, Directory } from '#kernel/directory.ts'
import { openStream } from '#kernel/events.ts'
import { kernelEntities } from '#kernel/entities.ts'
import { Database } from '#kernel/database.ts'
import { Kernel } from '#kernel/kernel.ts'
import { Problem } from '#kernel/problems.ts'
import type { Redis } from '#kernel/redis.ts'
import { reads, writes, type Room } from '#kernel/room.ts'
import { requireStore, type Scope } from '#kernel/scope.ts'
import { feedRoom, openFeed, type Feed } from '#feed/index.ts'
import { cloneDatabase } from './database.ts'
import { testConfig } from './kernel.ts'

export const Note = Strict({ id: Type.String(), text: Type.String() })
export const noteChanged = event({
  name: 'note.changed',
  summary: 'A note was written',
  stream: 'company',
  audience: ['till', 'scanner', 'manager'],
  body: Note,
})
export const Counter = Strict({ id: Type.String(), value: Type.Integer(), padding: Type.String() })
export const counterChanged = event({
  name: 'counter.changed',
  summary: 'A counter was moved',
  stream: 'store',
  audience: ['till', 'manager'],
  body: Counter,
})
export const secretTold = event({
  name: 'secret.told',
  summary: 'Something only managers hear',
  stream: 'store',
  audience: ['manager'],
  body: Strict({ text: Type.String() }),
})
export const sessionRevoked = event({
  name: 'session.revoked',
  summary: 'As in the real house',
  stream: 'company',
  audience: [],
  body: Strict({ personId: Id }),
})
export const notes = collection({
  name: 'notes',
  record: Note,
  changed: noteChanged,
  key: (note) => note.id,
})
export const counters = collection({
  name: 'counters',
  record: Counter,
  changed: counterChanged,
  key: (counter) => counter.id,
})

export const writeNote = operation({
  name: 'note.write',
  summary: 'Write a note',
  http: ['POST', '/notes'],
  needs: 'signed-in',
  effect: 'write',
  input: Note,
  output: Note,
})
export const addToCounters = operation({
  name: 'counter.add',
  summary: 'Add to counters of a store, each with a fact, and tell a secret',
  http: ['POST', '/counters'],
  needs: 'signed-in',
  effect: 'write',
  input: Strict({
    storeId: Id,
    ids: Type.Array(Type.String()),
    by: Type.Integer(),
    secrets: Type.Integer(),
    padding: Type.Integer(),
  }),
  output: Strict({ changed: Type.Integer() }),
})
export const revokePerson = operation({
  name: 'person.revoke',
  summary: 'End the sign-ins of a person',
  http: ['POST', '/revoke'],
  needs: 'signed-in',
  effect: 'write',
  input: Strict({ personId: Id }),
  output: Strict({ revoked: Type.Boolean() }),
})
export const waitABit = operation({
  name: 'wait.bit',
  summary: 'Answer after a while',
  http: ['GET', '/wait'],
  needs: 'signed-in',
  effect: 'read',
  input: Strict({ forMs: Type.Integer() }),
  output: Strict({ waitedMs: Type.Integer() }),
})

const TABLES = `
create table if not exists toy_note (id text primary key, text text not null);
create table if not exists toy_counter (store_id uuid, id text, value bigint not null, padding text not null, primary key (store_id, id));
`

export const toyRoom: Room = {
  name: 'toy',
  entities: [],
  events: [noteChanged, counterChanged, secretTold, sessionRevoked],
  collections: [notes, counters],
  loaders: [
    {
      names: ['notes'],
      stream: 'company',
      load: async (sql) => ({ notes: await sql(`select id, text from toy_note`) }),
    },
    {
      names: ['counters'],
      stream: 'store',
      load: async (sql, storeId) => ({
        counters: await sql(`select id, value, padding from toy_counter where store_id = $1`, [
          storeId,
        ]),
      }),
    },
  ],
  operations: [
    writes(writeNote, async (tx, note) => {
      await tx.sql(
        `insert into toy_note (id, text) values ($1, $2)
         on conflict (id) do update set text = excluded.text`,
        [note.id, note.text],
      )
      tx.emit(noteChanged, COMPANY, note)
      return note
    }),
    writes(addToCounters, async (tx, { storeId, ids, by, secrets, padding }) => {
      requireStore(tx.scope, storeId)
      for (let i = 0; i < secrets; i += 1) tx.emit(secretTold, storeId, { text: `secret ${i}` })
      const changed = await tx.sql<{ id: string; value: number; padding: string }>(
        `insert into toy_counter as c (store_id, id, value, padding)
         select $1, id, $3::bigint, $4 from unnest($2::text[]) as v(id) order by id
         on conflict (store_id, id) do update set value = c.value + excluded.value
         returning id, value, padding`,
        [storeId, [...ids].sort(), by, 'x'.repeat(padding)],
      )
      for (const counter of changed) tx.emit(counterChanged, storeId, counter)
      return { changed: changed.length }
    }),
    writes(revokePerson, async (tx, { personId }) => {
      revoked.add(personId)
      tx.emit(sessionRevoked, COMPANY, { personId })
      return { revoked: true }
    }),
    reads(waitABit, async (_ask, { forMs }) => {
      await new Promise((resolve) => setTimeout(resolve, forMs))
      return { waitedMs: forMs }
    }),
  ],
}

export const toyPlan = replicaPlan([notes, counters], [])

const revoked = new Set<string>()

/** A token is `audience:person:store,store` or `audience:person:*`. */
export function tokenOf(audience: string, personId: Id, storeIds: readonly Id[] | null): string {
  return `${audience}:${personId}:${storeIds ? storeIds.join(',') : '*'}`
}

function toyDirectory(terminals: ReadonlyMap<Id, Id>): Directory {
  return {
    authenticate: async ({ token, terminal, address }: Credentials): Promise<Scope> => {
      const storeId = terminal && terminals.get(terminal.id)
      if (!token && !storeId) throw new Problem('not-signed-in')
      const [audience = 'till', personId = null, stores = ''] = token?.split(':') ?? []
      if (personId && revoked.has(personId)) throw new Problem('revoked')
      const storeIds = storeId ? [storeId] : stores === '*' ? null : stores.split(',')
      return {
        personId,
        sessionId: null,
        terminalId: terminal?.id ?? null,
        storeIds,
        permissions: ['*'],
        audience: audience as Scope['audience'],
        address,
      }
    },
    stillValid: ({ personId }) => !personId || !revoked.has(personId),
    requireProof: async () => {},
    terminal: (id) => {
      const storeId = terminals.get(id)
      return storeId ? { storeId, code: 'T', fence: 1, enrolled: true } : undefined
    },
    permissions: () => ['*'],
  }
}

type Test = { teardown(handler: () => unknown): unknown }

export type ToyHub = {
  readonly kernel: Kernel
  readonly app: FastifyInstance
  readonly feed: Feed
  readonly url: string
  readonly databaseUrl: string
  /** What was logged as an error. */
  readonly errors: object[]
}

export type ToyHubOptions = {
  /** Another toy hub's database. */
  readonly databaseUrl?: string
  readonly storeIds: readonly Id[]
  /** The store of each enrolled terminal. */
  readonly terminals?: ReadonlyMap<Id, Id>
  readonly env?: Record<string, string>
  readonly redis?: Redis
}

/** Opens a hub that listens, over a database of its own unless one is given. */
export async function openToyHub(t: Test, options: ToyHubOptions): Promise<ToyHub> {
  const databaseUrl = options.databaseUrl ?? (await cloneDatabase(t))
  const env = { LIMIT_CALLS_PER_SECOND: '100000', LIMIT_SOCKETS_PER_ADDRESS: '5000' }
  const config = testConfig(databaseUrl, { ...env, ...options.env })
  const database = await Database.open({
    url: databaseUrl,
    connections: 8,
    entities: [...kernelEntities, ...feedRoom.entities],
    limits: config.limits,
  })
  await database.sql(TABLES)
  for (const id of [COMPANY, ...options.storeIds]) await openStream(database.sql, id)
  const errors: object[] = []
  const log = { info: () => {}, warn: () => {}, error: (about: object) => void errors.push(about) }
  const directory = () => toyDirectory(options.terminals ?? new Map())
  const kernel = new Kernel({ config, log, database, rooms: [toyRoom, feedRoom], directory })
  await kernel.start()
  const app = Fastify({ forceCloseConnections: true }) as unknown as FastifyInstance
  const feed = await openFeed(kernel, app, options.redis)
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  t.teardown(async () => {
    await app.close()
    await kernel.stop()
    await database.close()
  })
  return { kernel, app, feed, url, databaseUrl, errors }
}

/** The records of a stream as the database has them, and those of a replica, in one form. */
export async function truthOf(kernel: Kernel, storeId: Id): Promise<object> {
  return plain(await kernel.database.snapshot((sql) => kernel.memory.read(sql, storeId)))
}

export function plain(state: {
  seq: number
  collections: ReadonlyMap<string, ReadonlyMap<string, unknown>>
}): object {
  const collections = [...state.collections].filter(([, records]) => records.size > 0)
  return {
    seq: state.seq,
    collections: Object.fromEntries(
      collections.map(([name, records]) => [
        name,
        Object.fromEntries([...records].sort(([a], [b]) => (a < b ? -1 : 1))),
      ]),
    ),
  }
}
