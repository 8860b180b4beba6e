// How far a terminal says its journal goes, beside how far the hub's copy does. It only remembers what
// was said; what follows from entries that are missing is for the rooms to say.
import type { Id } from '#shared/ids.ts'
import type { JournalReport } from '#shared/journal.ts'
import type { Sql } from './database.ts'
import { JournalHead } from './entities.ts'
import { headGroup } from './journal.ts'
import { want, type LockClass } from './locks.ts'
import { Problem } from './problems.ts'
import type { Tx } from './transact.ts'

type Reported = {
  terminalId: Id
  fence: number
  lastN: number
  reportedN: number
  reportedLastN: number
}
const columns = `terminal_id as "terminalId", fence, last_n as "lastN",
  coalesce(reported_n, 0) as "reportedN", coalesce(reported_last_n, 0) as "reportedLastN"`

/** The same rows as the lane locks, for what it never touches. */
const reportLocks: LockClass<Reported> = {
  name: 'journal-heads',
  entity: JournalHead,
  group: (row) => headGroup(row.terminalId, row.fence),
  select: (sql, groups) => {
    const keys = groups.map((group) => group.split('|'))
    return sql<Reported>(
      `select ${columns} from journal_head
        where (terminal_id, fence) in (select * from unnest($1::uuid[], $2::int[]))
        order by terminal_id, fence for update`,
      [keys.map((key) => key[0]), keys.map((key) => Number(key[1]))],
    )
  },
  changes: ['reportedN', 'reportedLastN'],
}

/**
 * Keeps what a terminal says, and whether it says anything new: nothing is written while its journal
 * never was ahead of the hub. Throws `stale-fence` where the journal was never opened.
 */
export async function keepReport(
  tx: Tx,
  { terminalId, fence, lastN }: Pick<JournalReport, 'terminalId' | 'fence' | 'lastN'>,
): Promise<{ report: JournalReport; news: boolean }> {
  const group = headGroup(terminalId, fence)
  await tx.lock([want(reportLocks, group)])
  const row = tx.rows(reportLocks, group)[0]
  if (!row) throw new Problem('stale-fence')
  const reportedN = Math.max(row.reportedN, lastN)
  const isAhead = reportedN > row.lastN || row.reportedN > row.reportedLastN
  const news = isAhead && (reportedN !== row.reportedN || row.lastN !== row.reportedLastN)
  if (news) Object.assign(row, { reportedN, reportedLastN: row.lastN })
  return { report: { terminalId, fence, lastN: row.lastN, reportedN }, news }
}

/** What the terminals of a store said last, of journals that were ever ahead. */
export function readReports(sql: Sql, storeId: Id): Promise<JournalReport[]> {
  return sql<JournalReport>(
    `select h.terminal_id as "terminalId", h.fence, h.reported_last_n as "lastN",
            h.reported_n as "reportedN"
       from journal_head h join terminal t on t.id = h.terminal_id
      where t.store_id = $1 and h.reported_n is not null order by 1, 2`,
    [storeId],
  )
}

/** The journals of a terminal by fence: how far they go here, and as it said. */
export function readHeads(
  sql: Sql,
  terminalId: Id,
): Promise<{ fence: number; lastN: number; reportedN: number }[]> {
  return sql(
    `select fence, last_n as "lastN", coalesce(reported_n, 0) as "reportedN" from journal_head
      where terminal_id = $1 order by fence`,
    [terminalId],
  )
}
