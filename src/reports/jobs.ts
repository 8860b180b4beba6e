// What is done when a report comes up: read the day from one unchanging picture of the database, make
// the three files, and keep them in the transaction that says so. Progress is told a few times a
// second at most, and only by the newest run.
import { monotonicMs, nowMs } from '#kernel/clock.ts'
import { keepFile } from '#kernel/files.ts'
import { conclude, isCurrent, type Attempt } from '#kernel/job-run.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { JobHandler } from '#kernel/room.ts'
import { system } from '#kernel/scope.ts'
import { job } from '#kernel/tickets.ts'
import type { Id } from '#shared/ids.ts'
import { daySalesCsv } from './csv.ts'
import type { ReportRun } from './contract.ts'
import type { DaySales } from './day-sales.ts'
import { runOf } from './entities.ts'
import { daySalesPdf } from './pdf.ts'
import { readDaySales } from './queries.ts'
import { daySalesJob, move, removeBefore } from './service.ts'
import { daySalesXlsx } from './xlsx.ts'

const PROGRESS_MS = 300
const KEPT_DAYS = 90
const DAY_MS = 86_400_000

type Asked = { reportId: Id }

async function makeDaySales(kernel: Kernel, { reportId }: Asked, attempt: Attempt): Promise<void> {
  const run = await runOf(kernel.database.sql, reportId)
  if (!run) return
  const day = await readDay(kernel, run, attempt)
  const csv = daySalesCsv(day)
  const xlsx = await daySalesXlsx(day)
  const pdf = await daySalesPdf(day)
  await conclude(kernel, attempt, async (tx) => {
    const { length } = day.sales
    const ready = { state: 'ready', done: length, total: length } as const
    // Cleared away while it was made: its files would belong to nobody.
    if (!(await move(tx, reportId, { ...ready, formats: ['csv', 'xlsx', 'pdf'] }))) return
    await keepFile(tx.sql, reportId, 'csv', csv, tx.at)
    await keepFile(tx.sql, reportId, 'xlsx', xlsx, tx.at)
    await keepFile(tx.sql, reportId, 'pdf', pdf, tx.at)
  })
}

async function readDay(kernel: Kernel, run: ReportRun, attempt: Attempt): Promise<DaySales> {
  let toldAtMs = -Infinity
  const tell = async (done: number, total: number) => {
    if (monotonicMs() - toldAtMs < PROGRESS_MS) return
    toldAtMs = monotonicMs()
    await kernel.transact({ scope: system }, async (tx) => {
      if (await isCurrent(tx, attempt)) await move(tx, run.id, { state: 'running', done, total })
    })
  }
  const { reportStatementTimeoutMs } = kernel.config.limits
  return kernel.database.report([run.storeId], async (sql) => {
    // A day of a large store may take longer than anything a till asks for.
    await sql(`set local statement_timeout = ${reportStatementTimeoutMs}`)
    return readDaySales(sql, kernel.memory, run, kernel.at(), tell)
  })
}

const clearOld = job({
  name: 'reports.clear-old',
  queue: 'housekeeping',
  timeoutMs: 60_000,
  attempts: 3,
  everyMs: DAY_MS,
})

export const reportJobs: readonly JobHandler[] = [
  {
    job: daySalesJob,
    run: makeDaySales,
    failed: async (tx, { reportId }: Asked) => {
      await move(tx, reportId, { state: 'failed', problem: 'internal' })
    },
  },
  {
    job: clearOld,
    run: async (kernel) => {
      const before = new Date(nowMs() - KEPT_DAYS * DAY_MS).toISOString()
      await kernel.transact({ scope: system }, (tx) => removeBefore(tx, before))
    },
  },
]
