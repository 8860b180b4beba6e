// Remembered replies of ordinary calls: the same call id is answered with the same output, and the
// same id with another input is refused. Journal entries need none of this; their row is the reply.
import { hash as digestOf } from 'node:crypto'
import type { Sql } from './database.ts'
import { now } from './clock.ts'
import { Problem } from './problems.ts'

/** What makes a call the same call: its id, minted by the caller, and what it asks. */
export type CallKey = {
  readonly id: string
  readonly operation: string
  readonly inputHash: string
}

/** The key of a call. The order of fields does not matter: transports gather them differently. */
export function callKey(id: string, operation: string, input: unknown): CallKey {
  const text = JSON.stringify(input, (_key, value: unknown) => sorted(value)) ?? ''
  return { id, operation, inputHash: digestOf('sha256', text) }
}

function sorted(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/**
 * Takes the call id for this transaction. Gives the remembered output if the call was answered
 * before, undefined if it is new. A second caller with the same id waits here for the first.
 */
export async function recall<T>(sql: Sql, call: CallKey): Promise<{ output: T } | undefined> {
  const taken = await sql(
    `insert into reply (call_id, operation, input_hash, output, at) values ($1, $2, $3, null, $4)
     on conflict do nothing returning call_id`,
    [call.id, call.operation, call.inputHash, now()],
  )
  if (taken.length) return undefined
  const [seen] = await sql<{ operation: string; inputHash: string; output: string | null }>(
    `select operation, input_hash as "inputHash", output from reply where call_id = $1`,
    [call.id],
  )
  if (!seen || seen.operation !== call.operation || seen.inputHash !== call.inputHash) {
    throw new Problem('call-id-reused')
  }
  return { output: JSON.parse(seen.output ?? 'null') as T }
}

/** Keeps the output of a call, in the transaction that did it. */
export async function remember(sql: Sql, call: CallKey, output: unknown): Promise<void> {
  await sql(`update reply set output = $2 where call_id = $1`, [call.id, JSON.stringify(output)])
}

/** Forgets replies older than `days`; gives how many. */
export async function prune(sql: Sql, days: number): Promise<number> {
  const gone = await sql(`delete from reply where at < $1 returning call_id`, [
    new Date(now().getTime() - days * 86_400_000),
  ])
  return gone.length
}
