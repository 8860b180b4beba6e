// A shop of the bench of scale in a process of its own, with as much in it as it is told: the tills of one store
// sell for some seconds whenever they are asked to, and it says what a sale cost.
import { readFile } from 'node:fs/promises'
import { openScene, type Scene } from '../sale/scene.ts'
import { closedLoop, openTills, posted, threeOf } from '../sale/tills.ts'
import type { Place } from '../place.ts'
import { percentile } from '../result.ts'
import { layMass, soldFrom, type Mass } from './mass.ts'

export type FromShop =
  | { readonly kind: 'opened'; readonly rssBytes: number }
  | { readonly kind: 'sold'; readonly cpuUsEach: number; readonly p50Ms: number }

/** What it is told to be. */
export type ShopOrder = {
  readonly mass: Mass
  readonly tills: number
  readonly seconds: number
  /** Where it works, if not at a place of its own. */
  readonly place?: Omit<Place, 'close'> | undefined
}

const TICK_US = 10_000
const order = JSON.parse(process.argv[2] ?? '') as ShopOrder
const { mass, tills: count, seconds } = order
const place = order.place && { ...order.place, close: async () => {} }
const tell = (message: FromShop) => void process.send?.(message)

/** What PostgreSQL has used so far, as far as this machine tells, in microseconds. */
async function databaseUs({ kernel }: Scene): Promise<number> {
  const found = await kernel.database.sql<{ pid: number }>(
    // Those of other databases come and go, and take with them what they have used.
    `select pid from pg_stat_activity
      where (backend_type = 'client backend' and datname = current_database())
         or backend_type = 'walwriter'`,
  )
  const ticks = found.map(async ({ pid }) => {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
    const [user = 0, kernelTime = 0] = stat
      .slice(stat.lastIndexOf(')'))
      .split(' ')
      .slice(12, 14)
      .map(Number)
    return user + kernelTime
  })
  return (await Promise.all(ticks)).reduce((sum, each) => sum + each, 0) * TICK_US
}

const scene = await openScene(1, count, { place, lay: (laid) => layMass(laid, mass) })
const goods = await soldFrom(scene, mass)
const tills = await openTills(scene)
process.on('message', () => {
  void (async () => {
    const before = await databaseUs(scene)
    const sold = await closedLoop(count, seconds, (i) => async () => {
      const verdict = await tills[i]?.sell(threeOf(goods))
      if (verdict) posted(verdict)
    })
    const ofDatabase = ((await databaseUs(scene)) - before) / sold.done
    const p50Ms = percentile(sold.latencies, 0.5)
    tell({ kind: 'sold', cpuUsEach: sold.cpuUsEach + ofDatabase, p50Ms })
  })()
})
process.on('disconnect', () => void scene.close().then(() => process.exit(0)))
tell({ kind: 'opened', rssBytes: process.memoryUsage.rss() })
