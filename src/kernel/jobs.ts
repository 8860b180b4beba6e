// The queues as BullMQ keeps them, and the loop that takes tickets from one of them. The queue only
// says which ticket is next: it may forget, repeat or be away, and the ticket's row still tells what
// is to be done and whether it was. Hubs never speak to a queue.
import { Queue, Worker } from 'bullmq'
import type { Id } from '#shared/ids.ts'
import { pruneJobs } from './pruning.ts'
import { runTicket } from './job-run.ts'
import type { Kernel } from './kernel.ts'
import { closeRedis, openRedis, type Redis } from './redis.ts'
import type { JobHandler } from './room.ts'
import type { Job } from './tickets.ts'

export type QueueName = Job['queue']

/** Something of this process that works by itself until it is closed. */
export type Running = { readonly close: () => Promise<void> }

// BullMQ has its keys apart from everything else in Redis.
const PREFIX = 'mizan-jobs'
// A worker that died loses its job to another after this long at most twice over.
const LOCK_MS = 10_000
const STALLED_CHECK_MS = 5_000
const CLOSE_MS = 8_000

/** Every job of the kernel and of the rooms, by name. */
export function jobHandlers(kernel: Kernel): ReadonlyMap<string, JobHandler> {
  const all = [...pruneJobs, ...kernel.rooms.flatMap((room) => room.jobs ?? [])]
  return new Map(all.map((handler) => [handler.job.name, handler]))
}

/** What BullMQ holds of a ticket: ids only. */
export type Handed = { readonly ticketId: Id }

/** A queue to hand tickets to, on a client of its own. */
export function openQueue(name: QueueName, redis: Redis): Queue<Handed> {
  const queue = new Queue<Handed>(name, { connection: redis as never, prefix: PREFIX })
  queue.on('error', ignore)
  return queue
}

/** Takes tickets from a queue and runs them, `concurrency` at a time, until it is closed. */
export function openWorker(kernel: Kernel, name: QueueName, concurrency: number): Running {
  const redis = openRedis(kernel.config.redisUrl, `worker:${name}`, kernel.log)
  let worker: Worker<Handed> | undefined
  // BullMQ takes a client that cannot connect for a mistake, so it gets one that has.
  redis.once('ready', () => {
    worker = startWorker(kernel, name, concurrency, redis)
  })
  return {
    async close() {
      redis.removeAllListeners('ready')
      if (worker) await within(CLOSE_MS, worker.close(!redis.isReady))
      closeRedis(redis)
    },
  }
}

function startWorker(
  kernel: Kernel,
  name: QueueName,
  concurrency: number,
  redis: Redis,
): Worker<Handed> {
  const handlers = jobHandlers(kernel)
  const worker = new Worker<Handed>(
    name,
    (job) => runTicket(kernel, handlers, job.data.ticketId, job.name),
    {
      connection: redis as never,
      prefix: PREFIX,
      concurrency,
      lockDuration: LOCK_MS,
      stalledInterval: STALLED_CHECK_MS,
      // The row remembers; what BullMQ kept would only stand in the way of handing it over again.
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    },
  )
  worker.on('error', ignore)
  return worker
}

// The client itself says once that Redis is away; BullMQ would repeat it at every try.
function ignore(): void {}

/** Waits for `work`, but not for ever: a queue whose Redis is away never finishes closing. */
export async function within(timeoutMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs)
  })
  await Promise.race([work.then(ignore, ignore), enough])
  clearTimeout(timer)
}
