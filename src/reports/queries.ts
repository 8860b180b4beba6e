// The SQL of reports. Each reads one unchanging picture of the database and leaves names to the
// memory, which holds them anyway.
import type { Id } from '#shared/ids.ts'
import { splitMinor } from '#shared/money.ts'
import type { Sql } from '#kernel/database.ts'
import type { Memory } from '#kernel/memory.ts'
import { products, variants } from '#catalog/contract.ts'
import { stores, taxes } from '#stores/contract.ts'
import type { ReportRun } from './contract.ts'
import type { DayProduct, DaySale, DaySales, DayTotals } from './day-sales.ts'

const PAGE_SALES = 500

/** Hears how many of the day's sales were read. */
export type Tell = (done: number, total: number) => Promise<void>

type Day = Pick<ReportRun, 'storeId' | 'businessOn'>

/** Reads a business day of a store. Needs a snapshot's `sql`. */
export async function readDaySales(
  sql: Sql,
  memory: Memory,
  day: Day,
  at: string,
  tell: Tell,
): Promise<DaySales> {
  const store = memory.get(stores, day.storeId)
  if (!store) throw new Error(`there is no store ${day.storeId}`)
  const totals = await readTotals(sql, day)
  return {
    store: {
      name: store.name,
      code: store.code,
      currency: store.currency,
      timeZone: store.timeZone,
      language: store.locale,
      taxNumber: store.taxNumber,
    },
    businessOn: day.businessOn,
    at,
    totals,
    taxes: await readTaxes(sql, memory, day),
    tenders: await readTenders(sql, day),
    hours: await readHours(sql, day, store.timeZone),
    products: await readProducts(sql, memory, day),
    sales: await readSales(sql, day, totals.sales + totals.returns, tell),
  }
}

async function readTotals(sql: Sql, { storeId, businessOn }: Day): Promise<DayTotals> {
  const [totals] = await sql<DayTotals>(
    `select count(*) filter (where total_minor >= 0) as sales,
            count(*) filter (where total_minor < 0) as returns,
            coalesce(sum(net_minor), 0) as "netMinor", coalesce(sum(tax_minor), 0) as "taxMinor",
            coalesce(sum(rounding_minor), 0) as "roundingMinor",
            coalesce(sum(total_minor), 0) as "totalMinor"
       from sale where store_id = $1 and business_on = $2`,
    [storeId, businessOn],
  )
  if (!totals) throw new Error('a sum always has a row')
  return totals
}

async function readTaxes(
  sql: Sql,
  memory: Memory,
  { storeId, businessOn }: Day,
): Promise<DaySales['taxes']> {
  const rows = await sql<{ taxId: Id | null; netMinor: number; taxMinor: number }>(
    `select l.tax_id as "taxId", sum(l.net_minor) as "netMinor", sum(l.tax_minor) as "taxMinor"
       from sale s join sale_line l on l.store_id = s.store_id and l.sale_id = s.id
      where s.store_id = $1 and s.business_on = $2 group by l.tax_id`,
    [storeId, businessOn],
  )
  // A tax of several parts is one amount on a line; here it is shared out over the parts.
  return rows
    .flatMap(({ taxId, netMinor, taxMinor }) => {
      const tax = taxId ? memory.get(taxes, taxId) : undefined
      const parts = tax?.parts ?? [{ category: 'O', ratePpm: 0 }]
      const rates = parts.map(({ ratePpm }) => ratePpm)
      const shares = splitMinor(taxMinor, rates.some(Boolean) ? rates : rates.map(() => 1))
      return parts.map(({ category, ratePpm }, i) => {
        return { category, ratePpm, netMinor, taxMinor: shares[i] ?? 0 }
      })
    })
    .toSorted((a, b) => b.ratePpm - a.ratePpm || (a.category < b.category ? -1 : 1))
}

// Change is given from the drawer, so it is taken off the cash.
function readTenders(sql: Sql, { storeId, businessOn }: Day): Promise<DaySales['tenders']> {
  return sql(
    `select kind, sum(amount_minor) as "amountMinor" from (
       select t.kind, t.amount_minor
         from sale s join tender t on t.store_id = s.store_id and t.sale_id = s.id
        where s.store_id = $1 and s.business_on = $2
       union all
       select 'cash', -change_minor from sale
        where store_id = $1 and business_on = $2 and change_minor <> 0
     ) as paid group by kind order by "amountMinor" desc, kind`,
    [storeId, businessOn],
  )
}

function readHours(
  sql: Sql,
  { storeId, businessOn }: Day,
  timeZone: string,
): Promise<DaySales['hours']> {
  return sql(
    `select extract(hour from at at time zone $3)::int as hour, count(*) as sales,
            sum(total_minor) as "totalMinor"
       from sale where store_id = $1 and business_on = $2 group by 1 order by min(at)`,
    [storeId, businessOn, timeZone],
  )
}

async function readProducts(
  sql: Sql,
  memory: Memory,
  { storeId, businessOn }: Day,
): Promise<DayProduct[]> {
  const rows = await sql<{ variantId: Id; quantityMilli: number; amountMinor: number }>(
    `select l.variant_id as "variantId", sum(l.quantity_milli) as "quantityMilli",
            sum(l.amount_minor) as "amountMinor"
       from sale s join sale_line l on l.store_id = s.store_id and l.sale_id = s.id
      where s.store_id = $1 and s.business_on = $2
      group by l.variant_id order by "amountMinor" desc, l.variant_id`,
    [storeId, businessOn],
  )
  return rows.map(({ variantId, ...sold }) => {
    const variant = memory.get(variants, variantId)
    const product = variant && memory.get(products, variant.productId)
    // Nothing sold is ever unknown; a name is still no reason to make no report.
    if (!variant || !product) {
      return { sku: variantId, name: { en: variantId, ar: variantId }, unit: 'C62', ...sold }
    }
    const name = variant.name
      ? {
          en: `${product.name.en}, ${variant.name.en}`,
          ar: `${product.name.ar}، ${variant.name.ar}`,
        }
      : product.name
    return { sku: variant.sku, name, unit: variant.unit, ...sold }
  })
}

async function readSales(
  sql: Sql,
  { storeId, businessOn }: Day,
  total: number,
  tell: Tell,
): Promise<DaySale[]> {
  await sql(
    `declare sales_of_the_day no scroll cursor for
     select at, receipt, invoice_number as "invoiceNumber", offline, net_minor as "netMinor",
            tax_minor as "taxMinor", total_minor as "totalMinor"
       from sale where store_id = $1 and business_on = $2 order by at, id`,
    [storeId, businessOn],
  )
  const sales: DaySale[] = []
  for (;;) {
    await tell(sales.length, total)
    const page = await sql<DaySale>(`fetch ${PAGE_SALES} from sales_of_the_day`)
    sales.push(...page)
    if (page.length < PAGE_SALES) return sales
  }
}
