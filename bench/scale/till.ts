// From the last key of a scanner's burst to the line in the basket, in two real browsers: the till of a shop with a
// thousand products and the same page in one with a hundred thousand. They take turns, so that whatever else the machine
// does falls on both. Products without stock are sold, which costs a till a little more than others.
import type { Page } from 'playwright-core'
import { openDrawer, scan } from '../../tests/support/till-face.ts'
import { type Face, londonTill1, startTown, type Town } from '../../tests/support/town.ts'
import { percentile } from '../result.ts'
import { barcodeOf, importGoods } from './goods.ts'
import type { Part, Spread } from './part.ts'

const full = { small: 1_000, large: 100_000, warmUp: 30, rounds: 20 }
const IN_A_ROUND = 10
const FRAME_MS = 16
const AT_MOST = 1.2
/** A frame may be missed when the machine is busy elsewhere; the page itself must not miss one. */
const IN_FIRST_FRAME = 0.99
const PATIENCE_MS = 120_000

/** One scan: milliseconds until the line is in the page, until it is painted, and whether in the first frame. */
type Scanned = { readonly lineMs: number; readonly paintedMs: number; readonly first: boolean }
/** What the page keeps for us. */
type Kept = { scans: Scanned[]; longestTaskMs: number }

// It runs in the page before the page's own code, so that it hears the last key first.
function watchScans(basket: string): void {
  const kept: Kept = { scans: [], longestTaskMs: 0 }
  Object.assign(window, { kept })
  new PerformanceObserver((list) => {
    const tasks = list.getEntries().map(({ duration }) => duration)
    kept.longestTaskMs = Math.max(kept.longestTaskMs, ...tasks)
  }).observe({ type: 'longtask', buffered: true })
  const hasLine = () => document.querySelector(`section[aria-label="${basket}"] li`) !== null
  const onEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || hasLine()) return
    const startMs = performance.now()
    let first = false
    requestAnimationFrame(() => (first = hasLine()))
    const seen = new MutationObserver(() => {
      if (!hasLine()) return
      seen.disconnect()
      const lineMs = performance.now() - startMs
      // The task after the frame begins when the frame has been handed over.
      requestAnimationFrame(() => {
        const after = new MessageChannel()
        after.port1.onmessage = () =>
          kept.scans.push({ lineMs, paintedMs: performance.now() - startMs, first })
        after.port2.postMessage(null)
      })
    })
    seen.observe(document, { childList: true, subtree: true })
  }
  window.addEventListener('keydown', onEnter, { capture: true })
}

const keptBy = (page: Page): Promise<Kept> =>
  page.evaluate(() => (window as unknown as { kept: Kept }).kept)

/** A shop with a till at which somebody stands with a scanner. */
export class Shop {
  readonly face: Face
  readonly #town: Town
  readonly #products: number
  #scanned = 0
  /** Of a start from disk: until the till was drawn and until its catalogue was whole. */
  start = { drawnMs: 0, filledMs: 0, longestTaskMs: 0 }

  private constructor(town: Town, face: Face, products: number) {
    this.#town = town
    this.face = face
    this.#products = products
  }

  /** Open when the till has been started from disk and has scanned `warmUp` goods. */
  static async open(products: number, warmUp: number): Promise<Shop> {
    const town = await startTown()
    try {
      await importGoods(town, 'LON', products)
      const face = await town.device(londonTill1, 'amelia')
      const shop = new Shop(town, face, products)
      await shop.#prepare(warmUp)
      return shop
    } catch (error) {
      await town.stop()
      throw error
    }
  }

