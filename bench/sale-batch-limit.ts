// How near the lane comes to what PostgreSQL can keep at all: 128 tills in eight stores, against the same rows
// written past every rule, sixty-four sales in one transaction and all of it sent at once, on as many
// connections as the lane keeps under way.
import pg from 'pg'
import type { Place } from './place.ts'
import { median, percentile, resultOf, type Result } from './result.ts'
import { gone } from './sale/compare.ts'
import { openPeers, peersOf, type PeerTill } from './sale/peer-tills.ts'
import { saleByOneStatement } from './sale/peers.ts'
import { openScene, type Scene } from './sale/scene.ts'
import { sameRows, textsOfLastSale, type Texts } from './sale/texts.ts'
import { closedLoop, openTills, posted, threeOf, type Timed } from './sale/tills.ts'

const full = { stores: 8, tills: 128, salesInOne: 64, rounds: 5, seconds: 3 }
const CONNECTIONS = 2

/** Makes a sale at each of these tills, in one transaction. */
async function sellRaw(
  { goods }: Scene,
  pool: pg.Pool,
  tills: readonly PeerTill[],
  texts: Texts,
): Promise<void> {
  const client = await pool.connect()
  try {
    const done: Promise<unknown>[] = [client.query('begin')]
    for (const till of tills) done.push(saleByOneStatement(client, till, threeOf(goods), texts))
    done.push(client.query('commit'))
    await Promise.all(done)
  } finally {
    client.release()
  }
}

async function compare(scene: Scene, pool: pg.Pool, size: typeof full): Promise<Result> {
  const { kernel } = scene
  const { salesInOne, seconds } = size
  const peer = `${salesInOne} sales in one raw transaction`
  const tills = await openTills(scene)
  const peers = await peersOf(scene)
  await openPeers(kernel, peers)
  const sell = async (i: number) => {
    const verdict = await tills[i]?.sell(threeOf(scene.goods))
    if (verdict) posted(verdict)
  }
  await sell(0)
  const texts = await textsOfLastSale(kernel)
  // Each connection has stores of its own, so that neither waits for the other.
  const own = Array.from({ length: CONNECTIONS }, (_, connection) =>
    peers.filter((_till, i) => i % CONNECTIONS === connection).slice(0, salesInOne),
  )
  await sameRows(kernel, {
    lane: () => sell(0),
    raw: () => sellRaw(scene, pool, peers.slice(0, 1), texts),
  })
  const rounds = { lane: [] as Timed[], raw: [] as Timed[] }
  for (let round = 0; round < size.rounds; round += 1) {
    rounds.lane.push(await closedLoop(size.tills, seconds, (i) => () => sell(i)))
    const raw = (connection: number) => () => sellRaw(scene, pool, own[connection] ?? [], texts)
    rounds.raw.push(await closedLoop(CONNECTIONS, seconds, raw))
    // What was written past the hub is read before the lane goes on.
    await kernel.tail.look()
  }
  const rawPerSecond = median(rounds.raw.map(({ perSecond }) => perSecond)) * salesInOne
  const latencies = rounds.lane.flatMap((each) => each.latencies)
  return resultOf(
    'sale-batch-limit',
    'sales per second',
    median(rounds.lane.map(({ perSecond }) => perSecond)),
    { [peer]: rawPerSecond },
    { [peer]: { be: 'at-least', ratio: 0.25 } },
    {},
    {
      p50Ms: percentile(latencies, 0.5),
      p99Ms: percentile(latencies, 0.99),
      cpuUsEach: median(rounds.lane.map(({ cpuUsEach }) => cpuUsEach)),
      rawCpuUsEach: median(rounds.raw.map(({ cpuUsEach }) => cpuUsEach)) / salesInOne,
    },
  )
}

export async function run(size = full, place?: Place): Promise<Result> {
  const scene = await openScene(size.stores, size.tills, { place })
  const pool = new pg.Pool({
    connectionString: scene.url,
    max: CONNECTIONS,
    pipeline: true,
  })
  pool.on('error', gone)
  try {
    return await compare(scene, pool, size)
  } finally {
    await pool.end()
    await scene.close()
  }
}
