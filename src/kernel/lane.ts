// The lane: everything devices journal goes through here. While one batch commits, new calls wait;
// the next transaction takes all that wait, locks in one ordered read, decides each entry in plain
// TypeScript, writes with a few multi-row statements, numbers the facts last and commits once. It
// owns nothing: row locks decide between lanes and between hubs, a lane only makes that cheap.
import type { Pool, PoolClient } from 'pg'
import type { Id } from '#shared/ids.ts'
import type { Verdict } from '#shared/journal.ts'
import { now } from './clock.ts'
import { preparedSql, type Database } from './database.ts'
import type { LogBatch } from './events.ts'
import { runBatch, type PostedEnd } from './lane-batch.ts'
import type { Prepared } from './journal.ts'
import { asProblem, isRetryable, isUnavailable, Problem } from './problems.ts'

/** Entries of one terminal and fence, in order. */
export type Posting = {
  readonly terminalId: Id
  readonly fence: number
  /** Prepared anew for each transaction, so that it is decided on the memory of that moment. */
  readonly prepare: (at: string) => Prepared[]
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
  /** One for each lane, pipelined. */
  readonly connections: Pool
  readonly committed: (batches: readonly LogBatch[]) => void
  readonly fail: (error: unknown) => void
  /** Entries in one transaction, and entries that may wait. */
  readonly batchEntries: number
  readonly waitingEntries: number
}

class Lane {
  readonly #options: LaneOptions
  #waiting: Waiting[] = []
  #waitingEntries = 0
  #running: Promise<void> | undefined

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
    this.#running ??= this.#run().finally(() => (this.#running = undefined))
    return posted
  }

  /** Resolves when nothing waits any more. */
  async drain(): Promise<void> {
    await this.#running
  }

  async #run(): Promise<void> {
    // One turn of the event loop lets everything that arrived together travel together.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#waiting.length) {
      const batch = this.#take()
      try {
        await this.#post(batch)
      } catch (error) {
        if (batch.length === 1) this.#refuse(batch, error)
        else await this.#oneByOne(batch)
      }
    }
  }

  #take(): Waiting[] {
    let entries = 0
    let count = 0
    for (const { posting } of this.#waiting) {
      if (count > 0 && entries + posting.size > this.#options.batchEntries) break
      entries += posting.size
      count += 1
    }
    this.#waitingEntries -= entries
    return this.#waiting.splice(0, count)
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
        if (!isRetryable(error, attempt)) throw error
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
      const sql = preparedSql(client)
      const alone = batch.length === 1
      // Sent one after the other without waiting: the connection keeps their order.
      const begun = client.query('begin')
      const [{ posted, append }] = await Promise.all([
        runBatch(database, sql, at, prepared, alone),
        begun,
      ])
      const [batches] = await Promise.all([append(), client.query('commit')])
      client.release()
      ended = true
      batch.forEach(({ resolve }, i) => resolve(posted[i] as Posted))
      committed(batches)
    } catch (error) {
      if (!ended) await giveBack(client, error)
      throw error
    }
  }
}

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
