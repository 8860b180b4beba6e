// What a sale costs the hub and its PostgreSQL in processor time, in a small shop and in a large one that take
// turns. Only the size of one thing differs between them.
import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Place } from '../place.ts'
import { percentile } from '../result.ts'
import type { Mass } from './mass.ts'
import type { Part, Spread } from './part.ts'
import type { FromShop, ShopOrder } from './shop.ts'

/** How often each shop sells, and how many seconds on how many tills each time. */
export type Size = {
  readonly rounds: number
  /** Until a process runs at its own speed, which takes one with a large heap longer. */
  readonly warmUp: number
  readonly tills: number
  readonly seconds: number
}
const full: Size = { rounds: 7, warmUp: 4, tills: 32, seconds: 3 }
const AT_MOST = 1.2
/** A catalogue of a million is more than Node takes by itself. */
const HEAP_MB = 10_240

type Sold = Extract<FromShop, { kind: 'sold' }>

class Shop {
  readonly #child: ChildProcess
  readonly #warmUp: number
  readonly sold: Sold[] = []
  rssBytes = 0

  constructor(mass: Mass, { warmUp, tills, seconds }: Size, place?: Place) {
    const script = fileURLToPath(new URL('./shop.ts', import.meta.url))
    const order: ShopOrder = { mass, tills, seconds, place }
    const execArgv = [`--max-old-space-size=${HEAP_MB}`]
    this.#child = fork(script, [JSON.stringify(order)], { execArgv })
    this.#warmUp = warmUp
  }

  async open(): Promise<void> {
    const told = await this.#hear()
    if (told.kind === 'opened') this.rssBytes = told.rssBytes
    for (let i = 0; i < this.#warmUp; i += 1) await this.sell()
    this.sold.length = 0
  }

  async sell(): Promise<void> {
    this.#child.send('sell')
    const told = await this.#hear()
    if (told.kind === 'sold') this.sold.push(told)
  }

  close(): Promise<void> {
    const ended = new Promise<void>((resolve) => this.#child.once('exit', () => resolve()))
    this.#child.disconnect()
    return ended
  }

  #hear(): Promise<FromShop> {
    return new Promise((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`a shop ended: ${code}`))
      this.#child.once('exit', ended)
      this.#child.once('message', (told: FromShop) => {
        this.#child.off('exit', ended)
        resolve(told)
      })
    })
  }
}

const round = (figure: number) => Math.round(figure * 100) / 100
const spread = (figures: readonly number[]): Spread => ({
  p50: round(percentile(figures, 0.5)),
  p99: round(percentile(figures, 0.99)),
})

/** Measures a sale in both shops. */
export async function sale(
  less: Mass,
  more: Mass,
  size = full,
  places: readonly Place[] = [],
): Promise<Part> {
  const [small, large] = [new Shop(less, size, places[0]), new Shop(more, size, places[1])]
  try {
    await Promise.all([small.open(), large.open()])
    for (let i = 0; i < size.rounds; i += 1) {
      await small.sell()
      await large.sell()
    }
    const cost = (shop: Shop) => spread(shop.sold.map(({ cpuUsEach }) => cpuUsEach))
    const time = (shop: Shop) =>
      percentile(
        shop.sold.map(({ p50Ms }) => p50Ms),
        0.5,
      )
    const [ofSmall, ofLarge] = [cost(small), cost(large)]
    return {
      unit: 'microseconds of processor time of a sale, hub and PostgreSQL',
      small: ofSmall,
      large: ofLarge,
      ratio: round(ofLarge.p50 / ofSmall.p50),
      atMost: AT_MOST,
      held: {},
      more: {
        p50Ms: { small: round(time(small)), large: round(time(large)) },
        rssMb: { small: round(small.rssBytes / 1e6), large: round(large.rssBytes / 1e6) },
      },
    }
  } finally {
    await Promise.all([small.close(), large.close()])
  }
}
