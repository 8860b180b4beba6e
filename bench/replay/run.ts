// One replay from an empty folder to its report.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { replicaPlan } from '#shared/replica.ts'
import type { Id } from '#shared/ids.ts'
import { readConfig } from '#kernel/config.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { startSystem, type System } from '#supervisor/system.ts'
import { openKernel } from '../../src/app.ts'
import { rooms } from '../../src/rooms.ts'
import { prove } from '../../src/verify.ts'
import { percentile } from '../result.ts'
import { readSalesFile, type FileInvoice, type SalesFile } from './file.ts'
import { countDocuments, totalsMatch } from './proof.ts'
import { compareReplicas } from './replicas.ts'
import { sell, type Selling } from './selling.ts'
import { openShop, type Shop } from './shop.ts'
import { quiet } from '../quiet.ts'

export type ReplayOptions = {
  file: string
  tills: number
  invoices: number
  hubs: number
  disturb: boolean
}
export type Outcome = { sound: boolean; report: Record<string, unknown> }

const say = (line: string) => console.error(line)

// A till of a replay sells as fast as it is answered, which no cashier does; its purse of calls is
// raised for that, and the report says so.
const CALLS_PER_SECOND = '100000'

/** Runs a replay; leaves nothing behind. */
export async function replay(options: ReplayOptions): Promise<Outcome> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mizan-replay-'))
  say(`Reading ${options.file}`)
  const file = await readSalesFile(options.file, options.invoices)
  const system = await startSystem({
    dataDir,
    hubs: options.hubs,
    seed: false,
    log: say,
    env: {
      DATABASE_URL: '',
      REDIS_URL: '',
      LOG_LEVEL: 'warn',
      LIMIT_CALLS_PER_SECOND: CALLS_PER_SECOND,
    },
  })
  try {
    return await replayOn(system, options, file, dataDir)
  } finally {
    await system.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function replayOn(
  system: System,
  options: ReplayOptions,
  file: SalesFile,
  dataDir: string,
): Promise<Outcome> {
  const config = readConfig({
    DATABASE_URL: system.hubDatabaseUrl,
    REDIS_URL: system.redisUrl,
    DATA_DIR: dataDir,
    LIMIT_STATEMENT_TIMEOUT_MS: '60000',
  })
  const opened = await openKernel(config, quiet, { connections: 4 })
  say(`Laying out the shop for ${file.invoices.length} documents`)
  const shop = await openShop(opened.kernel, file, options.tills)
  const plan = replicaPlan(
    rooms.flatMap((room) => room.collections ?? []),
    rooms.flatMap((room) => room.folds ?? []),
  )
  await opened.close()
  const selling = await sell({ system, shop, file, plan, disturb: options.disturb, say })
  const proving = await openKernel(config, quiet, { connections: 4 })
  try {
    return await reportOn(proving.kernel, system, options, file, shop, selling)
  } finally {
    selling.close()
    await proving.close()
  }
}

async function reportOn(
  kernel: Kernel,
  system: System,
  options: ReplayOptions,
  file: SalesFile,
  shop: Shop,
  selling: Selling,
): Promise<Outcome> {
  const { sql } = kernel.database
  const adjusted = file.invoices.filter(({ kind }) => kind === 'adjustment')
  const { lost, duplicated } = await countDocuments(sql, selling.acknowledged)
  const replicasEqual = await compareReplicas(kernel, shop.storeId, selling.lines, say)
  const totalsEqual = await totalsMatch(sql, shop, selling.acknowledged, adjusted, say)
  say('Proving the books')
  const proof = await prove(system.databaseUrl)
  if (proof.broken) say(proof.broken)
  const report = {
    lines: file.lines,
    invoices: new Set(file.invoices.map(({ number }) => number)).size,
    acknowledged: selling.acknowledged.size,
    returns: countOf(selling.acknowledged, 'return'),
    adjustments: selling.adjustments,
    skipped: file.skipped,
    lost: lost + selling.unposted,
    duplicated,
    feedGaps: selling.faults(),
    replicasEqual,
    totalsEqual,
    saleToScreenMs: {
      p50: round(percentile(selling.screenMs, 0.5)),
      p99: round(percentile(selling.screenMs, 0.99)),
    },
    salesPerSecond: round(selling.acknowledged.size / selling.seconds),
    hubs: options.hubs,
    tills: options.tills,
    redis: system.redisKind,
    resent: selling.resent(),
    reconnects: selling.reconnects(),
    disturbed: selling.disturbed,
    callsPerSecondAllowed: Number(CALLS_PER_SECOND),
    verified: proof.proved,
  }
  const sound =
    report.lost === 0 &&
    duplicated === 0 &&
    report.feedGaps === 0 &&
    replicasEqual &&
    totalsEqual &&
    proof.proved
  return { sound, report }
}

const round = (figure: number) => Math.round(figure * 10) / 10

function countOf(acknowledged: ReadonlyMap<Id, FileInvoice>, kind: FileInvoice['kind']): number {
  return [...acknowledged.values()].filter((invoice) => invoice.kind === kind).length
}
