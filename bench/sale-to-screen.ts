// Two hundred sales a second from tills on one hub of a system of two: how long until each is on the screen
// of another till of the same hub, and of the other one. Counted from the commit as PostgreSQL noted it
// (before it was flushed to disk, so a little too long) and from the answer at the till that sold.
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { newId, type Id } from '#shared/ids.ts'
import { replicaPlan } from '#shared/replica.ts'
import { rooms } from '../src/rooms.ts'
import { saleOf } from './replay/bodies.ts'
import { ReplayTill } from './replay/till.ts'
import { percentile, resultOf, type Result } from './result.ts'
import { steadyUs, type FromScreens, type ToScreens } from './screen/messages.ts'
import { openPeers } from './screen/peers.ts'
import { clockOffsetUs, openScene, type Scene } from './screen/scene.ts'

const full = { selling: 8, screens: 4, salesPerSecond: 200, warmUpS: 3, measuredS: 10 }
type Size = typeof full
const LINES = 3
const ONE_HUB_MS = 10
const TWO_HUBS_MS = 15

type Seen = Map<Id, number>[]
type Sold = Map<Id, number>

/** Puts up two screens on each hub, in a process of their own. */
async function openScreens(
  { shop, system }: Scene,
  seen: Seen,
  { selling, screens: showing }: Size,
): Promise<ChildProcess> {
  const child = fork(fileURLToPath(new URL('./screen/screens.ts', import.meta.url)))
  await once(child, 'message')
  const screens = shop.tills.slice(selling, selling + showing).map((device, i) => {
    const hub = i % 2
    return { hub, url: system.hubUrls[hub] ?? '', device }
  })
  const shown = new Promise<void>((resolve) => {
    child.on('message', (message: FromScreens) => {
      if (message.kind === 'shown') resolve()
      // Of two screens on a hub the later one counts.
      if (message.kind === 'seen') seen[message.hub]?.set(message.saleId, message.atUs)
    })
  })
  const show: ToScreens = { kind: 'show', screens, storeId: shop.storeId }
  child.send(show)
  await shown
  return child
}

class Counter {
  readonly #scene: Scene
  readonly #till: ReplayTill
  readonly #cashSessionId = newId(Date.now())
  isFree = true

  constructor(scene: Scene, place: number) {
    const { shop, system } = scene
    const device = shop.tills[place]
    const [url] = system.hubUrls
    if (!device || !url) throw new Error('there is no such till')
    const plan = replicaPlan(
      rooms.flatMap((room) => room.collections ?? []),
      rooms.flatMap((room) => room.folds ?? []),
    )
    const onFault = (error: unknown) => console.error(error)
    const { storeId } = shop
    this.#scene = scene
    this.#till = new ReplayTill({ hubUrls: [url], device, place, storeId, plan, onFault })
  }

