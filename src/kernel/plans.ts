// When the statements of a connection are planned anew. PostgreSQL plans each of them once, out of how large its
// tables were at that moment, and the lane makes tables grow; it plans again by itself only after counting rows.
import type { PoolClient } from 'pg'

const transactions = new WeakMap<object, number>()

/**
 * Counts a transaction of a connection; true with the 2nd, 4th, 8th and so on: what was planned is then as old as
 * half of what the connection wrote: by itself it has made no table much more than twice as large since.
 */
export function plansAreOld(client: PoolClient): boolean {
  const count = (transactions.get(client) ?? 0) + 1
  transactions.set(client, count)
  return count > 1 && Number.isInteger(Math.log2(count))
}

/** Has the statements that are prepared on a connection planned anew when each is next used; they stay prepared. */
export const PLAN_ANEW = 'discard plans'
