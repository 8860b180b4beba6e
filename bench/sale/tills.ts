// Tills without a network: each journals sales and posts them through the hub's own table of
// operations, the next as soon as the last is answered.
import { entryHash } from '#kernel/journal.ts'
import { system, type Scope } from '#kernel/scope.ts'
import { newId, type Id } from '#shared/ids.ts'
import { CHAIN_START, journalPost, type JournalEntry, type Verdict } from '#shared/journal.ts'
import { buildSale } from '#sales/rules.ts'
import { PRICE_CENTI_MINOR, type BenchTill, type Good, type Scene } from './scene.ts'

const id = () => newId(Date.now())
const settings = {
  currency: 'GBP',
  pricesIncludeTax: true,
  taxRounding: 'line',
  cashRoundingMinor: 1,
} as const

export type Timed = {
  readonly perSecond: number
  readonly cpuUsEach: number
  readonly latencies: number[]
  readonly done: number
}

/** A till that sells; `n` and the hash go on from entry to entry. */
export class SellingTill {
  readonly #scene: Scene
  readonly #till: BenchTill
  readonly #scope: Scope
  readonly cashSessionId = id()
  #n = 0
  #hash = CHAIN_START

  constructor(scene: Scene, till: BenchTill) {
    this.#scene = scene
    this.#till = till
    this.#scope = { ...system, terminalId: till.terminalId, storeIds: [till.storeId] }
  }

  open(): Promise<Verdict> {
    return this.#post('cash.open', this.cashSessionId, { floatMinor: 0 })
  }

  /** Closes the drawer with what is in it. */
  count(countedMinor: number): Promise<Verdict> {
    const { cashSessionId } = this
    const counted = { denominations: [{ valueMinor: countedMinor, count: 1 }], countedMinor }
    return this.#post('cash.count', id(), { cashSessionId, attempt: 1, ...counted })
  }

  sell(goods: readonly Good[]): Promise<Verdict> {
    return this.sale(goods)()
  }

  /** Journals a sale; what it gives sends it. */
  sale(goods: readonly Good[]): () => Promise<Verdict> {
    const saleId = id()
    const at = new Date().toISOString()
    const lines = goods.map(({ variantId, priceId, version }) => ({
      id: id(),
      variantId,
      quantityMilli: 1000,
      lotId: null,
      unitPriceCentiMinor: PRICE_CENTI_MINOR,
      decision: { priceId, listId: this.#scene.listId, version, by: 'list' as const },
      taxId: null,
      returnOf: null,
    }))
    const tenders = [
      {
        kind: 'cash' as const,
        amountMinor: (PRICE_CENTI_MINOR / 100) * goods.length,
        reference: null,
      },
    ]
    const { id: _, ...body } = buildSale(
      {
        id: saleId,
        at,
        businessOn: at.slice(0, 10),
        personId: this.#scene.cashierId,
        cashSessionId: this.cashSessionId,
        customerId: null,
        offline: false,
        lines,
        tenders,
      },
      settings,
      { get: () => undefined },
    )
    return this.#journal('sale', saleId, body)
  }

  #post(kind: string, documentId: Id, rest: object): Promise<Verdict> {
    return this.#journal(kind, documentId, rest)()
  }

  #journal(kind: string, documentId: Id, rest: object): () => Promise<Verdict> {
    const common = {
      id: documentId,
      personId: this.#scene.cashierId,
      at: new Date().toISOString(),
      offline: false,
    }
    const body = JSON.stringify({ ...common, ...rest })
    this.#n += 1
    const entry: JournalEntry = { n: this.#n, id: documentId, kind, previousHash: this.#hash, body }
    this.#hash = entryHash(this.#hash, this.#n, body)
    return () => this.#send({ fence: this.#till.fence, entries: [entry] })
  }

  async #send(input: { fence: number; entries: JournalEntry[] }): Promise<Verdict> {
    const { verdicts } = (await this.#scene.kernel.operations.call(
      this.#scope,
      journalPost.name,
      id(),
      input,
    )) as {
      verdicts: Verdict[]
    }
    const [verdict] = verdicts
    if (!verdict) throw new Error('no verdict')
    return verdict
  }
}

/** Opens the drawer of every till. */
export async function openTills(scene: Scene): Promise<SellingTill[]> {
  const tills = scene.tills.map((till) => new SellingTill(scene, till))
  for (const till of tills) {
    const verdict = await till.open()
    if (verdict.outcome !== 'posted') throw new Error(JSON.stringify(verdict))
  }
  return tills
}

/**
 * Runs `count` workers in closed loops for some seconds. `next` makes a worker ready, which is its own
 * affair; what it gives back is timed.
 */
export async function closedLoop(
  count: number,
  seconds: number,
  next: (worker: number) => () => Promise<void>,
): Promise<Timed> {
  const latencies: number[] = []
  const until = performance.now() + seconds * 1000
  const cpu = process.cpuUsage()
  const started = performance.now()
  await Promise.all(
    Array.from({ length: count }, async (_, worker) => {
      while (performance.now() < until) {
        const work = next(worker)
        const before = performance.now()
        await work()
        latencies.push(performance.now() - before)
      }
    }),
  )
  const { user, system: kernel } = process.cpuUsage(cpu)
  const done = latencies.length
  return {
    perSecond: (done / (performance.now() - started)) * 1000,
    cpuUsEach: (user + kernel) / done,
    latencies,
    done,
  }
}

/** Three different products at random. */
export function threeOf(goods: readonly Good[]): Good[] {
  const picked = new Set<Good>()
  while (picked.size < 3) picked.add(goods[Math.floor(Math.random() * goods.length)] as Good)
  return [...picked]
}

/** Throws unless the sale was posted. */
export function posted(verdict: Verdict): void {
  if (verdict.outcome !== 'posted') throw new Error(JSON.stringify(verdict))
}
