// The log: facts numbered densely per stream. The number comes from the stream's head row, locked after
// all other rows, so that nobody can read n before n - 1 is there. Each fact carries the
// hash of the one before it, so that none can be taken away unseen.
import { hash as digestOf } from 'node:crypto'
import type { Id } from '#shared/ids.ts'
import { COMPANY } from '#shared/streams.ts'
import type { Sql } from './database.ts'
import { EventRow, StreamHead } from './entities.ts'
import type { Tables } from './tables.ts'
import { Writes } from './writes.ts'

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
  /** The person it is about, unless that is who caused it. */
  readonly aboutId: Id | null
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
  { kind, body, cause }: Pick<FactDraft, 'kind' | 'body' | 'cause'>,
): string {
  return digestOf(
    'sha256',
    `${previous}\n${seq}\n${at}\n${kind}\n${cause.personId ?? ''}\n${cause.terminalId ?? ''}\n${cause.callId ?? ''}\n${body}`,
  )
}

export type Head = { storeId: Id; epoch: Id; seq: number; hash: string }

/** Facts with their numbers and hashes, and what writing them needs. */
export type Numbered = {
  readonly batches: readonly LogBatch[]
  readonly rows: readonly object[]
  readonly heads: readonly Head[]
}

/**
 * Numbers the facts and writes them. Takes the heads' locks: nothing may be asked of the database in
 * this transaction afterwards but to commit.
 */
export async function append(
  tables: Tables,
  sql: Sql,
  at: string,
  facts: readonly FactDraft[],
): Promise<readonly LogBatch[]> {
  const numbered = numberFacts(at, facts, await lockHeads(sql, streamsOf(facts)))
  const writes = new Writes()
  writeFacts(writes, tables, numbered)
  await writes.flush(sql)
  return numbered.batches
}

export function streamsOf(facts: readonly FactDraft[]): Id[] {
  return [...new Set(facts.map(({ storeId }) => storeId))]
}

/** Locks the heads of some streams, as the last locks of a transaction. */
export async function lockHeads(sql: Sql, of: Iterable<Id>): Promise<Head[]> {
  const storeIds = [...of].sort()
  if (!storeIds.length) return []
  return sql<Head>(
    `select store_id as "storeId", epoch, seq, hash from stream_head
      where store_id = any($1::uuid[]) order by store_id for update`,
    [storeIds],
  )
}

/** Numbers the facts after locked heads; heads that nothing follows are left out. */
export function numberFacts(
  at: string,
  facts: readonly FactDraft[],
  heads: readonly Head[],
): Numbered {
  const byStore = new Map(heads.map((head) => [head.storeId, { ...head, facts: [] as LogFact[] }]))
  const rows = facts.map(({ storeId, kind, body, cause, aboutId }) => {
    const head = byStore.get(storeId)
    if (!head) throw new Error(`no stream for store ${storeId}`)
    head.seq += 1
    head.hash = factHash(head.hash, head.seq, at, { kind, body, cause })
    head.facts.push({ seq: head.seq, kind, body })
    return { storeId, seq: head.seq, kind, body, at, ...cause, aboutId, hash: head.hash }
  })
  const moved = [...byStore.values()].filter((head) => head.facts.length > 0)
  const batches = moved.map(({ storeId, epoch, facts: told }) => ({ storeId, epoch, facts: told }))
  return { batches, rows, heads: moved }
}

/** Adds numbered facts and their heads to what is going to be written. */
export function writeFacts(writes: Writes, tables: Tables, { rows, heads }: Numbered): void {
  for (const head of heads) writes.update(tables.of(StreamHead), ['seq', 'hash'], head)
  for (const row of rows) writes.insert(tables.of(EventRow), row as Record<string, unknown>)
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
