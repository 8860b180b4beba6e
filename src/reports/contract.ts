// Reports that take their time: asked for, made by a worker, pushed when they are ready.
import Type, { type Static } from 'typebox'
import { At, Nullable, On, OneOf, Strict, collection, event, operation } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'

export const ReportRun = Strict({
  id: Id,
  kind: OneOf('day-sales'),
  storeId: Id,
  businessOn: On,
  personId: Nullable(Id),
  askedAt: At,
  state: OneOf('queued', 'running', 'ready', 'failed'),
  done: Type.Integer({ minimum: 0 }),
  total: Type.Integer({ minimum: 0 }),
  /** Formats that can be opened at /stores/:storeId/reports/:id/:format. */
  formats: Type.Array(OneOf('csv', 'xlsx', 'pdf')),
  problem: Nullable(Type.String()),
})
export type ReportRun = Static<typeof ReportRun>
export const reportChanged = event({
  name: 'report.changed',
  summary: 'A report was asked for, moved on, is ready or failed',
  stream: 'store',
  audience: ['manager'],
  body: ReportRun,
})
export const reportRemoved = event({
  name: 'report.removed',
  summary: 'An old report was cleared away',
  stream: 'store',
  audience: ['manager'],
  body: Strict({ key: Id }),
})
export const reportRuns = collection({
  name: 'reports',
  record: ReportRun,
  changed: reportChanged,
  removed: reportRemoved,
  key: (r) => r.id,
})
export const reportsRun = operation({
  name: 'reports.run',
  summary: 'Make a report of a day’s sales as CSV, XLSX and PDF',
  http: ['POST', '/stores/:storeId/reports'],
  needs: 'reports.run',
  effect: 'write',
  input: Strict({ id: Id, storeId: Id, kind: ReportRun.properties.kind, businessOn: On }),
  output: ReportRun,
})
