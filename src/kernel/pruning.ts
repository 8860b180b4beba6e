// What the kernel clears away by itself: replies that are too old to be asked for again, and tickets
// whose work ended long ago. The log and the journals are never touched.
import { nowMs } from './clock.ts'
import { prune } from './replies.ts'
import type { JobHandler } from './room.ts'
import { job } from './tickets.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

const pruneReplies = job({
  name: 'kernel.prune-replies',
  queue: 'housekeeping',
  timeoutMs: 60_000,
  attempts: 3,
  everyMs: HOUR_MS,
})

const pruneTickets = job({
  name: 'kernel.prune-tickets',
  queue: 'housekeeping',
  timeoutMs: 60_000,
  attempts: 3,
  everyMs: DAY_MS,
})

export const pruneJobs: readonly JobHandler[] = [
  {
    job: pruneReplies,
    run: async (kernel) => {
      await prune(kernel.database.sql, kernel.config.limits.replyDays)
    },
  },
  {
    job: pruneTickets,
    // A ticket that failed stays: somebody has to look at it.
    run: async ({ database, config }) => {
      const before = new Date(nowMs() - config.limits.replyDays * DAY_MS)
      await database.sql(`delete from ticket where state = 'done' and at < $1`, [before])
    },
  },
]
