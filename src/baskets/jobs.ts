// What baskets do at set times: holds whose lease is over are swept away, so that every screen says so,
// and what ended long ago is cleared. Nothing waits for either: a hold that ran out counts for nobody.
import { nowMs } from '#kernel/clock.ts'
import type { JobHandler } from '#kernel/room.ts'
import { system } from '#kernel/scope.ts'
import { job } from '#kernel/tickets.ts'
import { prune, sweep } from './endings.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const AT_ONCE = 500

const sweepHolds = job({
  name: 'baskets.sweep-holds',
  queue: 'housekeeping',
  timeoutMs: 30_000,
  attempts: 3,
  everyMs: MINUTE_MS,
})

const pruneBaskets = job({
  name: 'baskets.prune',
  queue: 'housekeeping',
  timeoutMs: 60_000,
  attempts: 3,
  everyMs: DAY_MS,
})

export const basketsJobs: readonly JobHandler[] = [
  {
    job: sweepHolds,
    run: async (kernel) => {
      let swept = AT_ONCE
      while (swept === AT_ONCE) {
        swept = await kernel.transact({ scope: system }, (tx) => sweep(tx, AT_ONCE))
      }
    },
  },
  {
    job: pruneBaskets,
    run: async ({ database, config }) => {
      await prune(database, new Date(nowMs() - config.limits.replyDays * DAY_MS))
    },
  },
]
