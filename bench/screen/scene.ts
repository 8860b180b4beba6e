// A system with a shop for the benches of screens and of prices. PostgreSQL notes when each transaction
// committed, which is the nearest that anybody outside it can come to that moment.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { readConfig, type Config } from '#kernel/config.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { startDatabase } from '#supervisor/postgres.ts'
import { startSystem, type System } from '#supervisor/system.ts'
import { openKernel } from '../../src/app.ts'
import type { FileInvoice, SalesFile } from '../replay/file.ts'
import { openShop, type Shop } from '../replay/shop.ts'
import { steadyUs } from './messages.ts'
import { quiet } from '../quiet.ts'

type Options = { readonly hubs?: number; readonly products?: number }

export type Scene = {
  readonly system: Pick<System, 'hubUrls' | 'databaseUrl' | 'redisUrl' | 'redisKind'>
  readonly config: Config
  readonly shop: Shop
  readonly codes: readonly string[]
  /** When each sale committed, in microseconds of the steady clock. */
  commitTimes(client: pg.Client, offsetUs: number): Promise<ReadonlyMap<string, number>>
  close(): Promise<void>
}

/** One document that sells plenty of everything: the shop is stocked and priced by it. */
function assortment(codes: readonly string[]): SalesFile {
  const lines = codes.map((code) => ({
    code,
    description: `Product ${code}`,
    quantity: 1_000_000,
    price: '1.25',
  }))
  const invoice: FileInvoice = { number: '1', kind: 'sale', lines }
  return { invoices: [invoice], lines: lines.length, skipped: {} }
}

/** `tills` counts those that sell and those that only show. */
export async function layShop(kernel: Kernel, tills: number, products: number) {
  const codes = Array.from({ length: products }, (_, i) => `SKU-${i}`)
  return { codes, shop: await openShop(kernel, assortment(codes), tills) }
}

/** A system with a shop that is laid by `layShop`. */
export async function openScene(
  tills: number,
  { hubs = 2, products = 200 }: Options = {},
): Promise<Scene> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mizan-bench-'))
  await noteCommits(dataDir)
  const limits = { LIMIT_CALLS_PER_SECOND: '100000' }
  const system = await startSystem({
    dataDir,
    hubs,
    seed: false,
    env: { DATABASE_URL: '', REDIS_URL: '', LOG_LEVEL: 'warn', ...limits },
  })
  const config = readConfig({
    DATABASE_URL: system.hubDatabaseUrl,
    REDIS_URL: system.redisUrl,
    DATA_DIR: dataDir,
  })
  const { kernel, close } = await openKernel(config, quiet, { connections: 4 })
  const laid = await layShop(kernel, tills, products)
  await close()
  return {
    system,
    config,
    ...laid,
    commitTimes,
    close: async () => {
      await system.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

// The setting holds from the next start, which is the system's.
async function noteCommits(dataDir: string): Promise<void> {
  const database = await startDatabase({ dataDir })
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query('alter system set track_commit_timestamp = on')
  await client.end()
  await database.stop()
}

/** What to take from PostgreSQL's clock, in microseconds, to get the machine's steady one. */
export async function clockOffsetUs(client: pg.Client): Promise<number> {
  let best = { roundUs: Number.POSITIVE_INFINITY, offsetUs: 0 }
  for (let i = 0; i < 200; i += 1) {
    const beforeUs = steadyUs()
    const { rows } = await client.query<{ us: string }>(
      `select (extract(epoch from clock_timestamp()) * 1000000)::bigint::text as us`,
    )
    const roundUs = steadyUs() - beforeUs
    if (roundUs < best.roundUs) {
      best = { roundUs, offsetUs: Number(rows[0]?.us) - (beforeUs + roundUs / 2) }
    }
  }
  return best.offsetUs
}

async function commitTimes(client: pg.Client, offsetUs: number) {
  const { rows } = await client.query<{ id: string; us: string }>(
    `select id, (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000000)::bigint::text as us from sale`,
  )
  return new Map(rows.map(({ id, us }) => [id, Number(us) - offsetUs]))
}
