// The selling itself: every till works off its share of the file, one document after the other, while
// a scanner books the adjustments and, if asked to, a hub, Redis and PostgreSQL are killed.
import type { Fact } from '#shared/frames.ts'
import { newId, type Id } from '#shared/ids.ts'
import type { ReplicaPlan } from '#shared/replica.ts'
import type { SaleFact } from '#sales/contract.ts'
import { stockAdjust } from '#stock/contract.ts'
import type { System } from '#supervisor/system.ts'
import { saleOf } from './bodies.ts'
import type { FileInvoice, SalesFile } from './file.ts'
import type { Shop } from './shop.ts'
import { Line, persist, ReplayTill } from './till.ts'

export type Selling = {
  readonly acknowledged: ReadonlyMap<Id, FileInvoice>
  readonly adjustments: number
  /** Documents a hub answered otherwise than by posting them. */
  readonly unposted: number
  readonly seconds: number
  /** From sending a sale to its arrival on the screen of another till. */
  readonly screenMs: readonly number[]
  readonly lines: readonly Line[]
  readonly disturbed: readonly string[]
  faults(): number
  resent(): number
  reconnects(): number
  close(): void
}

type Plan = {
  readonly system: System
  readonly shop: Shop
  readonly file: SalesFile
  readonly plan: ReplicaPlan
  readonly disturb: boolean
  readonly say: (line: string) => void
}

const id = () => newId(Date.now())

class Floor {
  readonly plan: Plan
  readonly acknowledged = new Map<Id, FileInvoice>()
  readonly sentAt = new Map<Id, number>()
  readonly screenMs: number[] = []
  readonly disturbed: string[] = []
  readonly tills: ReplayTill[]
  readonly scanner: Line
  adjustments = 0
  unposted = 0
  faults = 0
  done = 0

  constructor(plan: Plan) {
    this.plan = plan
    const { system, shop, plan: replica } = plan
    const common = {
      hubUrls: system.hubUrls,
      storeId: shop.storeId,
      plan: replica,
      onFault: this.fault,
    }
    this.tills = shop.tills.map(
      (device, place) => new ReplayTill({ ...common, device, place, onFact: this.seenBy(place) }),
    )
    this.scanner = new Line({ ...common, device: shop.scanner, place: 0 })
  }

  readonly fault = (error: unknown) => {
    this.faults += 1
    this.plan.say(String(error))
  }

  /** Times a sale on the screen of the till after the one that made it. */
  seenBy(place: number) {
    return ([, kind, body]: Fact) => {
      if (kind !== 'sale.completed') return
      const { saleId, terminalId } = body as SaleFact
      const tills = this.plan.shop.tills
      const author = tills.findIndex((device) => device.id === terminalId)
      if ((author + 1) % tills.length !== place) return
      const sent = this.sentAt.get(saleId)
      if (sent !== undefined) this.screenMs.push(performance.now() - sent)
      this.sentAt.delete(saleId)
    }
  }

  async work(till: ReplayTill, place: number): Promise<void> {
    const { shop, file } = this.plan
    const cashSessionId = id()
    await this.must(till, 'cash.open', cashSessionId, { floatMinor: 10_000 })
    for (const [i, invoice] of file.invoices.entries()) {
      if (invoice.kind === 'adjustment' || i % shop.tills.length !== place) continue
      const body = saleOf(invoice, shop, cashSessionId, i)
      this.sentAt.set(body.id, performance.now())
      const verdict = await till.post('sale', body.id, body)
      if (verdict.outcome === 'posted') this.acknowledged.set(body.id, invoice)
      else this.complain(invoice.number, verdict)
      this.done += 1
    }
  }

  complain(what: string, verdict: object): void {
    this.unposted += 1
    if (this.unposted <= 5) this.plan.say(`${what}: ${JSON.stringify(verdict)}`)
  }

  async must(till: ReplayTill, kind: string, documentId: Id, rest: object): Promise<void> {
    const personId = this.plan.shop.cashierId
    const at = new Date().toISOString()
    const verdict = await till.post(kind, documentId, {
      id: documentId,
      personId,
      at,
      offline: false,
      ...rest,
    })
    if (verdict.outcome !== 'posted') throw new Error(`${kind}: ${JSON.stringify(verdict)}`)
  }

  async adjust(): Promise<void> {
    const { file, shop } = this.plan
    for (const { kind, number, lines } of file.invoices) {
      if (kind !== 'adjustment') continue
      const [documentId, callId] = [id(), id()]
      const input = {
        id: documentId,
        storeId: shop.storeId,
        reason: `Adjustment ${number}`,
        lines: lines.map(({ code, quantity }) => ({
          variantId: shop.goods.get(code)?.variantId ?? '',
          changeMilli: quantity * 1000,
        })),
      }
      await persist(this.scanner, (terminal) => terminal.call(stockAdjust, input, callId))
      this.adjustments += 1
      this.done += 1
    }
  }

  /** Kills each part once, a quarter of the way after the other. */
  async disturb(): Promise<void> {
    const total = this.plan.file.invoices.length
    for (const [i, part] of ['hub-1', 'redis', 'postgres'].entries()) {
      while (this.done < (total * (i + 1)) / 4)
        await new Promise((resolve) => setTimeout(resolve, 20))
      this.plan.say(`Killing ${part} after ${this.done} of ${total} documents`)
      this.plan.system.kill(part, 'SIGKILL')
      this.disturbed.push(part)
    }
  }
}

/** Sells the whole file; resolves when every document has its answer. */
export async function sell(plan: Plan): Promise<Selling> {
  const floor = new Floor(plan)
  const { tills, scanner } = floor
  await Promise.all([...tills.map((till) => till.line.connected()), scanner.connected()])
  const progress = setInterval(
    () => plan.say(`${floor.done} of ${plan.file.invoices.length} documents`),
    5_000,
  )
  const started = performance.now()
  try {
    await Promise.all([
      ...tills.map((till, place) => floor.work(till, place)),
      floor.adjust(),
      ...(plan.disturb ? [floor.disturb()] : []),
    ])
  } finally {
    clearInterval(progress)
  }
  const lines = tills.map((till) => till.line)
  return {
    acknowledged: floor.acknowledged,
    adjustments: floor.adjustments,
    unposted: floor.unposted,
    seconds: (performance.now() - started) / 1000,
    screenMs: floor.screenMs,
    lines,
    disturbed: floor.disturbed,
    faults: () => floor.faults,
    resent: () => tills.reduce((sum, { resent }) => sum + resent, 0),
    reconnects: () => lines.reduce((sum, line) => sum + line.reconnects, 0),
    close: () => [...lines, scanner].forEach((line) => line.close()),
  }
}
