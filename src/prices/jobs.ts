// What prices do at set times: those that ended long ago leave the replicas. They stay as long as a
// till may come back with sales it made offline, so that the price it charged is still known.
import { nowMs } from '#kernel/clock.ts'
import type { JobHandler } from '#kernel/room.ts'
import { system } from '#kernel/scope.ts'
import { job } from '#kernel/tickets.ts'
import { clearPast } from './service.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000
const AT_ONCE = 500

const clearPastPrices = job({
  name: 'prices.clear-past',
  queue: 'housekeeping',
  timeoutMs: 60_000,
  attempts: 3,
  everyMs: HOUR_MS,
})

export const priceJobs: readonly JobHandler[] = [
  {
    job: clearPastPrices,
    run: async (kernel) => {
      const endedBefore = nowMs() - kernel.config.limits.resumeDays * DAY_MS
      const before = new Date(endedBefore).toISOString()
      let cleared = AT_ONCE
      while (cleared === AT_ONCE) {
        cleared = await kernel.transact({ scope: system }, (tx) => clearPast(tx, before, AT_ONCE))
      }
    },
  },
]
