// The Z of a day of 5,000 sales, from asking for it to its answer, against adding the same day up sale by
// sale with the ORM. The sums of both must be the same.
import { isDeepStrictEqual } from 'node:util'
import type { Id } from '#shared/ids.ts'
import { InvoiceRow } from '#invoices/entities.ts'
import { SaleLineRow, SaleRow, TenderRow } from '#sales/entities.ts'
import { tillsSeal, tillsX, type SessionTotals } from '#tills/seal-contract.ts'
import { zChecks } from '../src/verify/z-reports.ts'
import type { Place } from './place.ts'
import { median, resultOf, type Result } from './result.ts'
import { openScene, PRICE_CENTI_MINOR, type Scene } from './sale/scene.ts'
import { openTills, posted, threeOf } from './sale/tills.ts'

const full = { sales: 5_000, tills: 3 }
const LINES = 3
const AT_ONCE = 50
const MOST_MS = 2_000

export async function run({ sales, tills: count } = full, place?: Place): Promise<Result> {
  const scene = await openScene(1, count, { place })
  try {
    const tills = await openTills(scene)
    // All of them sell at once, so that the rows of one day lie between those of others.
    await Promise.all(
      tills.map(async (till) => {
        for (let left = sales; left > 0; left -= AT_ONCE) {
          const sold = Array.from({ length: Math.min(left, AT_ONCE) }, () =>
            till.sell(threeOf(scene.goods)),
          )
          for (const verdict of await Promise.all(sold)) posted(verdict)
        }
        posted(await till.count((sales * LINES * PRICE_CENTI_MINOR) / 100))
      }),
    )
    await scene.kernel.database.sql('analyze')
    const storeId = scene.storeIds[0] ?? ''
    const times = { x: [] as number[], seal: [] as number[], orm: [] as number[] }
    let same = true
    for (const [i, { cashSessionId }] of tills.entries()) {
      const of = { storeId, cashSessionId }
      const x = await timed(times.x, () => scene.ask(tillsX, of))
      const z = await timed(times.seal, () => scene.ask(tillsSeal, of))
      same &&= isDeepStrictEqual(z.totals, x.totals) && z.varianceMinor === 0
      if (i > 0) continue
      const bySale = await timed(times.orm, () => saleBySale(scene, storeId, cashSessionId))
      same &&= isSame(z.totals, bySale)
    }
    const found = await Promise.all(zChecks.map((check) => check.run(scene.kernel.database.sql)))
    const held = {
      [`under ${MOST_MS} ms`]: Math.max(...times.seal) < MOST_MS,
      'the same sums': same,
      'the books agree': found.every(({ breaks }) => breaks.length === 0),
    }
    return resultOf(
      'seal',
      `milliseconds to seal ${sales} sales, median`,
      median(times.seal),
      { 'sale by sale through the ORM': median(times.orm) },
      {},
      held,
      { xMs: median(times.x), slowestSealMs: Math.max(...times.seal), linesEach: LINES },
    )
  } finally {
    await scene.close()
  }
}

async function timed<T>(times: number[], work: () => Promise<T>): Promise<T> {
  const before = performance.now()
  const done = await work()
  times.push(performance.now() - before)
  return done
}

type Sums = Pick<SessionTotals, 'soldMinor' | 'netMinor' | 'taxMinor' | 'totalMinor'> & {
  readonly sales: number
  readonly cashMinor: number
  readonly taxedMinor: number
}

function isSame(totals: SessionTotals, sums: Sums): boolean {
  const { soldMinor, netMinor, taxMinor, totalMinor, tenders, taxes } = totals
  const cashMinor = tenders.find(({ kind }) => kind === 'cash')?.amountMinor ?? 0
  const taxedMinor = taxes.reduce((sum, each) => sum + each.netMinor + each.taxMinor, 0)
  const sales = totals.salesCount + totals.returnsCount
  const found: Sums = { sales, soldMinor, netMinor, taxMinor, totalMinor, cashMinor, taxedMinor }
  return Object.entries(found).every(([name, value]) => sums[name as keyof Sums] === value)
}

/** The same day as one writes it with an ORM: each sale is found with its lines, tenders and invoice. */
async function saleBySale(scene: Scene, storeId: Id, cashSessionId: Id): Promise<Sums> {
  const em = scene.kernel.database.orm.em.fork()
  const sales = await em.find(SaleRow, { storeId, cashSessionId })
  const sums = {
    soldMinor: 0,
    netMinor: 0,
    taxMinor: 0,
    totalMinor: 0,
    cashMinor: 0,
    taxedMinor: 0,
  }
  for (const sale of sales) {
    const of = { storeId, saleId: sale.id }
    for (const line of await em.find(SaleLineRow, of)) sums.soldMinor += line.amountMinor
    for (const { kind, amountMinor } of await em.find(TenderRow, of)) {
      if (kind === 'cash') sums.cashMinor += amountMinor
    }
    const invoice = await em.findOneOrFail(InvoiceRow, { storeId, id: sale.invoiceId })
    const { taxes } = JSON.parse(invoice.body) as {
      taxes: { netMinor: number; taxMinor: number }[]
    }
    for (const { netMinor, taxMinor } of taxes) sums.taxedMinor += netMinor + taxMinor
    sums.netMinor += sale.netMinor
    sums.taxMinor += sale.taxMinor
    sums.totalMinor += sale.totalMinor
    sums.cashMinor -= sale.changeMinor
  }
  return { sales: sales.length, ...sums }
}
