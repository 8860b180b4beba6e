// The facts against the tables: every stream is replayed from its first fact into an empty replica,
// which must come to what the rooms' own loaders give from the tables. It holds one stream's replica
// at a time and reads the log in pages, so that its memory is that of a hub, however long the log is.
import { isDeepStrictEqual } from 'node:util'
import type { Id } from '#shared/ids.ts'
import { replicaPlan, StreamState } from '#shared/replica.ts'
import type { Sql } from '#kernel/database.ts'
import { heads } from '#kernel/events.ts'
import { Memory } from '#kernel/memory.ts'
import { rooms } from '#rooms.ts'
import { PAGE, walk, type Break, type Check } from './check.ts'

const plan = replicaPlan(
  rooms.flatMap((room) => room.collections ?? []),
  rooms.flatMap((room) => room.folds ?? []),
)
const loaded = new Memory(
  plan,
  rooms.flatMap((room) => room.loaders ?? []),
)
const kinds = [...plan.byEvent.keys()]

type Fact = { seq: number; kind: string; body: string }

/** What the facts of a stream come to, and how many there were; one that makes no sense is a break. */
async function replay(sql: Sql, storeId: Id, stored: StreamState) {
  const state = new StreamState(plan, stored.stream, stored.epoch, 0)
  const breaks: Break[] = []
  const looked = await walk<Fact>(
    (after) =>
      sql(
        `select seq, kind, body from event
          where store_id = $1 and seq > $2 and kind = any($3) order by seq limit ${PAGE}`,
        [storeId, after?.seq ?? 0, kinds],
      ),
    ({ seq, kind, body }) => {
      // What nothing is replicated of is not read, so its numbers are passed over.
      state.skip(seq - 1)
      try {
        state.apply(seq, kind, JSON.parse(body))
      } catch (error) {
        breaks.push({
          key: `${state.stream}|${seq}`,
          found: `it cannot be applied: ${String(error)}`,
        })
      }
    },
  )
  return { state, looked, breaks }
}

/** A record as it goes on the wire. */
const plain = (record: unknown): unknown =>
  record === undefined ? undefined : JSON.parse(JSON.stringify(record))

/** What facts of before could not tell, by collection: a field that a migration gave to what there was, and how. */
const givenLater: Readonly<Record<string, object>> = { stores: { lockAfterMinutes: 0 } }

const completed = (name: string, fact: unknown): unknown =>
  typeof fact === 'object' ? { ...givenLater[name], ...fact } : fact

function compare(told: StreamState, stored: StreamState): Break[] {
  const breaks: Break[] = []
  for (const name of plan.keys.keys()) {
    const [facts, rows] = [told.records(name), stored.records(name)]
    for (const key of new Set([...facts.keys(), ...rows.keys()])) {
      const [fact, row] = [completed(name, plain(facts.get(key))), plain(rows.get(key))]
      if (isDeepStrictEqual(fact, row)) continue
      breaks.push({ key: `${told.stream}|${name}|${key}`, found: difference(fact, row) })
    }
  }
  return breaks
}

/** Only the fields that differ: a record may be long. */
function difference(fact: unknown, row: unknown): string {
  if (fact === undefined) return 'it is in the tables, but no fact tells of it'
  if (row === undefined) return 'facts tell of it, but it is not in the tables'
  const [told, stored] = [fact, row] as Record<string, unknown>[]
  const fields = new Set([...Object.keys(told ?? {}), ...Object.keys(stored ?? {})])
  return [...fields]
    .filter((field) => !isDeepStrictEqual(told?.[field], stored?.[field]))
    .map((field) => `${field}: told ${show(told?.[field])}, stored ${show(stored?.[field])}`)
    .join('; ')
}

const show = (value: unknown) => (JSON.stringify(value) ?? 'nothing').slice(0, 100)

async function compareAll(sql: Sql): Promise<{ breaks: Break[]; looked: number }> {
  const breaks: Break[] = []
  let looked = 0
  for (const { storeId } of await heads(sql)) {
    const stored = await loaded.read(sql, storeId)
    const told = await replay(sql, storeId, stored)
    looked += told.looked
    breaks.push(...told.breaks, ...compare(told.state, stored))
  }
  return { breaks, looked }
}

export const replicaChecks: Check[] = [
  { invariant: 33, name: 'the facts of the log come to what the tables hold', run: compareAll },
]
