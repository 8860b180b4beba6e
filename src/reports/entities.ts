// Runs of reports as they are kept. What a run made are files, kept by the kernel under its id.
import { defineEntity, p } from '@mikro-orm/postgresql'
import type { Sql } from '#kernel/database.ts'
import type { Id } from '#shared/ids.ts'
import type { ReportRun } from './contract.ts'

export const ReportRunRow = defineEntity({
  name: 'ReportRunRow',
  tableName: 'report_run',
  indexes: [{ name: 'report_run_store_id_id_index', properties: ['storeId', 'id'] }],
  properties: {
    id: p.uuid().primary(),
    storeId: p.uuid(),
    kind: p.text().$type<ReportRun['kind']>(),
    businessOn: p.date(),
    personId: p.uuid().nullable(),
    askedAt: p.datetime(3),
    state: p.text().$type<ReportRun['state']>(),
    done: p.integer(),
    total: p.integer(),
    formats: p.json<ReportRun['formats']>(),
    problem: p.text().nullable(),
  },
})

const columns = `id, kind, store_id as "storeId", business_on::text as "businessOn",
  person_id as "personId", asked_at as "askedAt", state, done, total, formats, problem`

/** The runs of a store, newest first. */
export function runsOf(sql: Sql, storeId: Id): Promise<ReportRun[]> {
  return sql<ReportRun>(
    `select ${columns} from report_run where store_id = $1 order by asked_at desc, id desc`,
    [storeId],
  )
}

/** One run, or undefined once it was cleared away. */
export async function runOf(sql: Sql, id: Id): Promise<ReportRun | undefined> {
  return (await sql<ReportRun>(`select ${columns} from report_run where id = $1`, [id]))[0]
}

/** Sets what changed of a run and gives it whole; undefined once it was cleared away. */
export async function changeRun(
  sql: Sql,
  id: Id,
  change: Partial<Pick<ReportRun, 'state' | 'done' | 'total' | 'formats' | 'problem'>>,
): Promise<ReportRun | undefined> {
  const changed = await sql<ReportRun>(
    `update report_run
        set state = coalesce($2, state), done = coalesce($3, done), total = coalesce($4, total),
            formats = coalesce($5::jsonb, formats), problem = coalesce($6, problem)
      where id = $1 returning ${columns}`,
    [
      id,
      change.state ?? null,
      change.done ?? null,
      change.total ?? null,
      change.formats ? JSON.stringify(change.formats) : null,
      change.problem ?? null,
    ],
  )
  return changed[0]
}
