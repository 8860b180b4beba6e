// The one door for ordinary writes. In one transaction: the call id is remembered, the verb runs,
// rows are written, facts are numbered last, and the reply is kept; then it commits, once. A call id
// seen before is answered, not repeated.
import type { EntityManager } from '@mikro-orm/postgresql'
import { now } from './clock.ts'
import type { Database, Sql } from './database.ts'
import { Draft } from './draft.ts'
import { append, type LogBatch } from './events.ts'
import type { Want } from './locks.ts'
import type { Memory } from './memory.ts'
import { isRetryable, Problem } from './problems.ts'
import { recall, remember, type CallKey } from './replies.ts'
import type { Scope } from './scope.ts'

/** An open transaction as a verb sees it: a draft, the entity manager, SQL, and who asks. */
export class Tx extends Draft {
  readonly em: EntityManager
  readonly sql: Sql
  readonly scope: Scope
  readonly memory: Memory
  /** The call this runs for; null for what Mizan does of itself. */
  readonly callId: string | null

  constructor(database: Database, em: EntityManager, sql: Sql, by: By, memory: Memory) {
    super(database, now().toISOString())
    this.em = em
    this.sql = sql
    this.scope = by.scope
    this.callId = by.call?.id ?? null
    this.memory = memory
    this.cause = {
      personId: by.scope.personId,
      terminalId: by.scope.terminalId,
      callId: this.callId,
    }
  }

  /** Locks the rows this verb decides over; once, before anything is read from them. */
  lock(wants: readonly Want[]): Promise<void> {
    return this.lockWith(this.sql, wants)
  }
}

/** On whose behalf a transaction runs, and for which call. */
export type By = { readonly scope: Scope; readonly call?: CallKey }

export type Door = {
  readonly database: Database
  readonly memory: Memory
  /** Takes what was committed; a promise of when memory has it, if that is not yet. */
  readonly committed: (batches: readonly LogBatch[]) => Promise<void> | undefined
}

/** Runs a verb in a transaction and gives its answer, or the remembered answer of the same call. */
export async function transact<T>(door: Door, by: By, verb: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(door, by, verb)
    } catch (error) {
      if (!isRetryable(error, attempt, door.database.limits.transactionAttempts)) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * attempt))
    }
  }
}

async function once<T>(door: Door, by: By, verb: (tx: Tx) => Promise<T>): Promise<T> {
  let batches: readonly LogBatch[] = []
  const answer = await door.database.transaction(async (em, sql) => {
    if (by.call) {
      const seen = await recall<T>(sql, by.call)
      if (seen) return seen.output
    }
    const tx = new Tx(door.database, em, sql, by, door.memory)
    const output = await verb(tx)
    tx.accept()
    await em.flush()
    await tx.writes().flush(sql)
    if (by.call) await remember(sql, by.call, output)
    const { facts } = tx
    const most = door.database.limits.eventsPerTransaction
    if (facts.length > most) throw new Problem('too-large', `At most ${most} facts at once`)
    batches = await append(door.database.tables, sql, tx.at, facts)
    return output
  })
  // Who is answered finds what they wrote: their next call is decided on memory that has it.
  await door.committed(batches)
  return answer
}
