// What terminals say their journals hold, told to managers: an entry that is missing is known before
// it arrives.
import type { Input } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import { journalReported, type JournalReport, type journalReport } from '#shared/journal.ts'
import type { Sql } from '#kernel/database.ts'
import { keepReport, readReports } from '#kernel/journal-report.ts'
import { Problem } from '#kernel/problems.ts'
import type { Tx } from '#kernel/transact.ts'
import { terminals } from '#terminals/contract.ts'

/** Keeps what the calling terminal says of its journal. */
export async function report(
  tx: Tx,
  { fence, lastN }: Input<typeof journalReport>,
): Promise<JournalReport> {
  const terminal = tx.memory.get(terminals, tx.scope.terminalId ?? '')
  if (terminal?.state !== 'enrolled') throw new Problem('revoked')
  const { id: terminalId, storeId } = terminal
  const kept = await keepReport(tx, { terminalId, fence, lastN })
  if (kept.news) tx.emit(journalReported, storeId, kept.report)
  return kept.report
}

/** The last report of each journal of a store. */
export async function loadReports(
  sql: Sql,
  storeId: Id,
): Promise<{ 'journal-reports': JournalReport[] }> {
  return { 'journal-reports': await readReports(sql, storeId) }
}
