// Where a bench works: a migrated and empty database, a Redis if it asks for one, and a folder. Its own, unless it is
// given another.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDatabase } from '#supervisor/postgres.ts'
import { startRedis } from '#supervisor/redis.ts'
import { migrate } from '../src/migrate.ts'

export type Place = {
  /** Of the owner of the database. */
  readonly url: string
  /** Where a hub signs in to it. */
  readonly hubUrl: string
  readonly redisUrl: string
  readonly redisKind: string
  readonly dataDir: string
  close(): Promise<void>
}

/** Without `redis` nobody listens at the address of one. */
export async function ownPlace({ redis: wanted = false } = {}): Promise<Place> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mizan-bench-'))
  const database = await startDatabase({ dataDir })
  const redis = wanted ? await startRedis({ dataDir }) : undefined
  await migrate(database.url, database.hubUrl)
  return {
    url: database.url,
    hubUrl: database.hubUrl,
    redisUrl: redis?.url ?? 'redis://127.0.0.1:1',
    redisKind: redis?.kind ?? 'none',
    dataDir,
    close: async () => {
      await redis?.stop()
      await database.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
