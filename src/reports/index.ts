// The door plate of reports.
import { writes, type Room } from '#kernel/room.ts'
import { reportChanged, reportRemoved, reportRuns, reportsRun } from './contract.ts'
import { ReportRunRow } from './entities.ts'
import { reportJobs } from './jobs.ts'
import { reportRoutes } from './routes.ts'
import { load, run } from './service.ts'

export const reportsRoom: Room = {
  name: 'reports',
  entities: [ReportRunRow],
  cleared: ['report_run'],
  operations: [writes(reportsRun, run)],
  events: [reportChanged, reportRemoved],
  collections: [reportRuns],
  loaders: [{ names: ['reports'], stream: 'store', load }],
  jobs: reportJobs,
  routes: reportRoutes,
}