  async open(): Promise<void> {
    await this.#till.line.connected()
    const at = new Date().toISOString()
    const personId = this.#scene.shop.cashierId
    const body = { id: this.#cashSessionId, personId, at, offline: false, floatMinor: 0 }
    const { outcome } = await this.#till.post('cash.open', body.id, body)
    if (outcome !== 'posted') throw new Error(`the drawer did not open: ${outcome}`)
  }

  /** Sells and notes when the answer came. */
  async sell(number: number, sold: Sold): Promise<void> {
    this.isFree = false
    const { codes, shop } = this.#scene
    const lines = Array.from({ length: LINES }, (_, i) => {
      const code = codes[(number * LINES + i * 7) % codes.length] ?? ''
      return { code, description: '', quantity: 1, price: '1.25' }
    })
    const invoice = { number: String(number), kind: 'sale', lines } as const
    const body = saleOf(invoice, shop, this.#cashSessionId, 0)
    const { outcome } = await this.#till.post('sale', body.id, body)
    if (outcome !== 'posted') throw new Error(`a sale was ${outcome}`)
    sold.set(body.id, steadyUs())
    this.isFree = true
  }

  close(): void {
    this.#till.line.close()
  }
}

/** Starts a sale each time one is due; gives how many found no till free and were left out. */
async function sellFor(
  counters: readonly Counter[],
  { salesPerSecond }: Size,
  seconds: number,
  sold: Sold,
): Promise<number> {
  const total = seconds * salesPerSecond
  const started = performance.now()
  const going: Promise<void>[] = []
  let left = 0
  for (let n = 0; n < total; n += 1) {
    const dueMs = (n * 1000) / salesPerSecond - (performance.now() - started)
    if (dueMs > 1) await pause(dueMs)
    const free = counters.find(({ isFree }) => isFree)
    if (free) going.push(free.sell(n, sold))
    else left += 1
  }
  await Promise.all(going)
  return left
}

const round = (figure: number) => Math.round(figure * 100) / 100
const summary = (figures: readonly number[]) => ({
  p50: round(percentile(figures, 0.5)),
  p99: round(percentile(figures, 0.99)),
})

/** Milliseconds between two moments of the same sales. */
function between(from: ReadonlyMap<Id, number>, to: ReadonlyMap<Id, number>, of: Sold): number[] {
  return [...of.keys()].flatMap((saleId) => {
    const [start, end] = [from.get(saleId), to.get(saleId)]
    return start === undefined || end === undefined ? [] : [(end - start) / 1000]
  })
}

export async function run(size = full, given?: Scene): Promise<Result> {
  const scene = given ?? (await openScene(size.selling + size.screens))
  const seen: Seen = [new Map(), new Map()]
  const screens = await openScreens(scene, seen, size)
  const counters = Array.from({ length: size.selling }, (_, place) => new Counter(scene, place))
  const client = new pg.Client({ connectionString: scene.system.databaseUrl })
  try {
    await client.connect()
    for (const counter of counters) await counter.open()
    await sellFor(counters, size, size.warmUpS, new Map())
    return await measure(scene, counters, { seen, client, size })
  } finally {
    counters.forEach((counter) => counter.close())
    screens.kill()
    await client.end()
    await scene.close()
  }
}

async function measure(
  scene: Scene,
  counters: readonly Counter[],
  { seen, client, size }: { seen: Seen; client: pg.Client; size: Size },
): Promise<Result> {
  const sold: Sold = new Map()
  const { databaseUrl, redisUrl, redisKind } = scene.system
  const peers = await openPeers(databaseUrl, redisUrl)
  const delay = monitorEventLoopDelay({ resolution: 1 })
  const offsetBefore = await clockOffsetUs(client)
  delay.enable()
  const left = await sellFor(counters, size, size.measuredS, sold)
  delay.disable()
  await peers.stop()
  const arrived = () => seen.every((on) => [...sold.keys()].every((saleId) => on.has(saleId)))
  for (let i = 0; i < 100 && !arrived(); i += 1) await pause(100)
  const offsetAfter = await clockOffsetUs(client)
  const committed = await scene.commitTimes(client, (offsetBefore + offsetAfter) / 2)
  const [here, there] = seen.map((on) => between(committed, on, sold)) as [number[], number[]]
  const [answered, answeredThere] = seen.map((on) => between(sold, on, sold)) as [
    number[],
    number[],
  ]
  const oneHub = summary(here)
  const twoHubs = summary(there)
  return resultOf(
    'sale-to-screen',
    'ms from the commit to a screen on the same hub, p50',
    oneHub.p50,
    {
      commit: round(percentile(peers.commitMs, 0.5)),
      redisHop: round(percentile(peers.redisHopMs, 0.5)),
    },
    {},
    {
      [`one hub: p50 <= ${ONE_HUB_MS} ms`]: oneHub.p50 <= ONE_HUB_MS,
      [`across two hubs: p50 <= ${TWO_HUBS_MS} ms`]: twoHubs.p50 <= TWO_HUBS_MS,
      'every sale on every screen': arrived(),
      'at least nine sales of ten were made when due':
        left * 10 <= size.measuredS * size.salesPerSecond,
    },
    {
      fromCommitMs: { oneHub, twoHubs },
      fromAnswerMs: { oneHub: summary(answered), twoHubs: summary(answeredThere) },
      commitToAnswerMs: summary(between(committed, sold, sold)),
      commitMs: summary(peers.commitMs),
      redisHopMs: summary(peers.redisHopMs),
      salesPerSecond: round(sold.size / size.measuredS),
      notMade: left,
      redis: redisKind,
      loadEventLoopDelayMs: {
        p50: round(delay.percentile(50) / 1e6),
        p99: round(delay.percentile(99) / 1e6),
      },
      clockDriftUs: round(offsetAfter - offsetBefore),
    },
  )
}
