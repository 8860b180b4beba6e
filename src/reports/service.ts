// The verbs of reports: ask for one, move it on, clear old ones away. The newest runs of a store are
// kept and replicated; older ones go, with their files.
import type { Input } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import type { Sql } from '#kernel/database.ts'
import { removeFiles } from '#kernel/files.ts'
import { Problem } from '#kernel/problems.ts'
import { requireStore } from '#kernel/scope.ts'
import { job } from '#kernel/tickets.ts'
import type { Tx } from '#kernel/transact.ts'
import { stores } from '#stores/contract.ts'
import { reportChanged, reportRemoved, type ReportRun, type reportsRun } from './contract.ts'
import { changeRun, ReportRunRow, runsOf } from './entities.ts'

/** Runs of a store that are kept. */
export const RUNS_KEPT = 50

export const daySalesJob = job<{ reportId: Id }>({
  name: 'reports.day-sales',
  queue: 'reports',
  timeoutMs: 120_000,
  attempts: 3,
})

/** Writes a run down and promises the work. */
export async function run(tx: Tx, input: Input<typeof reportsRun>): Promise<ReportRun> {
  requireStore(tx.scope, input.storeId)
  if (!tx.memory.get(stores, input.storeId))
    throw new Problem('not-found', 'There is no such store')
  const asked: ReportRun = {
    id: input.id,
    kind: input.kind,
    storeId: input.storeId,
    businessOn: input.businessOn,
    personId: tx.scope.personId,
    askedAt: tx.at,
    state: 'queued',
    done: 0,
    total: 0,
    formats: [],
    problem: null,
  }
  const former = await runsOf(tx.sql, input.storeId)
  await remove(tx, former.slice(RUNS_KEPT - 1))
  tx.insert(ReportRunRow, asked)
  tx.ticket(daySalesJob, input.id, { reportId: input.id })
  tx.emit(reportChanged, input.storeId, asked)
  return asked
}

/** Changes a run and says so; nothing if it was cleared away meanwhile. */
export async function move(
  tx: Tx,
  id: Id,
  change: Parameters<typeof changeRun>[2],
): Promise<ReportRun | undefined> {
  const changed = await changeRun(tx.sql, id, change)
  if (changed) tx.emit(reportChanged, changed.storeId, changed)
  return changed
}

/** Clears away every run that was asked for before an instant, ISO 8601. */
export async function removeBefore(tx: Tx, at: string): Promise<void> {
  const old = await tx.sql<{ id: Id; storeId: Id }>(
    `select id, store_id as "storeId" from report_run where asked_at < $1`,
    [at],
  )
  await remove(tx, old)
}

async function remove(tx: Tx, runs: readonly Pick<ReportRun, 'id' | 'storeId'>[]): Promise<void> {
  if (!runs.length) return
  const ids = runs.map(({ id }) => id)
  await removeFiles(tx.sql, ids)
  await tx.sql(`delete from report_run where id = any($1)`, [ids])
  for (const { id, storeId } of runs) tx.emit(reportRemoved, storeId, { key: id })
}

/** The runs of a store, for a replica that is read anew. */
export async function load(sql: Sql, storeId: Id): Promise<{ reports: ReportRun[] }> {
  return { reports: await runsOf(sql, storeId) }
}
