// How near the lane comes to what PostgreSQL can keep at all: 128 tills in eight stores, against the same rows
// written past every rule, sixty-four sales in one transaction and all of it sent at once, on as many
// connections as the lane keeps under way.
import pg from 'pg'
import { median, percentile, resultOf, type Result } from './result.ts'
import { openPeers, peersOf, type PeerTill } from './sale/peer-tills.ts'
import { saleByOneStatement } from './sale/peers.ts'
import { openScene, type Scene } from './sale/scene.ts'
import { sameRows, textsOfLastSale, type Texts } from './sale/texts.ts'
import { closedLoop, openTills, posted, threeOf, type Timed } from './sale/tills.ts'

const STORES = 8
const TILLS = 128
const SALES_IN_ONE = 64
const CONNECTIONS = 2
const ROUNDS = 5
const SECONDS = 3
const PEER = `${SALES_IN_ONE} sales in one raw transaction`

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

async function compare(scene: Scene, pool: pg.Pool): Promise<Result> {
  const { kernel } = scene
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
    peers.filter((_till, i) => i % CONNECTIONS === connection).slice(0, SALES_IN_ONE),
  )
  await sameRows(kernel, {
    lane: () => sell(0),
    raw: () => sellRaw(scene, pool, peers.slice(0, 1), texts),
  })
  const rounds = { lane: [] as Timed[], raw: [] as Timed[] }
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.lane.push(await closedLoop(TILLS, SECONDS, (i) => () => sell(i)))
    const raw = (connection: number) => () => sellRaw(scene, pool, own[connection] ?? [], texts)
    rounds.raw.push(await closedLoop(CONNECTIONS, SECONDS, raw))
    // What was written past the hub is read before the lane goes on.
    await kernel.tail.look()
  }
  const rawPerSecond = median(rounds.raw.map(({ perSecond }) => perSecond)) * SALES_IN_ONE
  const latencies = rounds.lane.flatMap((each) => each.latencies)
  return resultOf(
    'sale-batch-limit',
    'sales per second',
    median(rounds.lane.map(({ perSecond }) => perSecond)),
    { [PEER]: rawPerSecond },
    { [PEER]: { be: 'at-least', ratio: 0.25 } },
    {},
    {
      p50Ms: percentile(latencies, 0.5),
      p99Ms: percentile(latencies, 0.99),
      cpuUsEach: median(rounds.lane.map(({ cpuUsEach }) => cpuUsEach)),
      rawCpuUsEach: median(rounds.raw.map(({ cpuUsEach }) => cpuUsEach)) / SALES_IN_ONE,
    },
  )
}

export async function run(): Promise<Result> {
  const scene = await openScene(STORES, TILLS)
  const pool = new pg.Pool({
    connectionString: scene.url,
    max: CONNECTIONS,
    pipeline: true,
  })
  try {
    return await compare(scene, pool)
  } finally {
    await pool.end()
    await scene.close()
  }
}
