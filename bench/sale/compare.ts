// Runs the lane and its peers in turns on one database and gives the median of the rounds of each.
import pg from 'pg'
import { levels } from '#stock/contract.ts'
import { median, percentile } from '../result.ts'
import { openPeers, peersOf, type PeerTill } from './peer-tills.ts'
import { saleByOneStatement, saleByUnitOfWork } from './peers.ts'
import type { Good, Scene } from './scene.ts'
import { sameRows, textsOfLastSale } from './texts.ts'
import { closedLoop, posted, type SellingTill, type Timed } from './tills.ts'

/** How large the scene is and how long each way sells in it. */
export type Size = Pace & { readonly stores: number; readonly tills: number }
/** Each way takes a turn of so many seconds a round. */
export type Pace = { readonly rounds: number; readonly seconds: number }
export const TILLS = 32
export const pace: Pace = { rounds: 5, seconds: 3 }

const ways = ['lane', 'unitOfWork', 'oneFlush', 'oneStatement'] as const
type Way = (typeof ways)[number]

export type Compared = {
  /** Sales a second. */
  readonly perSecond: Readonly<Record<Way, number>>
  /** The median time of a sale, milliseconds. */
  readonly p50Ms: Readonly<Record<Way, number>>
  readonly p99Ms: number
  readonly cpuUsEach: number
}

/** What is compared, for the result of a bench. */
export const peerNames = {
  unitOfWork: 'unit of work',
  oneFlush: 'unit of work, one flush',
  oneStatement: 'one statement per sale',
} as const

type Options = {
  /** Whether the first of the goods is kept by lot. */
  readonly hot?: boolean
}

/** `basket` picks what a sale holds. */
export async function compare(
  scene: Scene,
  tills: readonly SellingTill[],
  basket: () => Good[],
  { rounds, seconds }: Pace,
  { hot = false }: Options = {},
): Promise<Compared> {
  const count = tills.length
  const { kernel } = scene
  const peers = await peersOf(scene)
  await openPeers(kernel, peers)
  const lots = hot ? lotsOf(scene) : new Map<string, string>()
  const pool = new pg.Pool({ connectionString: scene.url, max: count })
  pool.on('error', gone)
  const till = (i: number) => tills[i] as SellingTill
  const peer = (i: number) => peers[i] as PeerTill
  const unit = (i: number, stepwise: boolean) => {
    const lotId = lots.get(peer(i).storeId)
    const how = lotId === undefined ? { stepwise } : { stepwise, lotId }
    return saleByUnitOfWork(kernel, peer(i), basket(), texts, how)
  }
  posted(await till(0).sell(basket()))
  const texts = await textsOfLastSale(kernel)
  const runs: Record<Way, (i: number) => () => Promise<void>> = {
    lane: (i) => {
      const send = till(i).sale(basket())
      return async () => posted(await send())
    },
    unitOfWork: (i) => () => unit(i, true),
    oneFlush: (i) => () => unit(i, false),
    oneStatement: (i) => () => saleByOneStatement(pool, peer(i), basket(), texts),
  }
  const timed: Record<Way, Timed[]> = { lane: [], unitOfWork: [], oneFlush: [], oneStatement: [] }
  try {
    await sameRows(kernel, Object.fromEntries(ways.map((way) => [way, () => runs[way](0)()])))
    for (let round = 0; round < rounds; round += 1) {
      for (const way of ways) {
        timed[way].push(await closedLoop(count, seconds, runs[way]))
        // What the peers wrote past the hub is read before the lane goes on.
        await kernel.tail.look()
      }
    }
  } finally {
    await pool.end()
  }
  return summed(timed)
}

function summed(timed: Readonly<Record<Way, readonly Timed[]>>): Compared {
  const latencies = (way: Way) => timed[way].flatMap((each) => each.latencies)
  const of = (figure: (way: Way) => number) =>
    Object.fromEntries(ways.map((way) => [way, figure(way)])) as Record<Way, number>
  return {
    perSecond: of((way) => median(timed[way].map(({ perSecond }) => perSecond))),
    p50Ms: of((way) => percentile(latencies(way), 0.5)),
    p99Ms: percentile(latencies('lane'), 0.99),
    cpuUsEach: median(timed.lane.map((each) => each.cpuUsEach)),
  }
}

/** The end of a pool does not wait for its connections, and the server that is stopped next may end them first. */
export const gone = () => {}

/** The lot of the hot product in each store. */
function lotsOf({ kernel, storeIds, hot }: Scene): Map<string, string> {
  return new Map(
    storeIds.flatMap((storeId) => {
      const [level] = kernel.memory.records(levels, storeId).find('variant', hot.variantId)
      return level?.lotId ? [[storeId, level.lotId] as const] : []
    }),
  )
}
