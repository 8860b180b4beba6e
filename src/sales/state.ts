// The totals of a day as every dashboard shows them: folded from sales as they arrive, and equal to
// what the database would add up. The eight newest days are kept, so that today can be laid beside
// the same day of last week.
import { fold, type Records, type RecordsOf } from '#shared/replica.ts'
import { saleCompleted, type SaleFact } from './contract.ts'

const DAYS_KEPT = 8

export type DayTotals = {
  businessOn: string
  sales: number
  returns: number
  /** Sales that were reversed; their reversals are in the sums and in no other count. */
  voids: number
  netMinor: number
  taxMinor: number
  totalMinor: number
  tenders: Record<string, number>
}
/** One minute of a day; sales and returns are counted like those of the day. */
export type DayMinute = {
  businessOn: string
  minuteAt: string
  sales: number
  returns: number
  netMinor: number
  totalMinor: number
}
export type DayProduct = {
  businessOn: string
  variantId: string
  quantityMilli: number
  amountMinor: number
}

const dayKey = (day: DayTotals) => day.businessOn
const minuteKey = (minute: DayMinute) => `${minute.businessOn}|${minute.minuteAt}`
const productKey = (product: DayProduct) => `${product.businessOn}|${product.variantId}`

/** The first business day that is still kept when `newestOn` is the newest. */
export function keptFrom(newestOn: string): string {
  const day = new Date(`${newestOn}T00:00:00.000Z`)
  day.setUTCDate(day.getUTCDate() - (DAYS_KEPT - 1))
  return day.toISOString().slice(0, 10)
}

function prune(records: RecordsOf, fromOn: string): void {
  for (const name of ['day-totals', 'day-minutes', 'day-products']) {
    for (const key of records(name).keys()) if (key.slice(0, 10) < fromOn) records(name).delete(key)
  }
}

const kindOf = ({ voidOf, totalMinor }: SaleFact) =>
  voidOf ? 'void' : totalMinor >= 0 ? 'sale' : 'return'

function addDay(records: RecordsOf, sale: SaleFact): void {
  const days = records('day-totals') as Records<DayTotals>
  const before = days.get(sale.businessOn)
  const tenders = { ...before?.tenders }
  const kind = kindOf(sale)
  for (const tender of sale.tenders)
    tenders[tender.kind] = (tenders[tender.kind] ?? 0) + tender.amountMinor
  if (sale.changeMinor) tenders['cash'] = (tenders['cash'] ?? 0) - sale.changeMinor
  days.set(sale.businessOn, {
    businessOn: sale.businessOn,
    sales: (before?.sales ?? 0) + (kind === 'sale' ? 1 : 0),
    returns: (before?.returns ?? 0) + (kind === 'return' ? 1 : 0),
    voids: (before?.voids ?? 0) + (kind === 'void' ? 1 : 0),
    netMinor: (before?.netMinor ?? 0) + sale.netMinor,
    taxMinor: (before?.taxMinor ?? 0) + sale.taxMinor,
    totalMinor: (before?.totalMinor ?? 0) + sale.totalMinor,
    tenders,
  })
}

function addMinute(records: RecordsOf, sale: SaleFact): void {
  const minutes = records('day-minutes') as Records<DayMinute>
  const minuteAt = `${sale.at.slice(0, 16)}:00.000Z`
  const key = `${sale.businessOn}|${minuteAt}`
  const before = minutes.get(key)
  const kind = kindOf(sale)
  minutes.set(key, {
    businessOn: sale.businessOn,
    minuteAt,
    sales: (before?.sales ?? 0) + (kind === 'sale' ? 1 : 0),
    returns: (before?.returns ?? 0) + (kind === 'return' ? 1 : 0),
    netMinor: (before?.netMinor ?? 0) + sale.netMinor,
    totalMinor: (before?.totalMinor ?? 0) + sale.totalMinor,
  })
}

function addProducts(records: RecordsOf, sale: SaleFact): void {
  const products = records('day-products') as Records<DayProduct>
  for (const line of sale.lines) {
    const key = `${sale.businessOn}|${line.variantId}`
    const before = products.get(key)
    products.set(key, {
      businessOn: sale.businessOn,
      variantId: line.variantId,
      quantityMilli: (before?.quantityMilli ?? 0) + line.quantityMilli,
      amountMinor: (before?.amountMinor ?? 0) + line.amountMinor,
    })
  }
}

export const dayTotals = fold<SaleFact>({
  event: saleCompleted,
  keys: { 'day-totals': dayKey, 'day-minutes': minuteKey, 'day-products': productKey },
  apply: (records, sale) => {
    const days = records('day-totals')
    let newestOn = ''
    for (const on of days.keys()) if (on > newestOn) newestOn = on
    if (newestOn && sale.businessOn < keptFrom(newestOn)) return
    if (newestOn && sale.businessOn > newestOn) prune(records, keptFrom(sale.businessOn))
    addDay(records, sale)
    addMinute(records, sale)
    addProducts(records, sale)
  },
})
