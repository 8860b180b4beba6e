// What stock does at set times: lots past their expiry are marked, so that every screen says so. No
// sale waits for it: whether a lot may be sold is asked of the calendar each time.
import { now } from '#kernel/clock.ts'
import type { JobHandler } from '#kernel/room.ts'
import { system } from '#kernel/scope.ts'
import { job } from '#kernel/tickets.ts'
import { stores } from '#stores/contract.ts'
import { expireLots } from './lots.ts'
import { earliestDay } from './rules.ts'

const HOUR_MS = 3_600_000
const AT_ONCE = 500

const expirePastLots = job({
  name: 'stock.expire-lots',
  queue: 'housekeeping',
  timeoutMs: 60_000,
  attempts: 3,
  everyMs: HOUR_MS,
})

export const stockJobs: readonly JobHandler[] = [
  {
    job: expirePastLots,
    run: async (kernel) => {
      const known = kernel.memory.records(stores).values()
      const today = earliestDay(known, now().toISOString())
      if (today === undefined) return
      let expired = AT_ONCE
      while (expired === AT_ONCE) {
        expired = await kernel.transact({ scope: system }, (tx) => expireLots(tx, today, AT_ONCE))
      }
    },
  },
]
