// One run of a ticket: started under a new fence, given to its room, and ended by whoever holds the
// newest fence. It knows no queue; what is true about a job stands in the ticket's row alone.
import type { Id } from '#shared/ids.ts'
import { nowMs } from './clock.ts'
import type { Kernel } from './kernel.ts'
import type { JobHandler } from './room.ts'
import { system } from './scope.ts'
import type { Tx } from './transact.ts'

/** A run of a ticket. Only the run with the newest fence may leave an effect. */
export type Attempt = { readonly ticketId: Id; readonly fence: number }

type Started = { fence: number; attempts: number; payload: Record<string, unknown> }

const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 60_000

/** When a ticket is looked at again unless it ended: after twice the time its job may take. */
export function expectedBy(timeoutMs: number): Date {
  return new Date(nowMs() + 2 * timeoutMs)
}

/**
 * Writes the result of a job and ends its ticket, in one transaction and therefore once. False, with
 * nothing written, if a newer run took over or the ticket had ended; what was made is then thrown away.
 */
export async function conclude(
  kernel: Kernel,
  { ticketId, fence }: Attempt,
  verb: (tx: Tx) => Promise<void>,
): Promise<boolean> {
  return kernel.transact({ scope: system }, async (tx) => {
    const held = await tx.sql(
      `update ticket set state = 'done', error = null
        where id = $1 and fence = $2 and state = 'running' returning id`,
      [ticketId, fence],
    )
    if (!held.length) return false
    await verb(tx)
    return true
  })
}

/** Whether this run is still the newest: asked before work that others can see, such as progress. */
export async function isCurrent(tx: Tx, { ticketId, fence }: Attempt): Promise<boolean> {
  const held = await tx.sql(
    `select id from ticket where id = $1 and fence = $2 and state = 'running' for share`,
    [ticketId, fence],
  )
  return held.length > 0
}

/** Runs a ticket once. Never throws for the job's own failure: that is written into the ticket. */
export async function runTicket(
  kernel: Kernel,
  handlers: ReadonlyMap<string, JobHandler>,
  ticketId: Id,
  jobName: string,
): Promise<void> {
  const handler = handlers.get(jobName)
  // A ticket of another version of the program waits for a worker that knows its job.
  if (!handler) return kernel.log.warn({ job: jobName }, 'no room knows this job')
  const started = await start(kernel, handler, ticketId)
  if (!started) return
  const attempt = { ticketId, fence: started.fence }
  try {
    const { jobTimeoutMs } = kernel.config.limits
    const timeoutMs = Math.min(handler.job.timeoutMs, jobTimeoutMs)
    await withinTime(timeoutMs, handler.run(kernel, started.payload as never, attempt))
    await conclude(kernel, attempt, async () => {})
  } catch (error) {
    await fail(kernel, handler, attempt, started, error)
  }
}

async function start(
  kernel: Kernel,
  { job }: JobHandler,
  ticketId: Id,
): Promise<Started | undefined> {
  const [started] = await kernel.database.sql<Started>(
    `update ticket set state = 'running', fence = fence + 1, attempts = attempts + 1, run_at = $2
      where id = $1 and state not in ('done', 'failed')
      returning fence, attempts, payload`,
    [ticketId, expectedBy(job.timeoutMs)],
  )
  return started
}

async function withinTime(timeoutMs: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const error = new Error(`it took longer than ${timeoutMs} ms`)
    timer = setTimeout(() => reject(error), timeoutMs)
  })
  try {
    await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

// The fence is raised as well, so that a run which was only late can no longer leave its effect.
async function fail(
  kernel: Kernel,
  handler: JobHandler,
  { ticketId, fence }: Attempt,
  { attempts, payload }: Started,
  error: unknown,
): Promise<void> {
  const isLast = attempts >= Math.min(handler.job.attempts, kernel.config.limits.jobAttempts)
  const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const about = { err: error, job: handler.job.name, ticketId, attempts }
  if (isLast) kernel.log.error(about, 'a job failed for good')
  else kernel.log.warn(about, 'a job failed and will be tried again')
  const again = nowMs() + Math.min(FIRST_WAIT_MS * 2 ** (attempts - 1), LONGEST_WAIT_MS)
  await kernel.transact({ scope: system }, async (tx) => {
    const held = await tx.sql(
      `update ticket set state = $3, fence = fence + 1, run_at = $4, error = $5
        where id = $1 and fence = $2 and state = 'running' returning id`,
      [ticketId, fence, isLast ? 'failed' : 'waiting', new Date(again), why.slice(0, 2_000)],
    )
    if (held.length && isLast) await handler.failed?.(tx, payload as never)
  })
}
