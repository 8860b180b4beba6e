// The log: facts numbered densely per stream. The number comes from the stream's head row, locked as
// the last act before commit, so that nobody can read n before n - 1 is there. Each fact carries the
// hash of the one before it, so that none can be taken away unseen.
import { createHash } from 'node:crypto'
import type { Id } from '#shared/ids.ts'
import { COMPANY } from '#shared/streams.ts'
import { unnest } from './columns.ts'
import type { Sql } from './database.ts'

/** Who caused a fact, and by which call or journal entry. */
export type Cause = {
  readonly personId: Id | null
  readonly terminalId: Id | null
  readonly callId: Id | null
}

/** A fact about to be numbered; the body is JSON text and is kept and sent as it is. */
export type FactDraft = {
  readonly storeId: Id
  readonly kind: string
  readonly body: string
  readonly cause: Cause
}

export type LogFact = { readonly seq: number; readonly kind: string; readonly body: string }

/** Facts of one stream, numbered and committed, in order and without holes. */
export type LogBatch = {
  readonly storeId: Id
  readonly epoch: Id
  readonly facts: readonly LogFact[]
}

export const LOG_START = '0'.repeat(64)

/** The hash of a fact: SHA-256 over the hash before it and what it says. */
export function factHash(
  previous: string,
  seq: number,
  at: string,
  { kind, body, cause }: Omit<FactDraft, 'storeId'>,
): string {
  return createHash('sha256')
    .update(
      `${previous}\n${seq}\n${at}\n${kind}\n${cause.personId ?? ''}\n${cause.terminalId ?? ''}\n${cause.callId ?? ''}\n${body}`,
    )
    .digest('hex')
}

const columnTypes = ['uuid', 'bigint', 'text', 'text', 'uuid', 'uuid', 'uuid', 'text']
export type Head = { storeId: Id; epoch: Id; seq: number; hash: string }

/**
 * Numbers the facts and writes them. Takes the heads' locks: nothing may be asked of the database in
 * this transaction afterwards but to commit.
 */
export async function append(
  sql: Sql,
  at: string,
  facts: readonly FactDraft[],
): Promise<LogBatch[]> {
  return appendTo(sql, at, facts, await lockHeads(sql, facts))
}

/** Locks the heads of the streams these facts go to, as the last locks of a transaction. */
export async function lockHeads(sql: Sql, facts: readonly FactDraft[]): Promise<Head[]> {
  if (!facts.length) return []
  const storeIds = [...new Set(facts.map(({ storeId }) => storeId))].sort()
  return sql<Head>(
    `select store_id as "storeId", epoch, seq, hash from stream_head
      where store_id = any($1::uuid[]) order by store_id for update`,
    [storeIds],
  )
}

/** Numbers the facts after locked heads and writes both. */
export async function appendTo(
  sql: Sql,
  at: string,
  facts: readonly FactDraft[],
  heads: readonly Head[],
): Promise<LogBatch[]> {
  if (!facts.length) return []
  const byStore = new Map(heads.map((head) => [head.storeId, { ...head, facts: [] as LogFact[] }]))
  const columns: unknown[][] = columnTypes.map(() => [])
  facts.forEach((fact) => {
    const head = byStore.get(fact.storeId)
    const { cause } = fact
    if (!head) throw new Error(`no stream for store ${fact.storeId}`)
    head.seq += 1
    head.hash = factHash(head.hash, head.seq, at, fact)
    head.facts.push({ seq: head.seq, kind: fact.kind, body: fact.body })
    const row = [
      fact.storeId,
      head.seq,
      fact.kind,
      fact.body,
      cause.personId,
      cause.terminalId,
      cause.callId,
      head.hash,
    ]
    row.forEach((value, column) => columns[column]?.push(value))
  })
  const ends = [...byStore.values()]
  const rows = unnest(columnTypes, columns, 5)
  await sql(
    `with h as (
       update stream_head t set seq = v.seq, hash = v.hash
         from unnest($1::uuid[], $2::bigint[], $3::text[]) as v(store_id, seq, hash)
        where t.store_id = v.store_id)
     insert into event (store_id, seq, kind, body, person_id, terminal_id, call_id, hash, at)
     select v.*, $4::timestamptz from ${rows.text} as v`,
    [
      ends.map((h) => h.storeId),
      ends.map((h) => h.seq),
      ends.map((h) => h.hash),
      at,
      ...rows.values,
    ],
  )
  return ends.map(({ storeId, epoch, facts: numbered }) => ({ storeId, epoch, facts: numbered }))
}

/** Opens the stream of a store (or the company's), in the epoch of the database. */
export async function openStream(sql: Sql, storeId: Id): Promise<void> {
  await sql(
    `insert into stream_head (store_id, epoch, seq, hash)
     select $1, coalesce((select epoch from stream_head where store_id = $2), gen_random_uuid()), 0, $3
     on conflict do nothing`,
    [storeId, COMPANY, LOG_START],
  )
}

type StreamPosition = { readonly storeId: Id; readonly epoch: Id; readonly seq: number }

/** Where every stream stands. */
export async function heads(sql: Sql): Promise<StreamPosition[]> {
  return sql<StreamPosition>(
    `select store_id as "storeId", epoch, seq from stream_head order by store_id`,
  )
}

/** At most `limit` facts of a stream after `seq`, in order. */
export async function readAfter(
  sql: Sql,
  storeId: Id,
  seq: number,
  limit: number,
): Promise<LogFact[]> {
  return sql<LogFact>(
    `select seq, kind, body from event where store_id = $1 and seq > $2 order by seq limit $3`,
    [storeId, seq, limit],
  )
}
