// The lane: everything devices journal goes through here. While batches commit, new calls wait; the
// next transaction takes those that wait, store by store, locks in one ordered read, decides each
// entry in plain TypeScript, writes all of it in one flight and commits once. It owns nothing:
// row locks decide between lanes and between hubs, a lane only makes that cheap.
import type { Pool, PoolClient } from 'pg'
import type { Id } from '#shared/ids.ts'
import type { Verdict } from '#shared/journal.ts'
import { now } from './clock.ts'
import type { Database } from './database.ts'
import type { LogBatch } from './events.ts'
import { flightsOf } from './flights.ts'
import { decideBatch, type PostedEnd } from './lane-batch.ts'
import type { Prepared } from './journal.ts'
import { PLAN_ANEW, plansAreOld } from './plans.ts'
import { asProblem, isRetryable, isUnavailable, Problem } from './problems.ts'

/** Entries of one terminal and fence, in order. */
export type Posting = {
  readonly storeId: Id
  readonly terminalId: Id
  readonly fence: number
  /** Prepared anew for each transaction, so that it is decided on the memory of that moment. */
  readonly prepare: (at: string) => Prepared[]
  /** Throws unless whoever posts still may; a promise only where that must be looked up. */
  readonly requireStill: () => Promise<void> | undefined
  readonly size: number
}
export type Posted = { readonly verdicts: Verdict[] } & PostedEnd

type Waiting = {
  posting: Posting
  resolve: (posted: Posted) => void
  reject: (error: unknown) => void
}

type LaneOptions = {
  readonly database: Database
  /** Pipelined; `UNDER_WAY` for each lane. */
  readonly connections: Pool
  readonly committed: (batches: readonly LogBatch[]) => void
  readonly fail: (error: unknown) => void
  /** Entries in one transaction, and entries that may wait. */
  readonly batchEntries: number
  readonly waitingEntries: number
}

/** Transactions of one lane at a time: while PostgreSQL writes one, this process decides the other. */
export const UNDER_WAY = 2
// A transaction costs about as much as writing so many entries: fewer are not divided.
const FEW = 8

class Lane {
  readonly #options: LaneOptions
  #waiting: Waiting[] = []
  #waitingEntries = 0
  #entriesUnderWay = 0
  /** Stores whose entries are being posted: theirs wait, so that they stay in order. */
  readonly #busy = new Set<Id>()
  readonly #running = new Set<Promise<void>>()
  #isWoken = false

  constructor(options: LaneOptions) {
    this.#options = options
  }

  /** Posts entries; resolves when they are committed. Rejects with `unavailable` if nobody can tell. */
  post(posting: Posting): Promise<Posted> {
    if (this.#waitingEntries + posting.size > this.#options.waitingEntries) {
      return Promise.reject(new Problem('unavailable', { retryAfterMs: 1000 }))
    }
    this.#waitingEntries += posting.size
    const posted = new Promise<Posted>((resolve, reject) => {
      this.#waiting.push({ posting, resolve, reject })
    })
    this.#wake()
    return posted
  }