  /** Scans other goods each time, one at a time into an empty basket. */
  async scans(count: number): Promise<readonly Scanned[]> {
    const { page, words } = this.face
    const takeOut = page.getByRole('button', { name: words.void.line })
    const before = (await keptBy(page)).scans.length
    for (let i = 1; i <= count; i += 1) {
      await scan(this.face, barcodeOf((this.#scanned * 7919) % this.#products))
      this.#scanned += 1
      await page.waitForFunction(
        (wanted) => (window as unknown as { kept: Kept }).kept.scans.length >= wanted,
        before + i,
      )
      await page.keyboard.press('Delete')
      await takeOut.press('Enter')
      await page.getByText(words.till.emptyTitle).waitFor()
    }
    return (await keptBy(page)).scans.slice(before)
  }

  async close(): Promise<void> {
    await this.#town.stop()
  }

  async #prepare(warmUp: number): Promise<void> {
    const { page, context, words } = this.face
    context.setDefaultTimeout(PATIENCE_MS)
    await openDrawer(this.face, '100')
    await this.#written()
    await context.addInitScript(watchScans, words.till.basket)
    const startedMs = performance.now()
    await page.reload()
    await page.getByRole('banner').waitFor()
    this.start.drawnMs = performance.now() - startedMs
    await page.getByRole('banner').getByText(words.link.live, { exact: true }).first().waitFor()
    this.start.filledMs = performance.now() - startedMs
    this.start.longestTaskMs = (await keptBy(page)).longestTaskMs
    await this.scans(warmUp)
  }

  // The copy is on disk a moment after it has come; until then a start would fetch it again.
  #written(): Promise<unknown> {
    return this.face.page.waitForFunction(async () => {
      const open = indexedDB.open('mizan-replica')
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        open.onsuccess = () => resolve(open.result)
        open.onerror = () => reject(open.error ?? new Error('the disk cannot be read'))
      })
      const asked = db.transaction('positions').objectStore('positions').getAllKeys()
      const keys = await new Promise<readonly IDBValidKey[]>((resolve) => {
        asked.onsuccess = () => resolve(asked.result)
      })
      db.close()
      return keys.includes('company')
    })
  }
}

const round = (figure: number) => Math.round(figure * 100) / 100
const spread = (figures: readonly number[]): Spread => ({
  p50: round(percentile(figures, 0.5)),
  p99: round(percentile(figures, 0.99)),
})
const rounded = (figures: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, round(figure)]))

/** Measures a scan in both shops. */
export async function scanToLine(size = full): Promise<Part> {
  const shops: Shop[] = []
  try {
    const small = await Shop.open(size.small, size.warmUp)
    shops.push(small)
    const large = await Shop.open(size.large, size.warmUp)
    shops.push(large)
    const scans = { small: [] as Scanned[], large: [] as Scanned[] }
    for (let i = 0; i < size.rounds; i += 1) {
      scans.small.push(...(await small.scans(IN_A_ROUND)))
      scans.large.push(...(await large.scans(IN_A_ROUND)))
    }
    return partOf(scans, { small: small.start, large: large.start })
  } finally {
    for (const shop of shops) await shop.close()
  }
}

type Both<T> = { readonly small: T; readonly large: T }

function partOf(scans: Both<readonly Scanned[]>, starts: Both<Shop['start']>): Part {
  const line = (of: readonly Scanned[]) => spread(of.map(({ lineMs }) => lineMs))
  const painted = (of: readonly Scanned[]) => spread(of.map(({ paintedMs }) => paintedMs))
  const inFirst = (of: readonly Scanned[]) => of.filter(({ first }) => first).length / of.length
  const [small, large] = [line(scans.small), line(scans.large)]
  return {
    unit: 'ms from the last key of a scan to its line',
    small,
    large,
    ratio: round(large.p50 / small.p50),
    atMost: AT_MOST,
    held: {
      [`the line within a frame, ${FRAME_MS} ms, p50`]: large.p50 <= FRAME_MS,
      'the line in the first frame after the key': inFirst(scans.large) >= IN_FIRST_FRAME,
    },
    more: {
      scans: scans.large.length,
      paintedMs: { small: painted(scans.small), large: painted(scans.large) },
      inFirstFrame: { small: inFirst(scans.small), large: inFirst(scans.large) },
      startFromDisk: { small: rounded(starts.small), large: rounded(starts.large) },
    },
  }
}
