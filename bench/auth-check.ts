// What it costs to ask for each message whether its sender still may: that the sign-in, the person and their
// role stand, that this is permitted, and that it does not come too often. It is all in the hub's memory;
// the peer asks Redis for one key instead, as is usual, in turns with it within the same run.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from 'redis'
import { whoAmI } from '#auth/contract.ts'
import { readConfig } from '#kernel/config.ts'
import { openRedis, closeRedis } from '#kernel/redis.ts'
import { permit, type Scope } from '#kernel/scope.ts'
import { startDatabase } from '#supervisor/postgres.ts'
import { startRedis } from '#supervisor/redis.ts'
import { openKernel } from '../src/app.ts'
import { migrate } from '../src/migrate.ts'
import { median, resultOf, type Result } from './result.ts'
import { Crowd } from './revocation/crowd.ts'
import { quiet } from './quiet.ts'

const PEOPLE = 200
const ROUNDS = 7
const CHECKS_IN_A_ROUND = 200_000
const ASKS_IN_A_ROUND = 2_000
const TIMES_CHEAPER = 50

type Kernel = Awaited<ReturnType<typeof openKernel>>['kernel']

/** As a message on a socket goes through it, before its operation is run. Gives nanoseconds for one. */
async function checks(kernel: Kernel, scopes: readonly Scope[]): Promise<number> {
  const { directory } = kernel
  const startedMs = performance.now()
  for (let i = 0; i < CHECKS_IN_A_ROUND; i += 1) {
    const scope = scopes[i % scopes.length] as Scope
    if (!directory.stillValid(scope)) throw new Error('nobody was revoked')
    await kernel.admit(scope, whoAmI.name)
    permit(scope, 'reports.run')
  }
  return ((performance.now() - startedMs) * 1e6) / CHECKS_IN_A_ROUND
}

type Client = { get: (key: string) => Promise<unknown> }

/** One question after the other. Gives nanoseconds for one. */
async function asks(client: Client, scopes: readonly Scope[]): Promise<number> {
  const startedMs = performance.now()
  for (let i = 0; i < ASKS_IN_A_ROUND; i += 1) {
    const { sessionId } = scopes[i % scopes.length] as Scope
    if (await client.get(`bench-revoked:${sessionId}`)) throw new Error('nobody was revoked')
  }
  return ((performance.now() - startedMs) * 1e6) / ASKS_IN_A_ROUND
}

/** All questions of a round at once, so that the round trip is shared by as many as can be. */
async function asksTogether(client: Client, scopes: readonly Scope[]): Promise<number> {
  const startedMs = performance.now()
  await Promise.all(
    Array.from({ length: ASKS_IN_A_ROUND }, (_, i) =>
      client.get(`bench-revoked:${scopes[i % scopes.length]?.sessionId}`),
    ),
  )
  return ((performance.now() - startedMs) * 1e6) / ASKS_IN_A_ROUND
}

export async function run(): Promise<Result> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mizan-bench-'))
  const database = await startDatabase({ dataDir, durable: false })
  const server = await startRedis({ dataDir })
  const config = readConfig({
    DATABASE_URL: database.hubUrl,
    REDIS_URL: server.url,
    DATA_DIR: dataDir,
    HUBS: '2',
    // No more than a till sends would be let through, and it is the letting through that is measured.
    LIMIT_CALLS_PER_SECOND: '100000000',
  })
  await migrate(database.url, database.hubUrl)
  const redis = openRedis(server.url, 'hub', quiet)
  const { kernel, close } = await openKernel(config, quiet, { connections: 4, redis })
  const client = createClient({ url: server.url })
  try {
    await client.connect()
    const crowd = await Crowd.gather(kernel, config)
    const people = await crowd.people(PEOPLE)
    await kernel.tail.look()
    const scopes = await Promise.all(
      people.map(({ token }) => kernel.directory.authenticate({ token, address: '192.0.2.1' })),
    )
    const found = { check: [] as number[], ask: [] as number[], together: [] as number[] }
    for (let round = 0; round < ROUNDS; round += 1) {
      found.check.push(await checks(kernel, scopes))
      found.ask.push(await asks(client, scopes))
      found.together.push(await asksTogether(client, scopes))
    }
    return resultOf(
      'auth-check',
      'ns to check one message, the middle of some rounds',
      median(found.check),
      {
        'a round trip to Redis': Math.round(median(found.ask)),
        'Redis, two thousand at once': Math.round(median(found.together)),
      },
      { 'a round trip to Redis': { be: 'at-most', ratio: 1 / TIMES_CHEAPER } },
      {},
      { timesCheaper: Math.round(median(found.ask) / median(found.check)), redis: server.kind },
    )
  } finally {
    client.destroy()
    closeRedis(redis)
    await close()
    await server.stop()
    await database.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}
