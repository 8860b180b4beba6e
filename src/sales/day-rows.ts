// The totals of the newest days as the database adds them up. The fold of state.ts comes to the same
// from the facts; the two may never differ.
import type { Id } from '#shared/ids.ts'
import type { Sql } from '#kernel/database.ts'
import { keptFrom, type DayMinute, type DayProduct, type DayTotals } from './state.ts'

type Days = {
  'day-totals': DayTotals[]
  'day-minutes': DayMinute[]
  'day-products': DayProduct[]
}

/** The totals of a store for the days that are kept, counted from its newest. */
export async function loadDays(sql: Sql, storeId: Id): Promise<Days> {
  const [newest] = await sql<{ newestOn: string | null }>(
    `select max(business_on)::text as "newestOn" from sale where store_id = $1`,
    [storeId],
  )
  if (!newest?.newestOn) return { 'day-totals': [], 'day-minutes': [], 'day-products': [] }
  const values = [storeId, keptFrom(newest.newestOn)]
  return {
    'day-totals': await sql<DayTotals>(
      `with s as (select * from sale where store_id = $1 and business_on >= $2::date),
            money as (
         select s.business_on, t.kind, t.amount_minor
           from s join tender t on t.store_id = s.store_id and t.sale_id = s.id
         union all
         select business_on, 'cash', -change_minor from s where change_minor <> 0),
            kinds as (
         select business_on, kind, sum(amount_minor) as minor from money group by 1, 2)
       select business_on::text as "businessOn",
              count(*) filter (where total_minor >= 0 and void_of is null) as sales,
              count(*) filter (where total_minor < 0 and void_of is null) as returns,
              count(*) filter (where void_of is not null) as voids,
              sum(net_minor) as "netMinor", sum(tax_minor) as "taxMinor",
              sum(total_minor) as "totalMinor",
              coalesce((select jsonb_object_agg(k.kind, k.minor) from kinds k
                         where k.business_on = s.business_on), '{}') as tenders
         from s group by business_on order by business_on`,
      values,
    ),
    'day-minutes': await sql<DayMinute>(
      `select business_on::text as "businessOn", date_trunc('minute', at) as "minuteAt",
              count(*) filter (where total_minor >= 0 and void_of is null) as sales,
              count(*) filter (where total_minor < 0 and void_of is null) as returns,
              sum(net_minor) as "netMinor", sum(total_minor) as "totalMinor"
         from sale where store_id = $1 and business_on >= $2::date
        group by 1, 2 order by 1, 2`,
      values,
    ),
    'day-products': await sql<DayProduct>(
      `select s.business_on::text as "businessOn", l.variant_id as "variantId",
              sum(l.quantity_milli) as "quantityMilli", sum(l.amount_minor) as "amountMinor"
         from sale s join sale_line l on l.store_id = s.store_id and l.sale_id = s.id
        where s.store_id = $1 and s.business_on >= $2::date
        group by 1, 2 order by 1, 2`,
      values,
    ),
  }
}
