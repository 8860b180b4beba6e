// What it costs to ask for each message whether its sender still may: that the sign-in, the person and their
// role stand, that this is permitted, and that it does not come too often. It is all in the hub's memory;
// the peer asks Redis for one key instead, as is usual, in turns with it within the same run.
import { createClient } from 'redis'
import { whoAmI } from '#auth/contract.ts'
import { readConfig } from '#kernel/config.ts'
import { openRedis, closeRedis } from '#kernel/redis.ts'
import { permit, type Scope } from '#kernel/scope.ts'
import { openKernel } from '../src/app.ts'
import { ownPlace, type Place } from './place.ts'
import { median, resultOf, type Result } from './result.ts'
import { Crowd } from './revocation/crowd.ts'
import { quiet } from './quiet.ts'

/** So many checks and so many questions are one round. */
const full = { people: 200, rounds: 7, checks: 200_000, asks: 2_000 }
const TIMES_CHEAPER = 50

type Kernel = Awaited<ReturnType<typeof openKernel>>['kernel']

/** As a message on a socket goes through it, before its operation is run. Gives nanoseconds for one. */
async function checks(kernel: Kernel, scopes: readonly Scope[], count: number): Promise<number> {
  const { directory } = kernel
  const startedMs = performance.now()
  for (let i = 0; i < count; i += 1) {
    const scope = scopes[i % scopes.length] as Scope
    if (!directory.stillValid(scope)) throw new Error('nobody was revoked')
    await kernel.admit(scope, whoAmI.name)
    permit(scope, 'reports.run')
  }
  return ((performance.now() - startedMs) * 1e6) / count
}

type Client = { get: (key: string) => Promise<unknown> }

/** One question after the other. Gives nanoseconds for one. */
async function asks(client: Client, scopes: readonly Scope[], count: number): Promise<number> {
  const startedMs = performance.now()
  for (let i = 0; i < count; i += 1) {
    const { sessionId } = scopes[i % scopes.length] as Scope
    if (await client.get(`bench-revoked:${sessionId}`)) throw new Error('nobody was revoked')
  }
  return ((performance.now() - startedMs) * 1e6) / count
}

/** All questions of a round at once, so that the round trip is shared by as many as can be. */
async function asksTogether(
  client: Client,
  scopes: readonly Scope[],
  count: number,
): Promise<number> {
  const startedMs = performance.now()
  await Promise.all(
    Array.from({ length: count }, (_, i) =>
      client.get(`bench-revoked:${scopes[i % scopes.length]?.sessionId}`),
    ),
  )
  return ((performance.now() - startedMs) * 1e6) / count
}

export async function run(size = full, given?: Place): Promise<Result> {
  const place = given ?? (await ownPlace({ redis: true }))
  const config = readConfig({
    DATABASE_URL: place.hubUrl,
    REDIS_URL: place.redisUrl,
    DATA_DIR: place.dataDir,
    HUBS: '2',
    // No more than a till sends would be let through, and it is the letting through that is measured.
    LIMIT_CALLS_PER_SECOND: '100000000',
  })
  const redis = openRedis(place.redisUrl, 'hub', quiet)
  const { kernel, close } = await openKernel(config, quiet, { connections: 4, redis })
  const client = createClient({ url: place.redisUrl })
  try {
    await client.connect()
    const crowd = await Crowd.gather(kernel, config)
    const people = await crowd.people(size.people)
    await kernel.tail.look()
    const scopes = await Promise.all(
      people.map(({ token }) => kernel.directory.authenticate({ token, address: '192.0.2.1' })),
    )
    const found = { check: [] as number[], ask: [] as number[], together: [] as number[] }
    for (let round = 0; round < size.rounds; round += 1) {
      found.check.push(await checks(kernel, scopes, size.checks))
      found.ask.push(await asks(client, scopes, size.asks))
      found.together.push(await asksTogether(client, scopes, size.asks))
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
      { timesCheaper: Math.round(median(found.ask) / median(found.check)), redis: place.redisKind },
    )
  } finally {
    client.destroy()
    closeRedis(redis)
    await close()
    await place.close()
  }
}
