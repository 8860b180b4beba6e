// Runs a job of the house at once, through a ticket of its own as the worker would.
import { runTicket } from '#kernel/job-run.ts'
import { jobHandlers } from '#kernel/jobs.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { JobHandler } from '#kernel/room.ts'
import { system } from '#kernel/scope.ts'
import { id } from './stock.ts'

/** Resolves when the first of these jobs has run. */
export async function runFirst(kernel: Kernel, [handler]: readonly JobHandler[]): Promise<void> {
  if (!handler) throw new Error('There is no job')
  const key = id()
  await kernel.transact({ scope: system }, async (tx) => tx.ticket(handler.job, key, {}))
  const [ticket] = await kernel.database.sql<{ id: string }>(
    `select id from ticket where key = $1`,
    [key],
  )
  await runTicket(kernel, jobHandlers(kernel), ticket?.id ?? '', handler.job.name)
}
