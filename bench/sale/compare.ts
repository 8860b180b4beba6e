// Runs the lane and its peers in turns on one database and gives the median of the rounds of each.
import pg from 'pg'
import { locations } from '#stock/contract.ts'
import { COMPANY } from '#shared/streams.ts'
import { median, percentile } from '../result.ts'
import { openPeerSeries, saleByOneStatement, saleByUnitOfWork, type Place } from './peers.ts'
import type { Good, Scene } from './scene.ts'
import { closedLoop, posted, type SellingTill, type Timed } from './tills.ts'

export const TILLS = 32
const ROUNDS = 5
const SECONDS = 3

export type Compared = {
  readonly lane: number
  readonly unitOfWork: number
  readonly oneStatement: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly cpuUsEach: number
}

/** `basket` picks what a sale holds, `peerBasket` the same for the peers, which know no lots. */
export async function compare(
  scene: Scene,
  tills: readonly SellingTill[],
  basket: () => Good[],
  peerBasket: () => Good[],
): Promise<Compared> {
  const { kernel, storeIds } = scene
  await openPeerSeries(kernel, storeIds)
  const places = scene.tills.map(({ storeId, terminalId }) => placeOf(scene, storeId, terminalId))
  const pool = new pg.Pool({ connectionString: scene.url, max: TILLS })
  const runs = {
    lane: () =>
      closedLoop(TILLS, SECONDS, async (i) =>
        posted(await (tills[i] as SellingTill).sell(basket())),
      ),
    unitOfWork: () =>
      closedLoop(TILLS, SECONDS, (i) => saleByUnitOfWork(kernel, places[i] as Place, peerBasket())),
    oneStatement: () =>
      closedLoop(TILLS, SECONDS, (i) => saleByOneStatement(pool, places[i] as Place, peerBasket())),
  }
  const timed: Record<keyof typeof runs, Timed[]> = { lane: [], unitOfWork: [], oneStatement: [] }
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const name of Object.keys(runs) as (keyof typeof runs)[]) {
        timed[name].push(await runs[name]())
        // What the peers wrote past the hub is read before the lane goes on.
        await kernel.tail.look()
      }
    }
  } finally {
    await pool.end()
  }
  const latencies = timed.lane.flatMap((each) => each.latencies)
  const speed = (name: keyof typeof runs) => median(timed[name].map(({ perSecond }) => perSecond))
  return {
    lane: speed('lane'),
    unitOfWork: speed('unitOfWork'),
    oneStatement: speed('oneStatement'),
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    cpuUsEach: median(timed.lane.map((each) => each.cpuUsEach)),
  }
}

function placeOf({ kernel, cashierId }: Scene, storeId: string, terminalId: string): Place {
  const of = (kind: string) =>
    [...kernel.memory.records(locations, storeId).values()].find(
      (location) => location.kind === kind,
    )?.id ?? COMPANY
  return {
    storeId,
    floor: of('shop-floor'),
    customer: of('customer'),
    terminalId,
    personId: cashierId,
  }
}
