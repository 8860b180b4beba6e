// Hands tickets to the queues, and is alone in doing so: it works on the connection that holds the
// advisory lock, so that losing the one is losing the other. A ticket whose end is overdue is handed
// over again. While Redis is away it waits, and nothing else does.
import type { PoolClient } from 'pg'
import type { Queue } from 'bullmq'
import { newId } from '#shared/ids.ts'
import { monotonicMs, now, nowMs } from './clock.ts'
import { clientSql, type Sql } from './database.ts'
import { expectedBy } from './job-run.ts'
import {
  jobHandlers,
  openQueue,
  within,
  type Handed,
  type QueueName,
  type Running,
} from './jobs.ts'
import type { Kernel } from './kernel.ts'
import { closeRedis, openRedis, type Redis } from './redis.ts'
import type { JobHandler } from './room.ts'

// Any number will do that no other lock of this database has.
const RELAY_LOCK = 7_205_111
const POLL_MS = 100
const STANDBY_MS = 1_000
const HAND_OVER_MS = 5_000
const SCHEDULE_MS = 5_000
// Its absence says that Redis is new or was emptied.
const MARK = 'mizan-jobs:known'

type Due = { id: string; job: string; fence: number }

export function openRelay(kernel: Kernel): Running {
  const relay = new Relay(kernel)
  return { close: () => relay.close() }
}

class Relay {
  readonly #kernel: Kernel
  readonly #handlers: ReadonlyMap<string, JobHandler>
  readonly #redis: Redis
  readonly #queues = new Map<QueueName, Queue<Handed>>()
  readonly #loop: Promise<void>
  #held: PoolClient | undefined
  #scheduledAtMs = -Infinity
  #wake = () => {}
  #closing = false

  constructor(kernel: Kernel) {
    this.#kernel = kernel
    this.#handlers = jobHandlers(kernel)
    this.#redis = openRedis(kernel.config.redisUrl, 'relay', kernel.log)
    this.#loop = this.#run()
  }

  async #run(): Promise<void> {
    let quiet = false
    while (!this.#closing) {
      let pauseMs = STANDBY_MS
      try {
        if (await this.#hold()) pauseMs = await this.#turn()
        quiet = false
      } catch (error) {
        if (!quiet) this.#kernel.log.warn({ err: error }, 'the relay could not hand over')
        quiet = true
        this.#letGo(error)
      }
      if (pauseMs > 0 && !this.#closing) await this.#pause(pauseMs)
    }
  }

  /** Whether this process is the relay; tries to become it. */
  async #hold(): Promise<boolean> {
    if (this.#held) return true
    const client = await this.#kernel.database.pool.connect()
    const { rows } = await client.query('select pg_try_advisory_lock($1) as "isOurs"', [RELAY_LOCK])
    if (!rows[0]?.isOurs) {
      client.release()
      return false
    }
    client.on('error', () => this.#letGo(new Error('the connection broke')))
    this.#held = client
    return true
  }

  // The connection is destroyed, never given back: with it goes the lock.
  #letGo(why: unknown): void {
    const client = this.#held
    this.#held = undefined
    client?.release(why instanceof Error ? why : true)
  }

  /** One round; gives the milliseconds until the next, 0 when more may be waiting. */
  async #turn(): Promise<number> {
    if (!this.#held) return STANDBY_MS
    const sql = clientSql(this.#held)
    if (monotonicMs() - this.#scheduledAtMs > SCHEDULE_MS) {
      await promiseSchedules(sql, this.#handlers)
      this.#scheduledAtMs = monotonicMs()
    }
    if (!this.#redis.isReady) return POLL_MS
    const { jobsHandedOver } = this.#kernel.config.limits
    if ((await this.#redis.set(MARK, '1', { NX: true })) === 'OK') await handOverAnew(sql)
    const due = await sql<Due>(
      `select id, job, fence from ticket
        where state in ('waiting', 'handed', 'running') and run_at <= $1 and job = any($2)
        order by run_at limit $3`,
      [now(), [...this.#handlers.keys()], jobsHandedOver],
    )
    if (!due.length) return POLL_MS
    await this.#handOver(due)
    await markHanded(sql, due, this.#handlers)
    return due.length < jobsHandedOver ? POLL_MS : 0
  }

  async #handOver(due: readonly Due[]): Promise<void> {
    const added = due.map(({ id, job, fence }) => {
      const queue = this.#queue(this.#handlers.get(job)?.job.queue ?? 'housekeeping')
      // A start raises the fence, so that each run has its own id here, and two hand-overs of one
      // run have the same. BullMQ takes no colon in an id and no id of digits only.
      return queue.add(job, { ticketId: id }, { jobId: `ticket-${id}-${fence}` })
    })
    // One by one, though all at once on the wire: BullMQ adds in bulk by scripts it believes Redis
    // to know, and a Redis that was started again knows none.
    await bounded(Promise.all(added))
  }

  // Opened on a client that is connected: BullMQ takes one that cannot connect for a mistake.
  #queue(name: QueueName): Queue<Handed> {
    let queue = this.#queues.get(name)
    if (!queue) this.#queues.set(name, (queue = openQueue(name, this.#redis)))
    return queue
  }

  #pause(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, timeoutMs)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  async close(): Promise<void> {
    this.#closing = true
    this.#wake()
    await this.#loop
    this.#letGo(true)
    for (const queue of this.#queues.values()) await within(STANDBY_MS, queue.close())
    closeRedis(this.#redis)
  }
}

/** Promises the run of each scheduled job for the present slot; whoever comes second adds nothing. */
async function promiseSchedules(
  sql: Sql,
  handlers: ReadonlyMap<string, JobHandler>,
): Promise<void> {
  const scheduled = [...handlers.values()].flatMap(({ job }) =>
    job.everyMs ? [{ name: job.name, slot: Math.floor(nowMs() / job.everyMs) * job.everyMs }] : [],
  )
  await sql(
    `insert into ticket (id, job, key, payload, state, fence, attempts, run_at, error, at)
     select id, job, key, '{}', 'waiting', 0, 0, $4, null, $4
       from unnest($1::uuid[], $2::text[], $3::text[]) as v(id, job, key)
     on conflict (job, key) do nothing`,
    [
      scheduled.map(() => newId(nowMs())),
      scheduled.map(({ name }) => name),
      scheduled.map(({ slot }) => new Date(slot).toISOString()),
      now(),
    ],
  )
}

/** What an emptied Redis forgot is due at once. */
async function handOverAnew(sql: Sql): Promise<void> {
  await sql(`update ticket set run_at = $1 where state = 'handed'`, [now()])
}

/** Notes the hand-over, but not of tickets that a worker has started meanwhile. */
async function markHanded(
  sql: Sql,
  due: readonly Due[],
  handlers: ReadonlyMap<string, JobHandler>,
): Promise<void> {
  await sql(
    `update ticket t set run_at = v.run_at,
            state = case t.state when 'waiting' then 'handed' else t.state end
       from unnest($1::uuid[], $2::int[], $3::timestamptz[]) as v(id, fence, run_at)
      where t.id = v.id and t.fence = v.fence and t.state in ('waiting', 'handed', 'running')`,
    [
      due.map(({ id }) => id),
      due.map(({ fence }) => fence),
      due.map(({ job }) => expectedBy(handlers.get(job)?.job.timeoutMs ?? 0)),
    ],
  )
}

async function bounded<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Redis did not answer')), HAND_OVER_MS)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
