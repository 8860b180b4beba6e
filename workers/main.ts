// The process of the workers: the kernel without HTTP, the relay, and a worker for each queue. It may
// die and start again at any moment; what it was doing is done again, once.
import pino from 'pino'
import { processEnvironment, readConfig } from '#kernel/config.ts'
import { logOptions } from '#kernel/log.ts'
import { closeInOrder, giveUp, tellReady } from '#supervisor/child.ts'
import { openKernel } from '../src/app.ts'
import { workDocuments } from './documents.ts'
import { workHousekeeping } from './housekeeping.ts'
import { relay } from './relay.ts'
import { workReports } from './reports.ts'

try {
  const config = readConfig(processEnvironment())
  const log = pino(logOptions(config.logLevel, config.processName))
  const { kernel, close } = await openKernel(config, log, {
    connections: config.limits.workerConnections,
  })
  const parts = [relay, workDocuments, workReports, workHousekeeping].map((open) => open(kernel))
  closeInOrder(async () => {
    await Promise.all(parts.map((part) => part.close()))
    await close()
  })
  tellReady()
} catch (error) {
  giveUp(error)
}
