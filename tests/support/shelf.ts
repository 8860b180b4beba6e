// A room for tests of the kernel: a shelf with a quantity of things on it. It has a table of its own,
// an ordinary write, a read, and a journal kind, so that both ways of writing meet on the same rows.
import { defineEntity, p } from '@mikro-orm/postgresql'
import pg from 'pg'
import Type, { type Static } from 'typebox'
import { Strict, collection, event, journalKind, operation } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'
import { decides } from '#kernel/decider.ts'
import { openStream } from '#kernel/events.ts'
import { clientSql } from '#kernel/database.ts'
import { openJournal } from '#kernel/journal.ts'
import { want, type LockClass } from '#kernel/locks.ts'
import { Problem } from '#kernel/problems.ts'
import { reads, writes, type Room } from '#kernel/room.ts'
import { CHAIN_START } from '#shared/journal.ts'
import { COMPANY } from '#shared/streams.ts'

export const Shelf = Strict({ id: Id, storeId: Id, things: Type.Integer() })
type Shelf = Static<typeof Shelf>
const ShelfRow = defineEntity({
  name: 'ShelfRow',
  tableName: 'shelf',
  properties: { id: p.uuid().primary(), storeId: p.uuid(), things: p.bigint('number') },
})
export const shelfChanged = event({
  name: 'shelf.changed',
  summary: 'A shelf changed',
  stream: 'store',
  audience: ['till', 'manager'],
  body: Shelf,
})
export const thingsTaken = event({
  name: 'things.taken',
  summary: 'Things were taken',
  stream: 'store',
  audience: ['till'],
  body: Strict({ shelfId: Id, things: Type.Integer() }),
})
export const shelves = collection({
  name: 'shelves',
  record: Shelf,
  changed: shelfChanged,
  key: (r) => r.id,
})
const read = `select id, store_id as "storeId", things from shelf`
const shelfLocks: LockClass<Shelf> = {
  name: 'levels',
  entity: ShelfRow,
  group: (row) => row.id,
  changes: ['things'],
  select: (sql, ids) =>
    sql<Shelf>(`${read} where id = any($1::uuid[]) order by id for update`, [ids]),
}
export const put = operation({
  name: 'shelves.put',
  summary: 'Put things on a shelf',
  http: ['POST', '/shelves/:id'],
  needs: 'shelves.put',
  effect: 'write',
  input: Strict({ id: Id, storeId: Id, things: Type.Integer() }),
  output: Shelf,
})
export const get = operation({
  name: 'shelves.get',
  summary: 'One shelf',
  http: ['GET', '/shelves/:id'],
  needs: 'shelves.get',
  effect: 'read',
  input: Strict({ id: Id }),
  output: Shelf,
})
export const take = journalKind({
  name: 'take',
  summary: 'Things are taken',
  needs: 'shelves.take',
  body: Strict({
    id: Id,
    personId: Id,
    offline: Type.Boolean(),
    shelfId: Id,
    things: Type.Integer({ minimum: 1 }),
    fail: Type.Optional(Type.Boolean()),
  }),
  result: Strict({ left: Type.Integer() }),
})

export const shelfRoom: Room = {
  name: 'shelves',
  entities: [ShelfRow],
  events: [shelfChanged, thingsTaken],
  collections: [shelves],
  loaders: [
    {
      names: ['shelves'],
      stream: 'store',
      load: async (sql, storeId) => ({
        shelves: await sql(`${read} where store_id = $1`, [storeId]),
      }),
    },
  ],
  operations: [
    writes(put, async (tx, input) => {
      await tx.lock([want(shelfLocks, input.id)])
      const shelf = tx.rows(shelfLocks, input.id)[0] ?? tx.add(shelfLocks, { ...input, things: 0 })
      shelf.things += input.things
      if (shelf.things < 0)
        throw new Problem('stock-short', { availableMilli: shelf.things - input.things })
      tx.emitLast(shelfChanged, shelf.storeId, shelf.id, { ...shelf })
      return { ...shelf }
    }),
    reads(get, async (ask, { id }) => {
      const [shelf] = await ask.sql<Shelf>(`${read} where id = $1`, [id])
      if (!shelf) throw new Problem('not-found')
      return shelf
    }),
  ],
  deciders: [
    decides(
      take,
      (body) => [want(shelfLocks, body.shelfId)],
      (body, draft, about) => {
        const shelf = draft.rows(shelfLocks, body.shelfId)[0]
        if (!shelf) throw new Problem('not-found')
        const left = shelf.things - body.things
        draft.emit(thingsTaken, about.storeId, { shelfId: shelf.id, things: body.things })
        shelf.things = Math.max(0, left)
        draft.emitLast(shelfChanged, about.storeId, shelf.id, { ...shelf })
        if (body.fail) throw new TypeError('a mistake of ours')
        if (left < 0 && !body.offline)
          throw new Problem('stock-short', { availableMilli: left + body.things })
        if (left < 0) draft.exception('oversold', String(-left))
        return { left: shelf.things }
      },
    ),
  ],
}

/** Makes the table, the streams and the journals the room needs in a test's database. */
export async function openShelves(
  url: string,
  storeIds: string[],
  terminals: [id: string, fence: number][],
): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(
    `create table shelf (id uuid primary key, store_id uuid not null, things bigint not null check (things >= 0))`,
  )
  await client.query('grant all on shelf to mizan_app; grant select on shelf to mizan_reader')
  for (const id of [COMPANY, ...storeIds]) await openStream(clientSql(client), id)
  for (const [id, fence] of terminals) await openJournal(clientSql(client), id, fence, CHAIN_START)
  await client.end()
}