  /** Resolves when nothing waits any more. */
  async drain(): Promise<void> {
    while (this.#waiting.length || this.#running.size) {
      await new Promise((resolve) => setImmediate(resolve))
      await Promise.all(this.#running)
    }
  }

  #wake(): void {
    if (this.#isWoken) return
    this.#isWoken = true
    // One turn of the event loop lets everything that arrived together travel together.
    setImmediate(() => {
      this.#isWoken = false
      while (this.#running.size < UNDER_WAY) {
        const batch = this.#take()
        if (!batch.length) return
        const run = this.#run(batch)
        this.#running.add(run)
        void run.finally(() => this.#running.delete(run))
      }
    })
  }

  async #run(batch: readonly Waiting[]): Promise<void> {
    const entries = sizeOf(batch)
    const storeIds = batch.map(({ posting }) => posting.storeId)
    this.#entriesUnderWay += entries
    for (const storeId of storeIds) this.#busy.add(storeId)
    try {
      await this.#post(batch)
    } catch (error) {
      if (batch.length === 1) this.#refuse(batch, error)
      else await this.#oneByOne(batch)
    } finally {
      this.#entriesUnderWay -= entries
      for (const storeId of storeIds) this.#busy.delete(storeId)
      this.#wake()
    }
  }

  /**
   * What waits of the stores that are not busy, store by store, the one that waits longest first, until
   * there is enough for one transaction: half of all there is, so that two keep each other's pace.
   */
  #take(): Waiting[] {
    const { batchEntries } = this.#options
    const share = Math.ceil((this.#waitingEntries + this.#entriesUnderWay) / UNDER_WAY)
    const enough = Math.max(FEW, share)
    const taken = new Set<Waiting>()
    let entries = 0
    for (const [, ofStore] of this.#idleStores()) {
      if (entries >= enough) break
      for (const waiting of ofStore) {
        const { size } = waiting.posting
        if (entries > 0 && entries + size > batchEntries) break
        taken.add(waiting)
        entries += size
      }
    }
    this.#waitingEntries -= entries
    this.#waiting = this.#waiting.filter((waiting) => !taken.has(waiting))
    return [...taken]
  }

  #idleStores(): Map<Id, Waiting[]> {
    const byStore = new Map<Id, Waiting[]>()
    for (const waiting of this.#waiting) {
      const { storeId } = waiting.posting
      if (this.#busy.has(storeId)) continue
      const others = byStore.get(storeId)
      if (others) others.push(waiting)
      else byStore.set(storeId, [waiting])
    }
    return byStore
  }

  /** A batch that failed as a whole is tried call by call, so that only the culprit suffers. */
  async #oneByOne(batch: readonly Waiting[]): Promise<void> {
    for (const waiting of batch) {
      try {
        await this.#post([waiting])
      } catch (error) {
        this.#refuse([waiting], error)
      }
    }
  }

  #refuse(batch: readonly Waiting[], error: unknown): void {
    if (!asProblem(error)) this.#options.fail(error)
    for (const { reject } of batch) reject(error)
  }

  async #post(batch: readonly Waiting[]): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.#once(batch)
        return
      } catch (error) {
        const most = this.#options.database.limits.transactionAttempts
        if (!isRetryable(error, attempt, most)) throw error
      }
    }
  }

  async #once(batch: readonly Waiting[]): Promise<void> {
    const { database, connections, committed } = this.#options
    const client = await connections.connect()
    let ended = false
    try {
      const at = now().toISOString()
      const prepared = batch.map(({ posting }) => ({ ...posting, entries: posting.prepare(at) }))
      const { sql, together } = flightsOf(client)
      const alone = batch.length === 1
      const [decided] = await together(() => {
        const begun = [...(plansAreOld(client) ? [sql(PLAN_ANEW)] : []), sql('begin')]
        return Promise.all([decideBatch(database, sql, at, prepared, alone), ...begun])
      })
      await together(() => Promise.all([decided.write(), sql('commit')]))
      client.release()
      ended = true
      batch.forEach(({ resolve }, i) => resolve(decided.posted[i] as Posted))
      committed(decided.batches)
    } catch (error) {
      if (!ended) await giveBack(client, error)
      throw error
    }
  }
}

const sizeOf = (batch: readonly Waiting[]) =>
  batch.reduce((sum, { posting }) => sum + posting.size, 0)

/** Ends a failed transaction; a connection that cannot even do that is thrown away. */
async function giveBack(client: PoolClient, error: unknown): Promise<void> {
  if (isUnavailable(error)) return client.release(true)
  try {
    await client.query('rollback')
    client.release()
  } catch {
    client.release(true)
  }
}

/** Spreads stores over lanes; the same store always takes the same lane. */
export class Lanes {
  readonly #lanes: readonly Lane[]

  constructor(count: number, options: LaneOptions) {
    this.#lanes = Array.from({ length: count }, () => new Lane(options))
  }

  of(storeId: Id): Lane {
    const lane = this.#lanes[parseInt(storeId.slice(-8), 16) % this.#lanes.length]
    if (!lane) throw new Error('there is no lane')
    return lane
  }

  async drain(): Promise<void> {
    await Promise.all(this.#lanes.map((lane) => lane.drain()))
  }
}
