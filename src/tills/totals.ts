// What a cash session came to, summed by the database from what was posted. The sales are found by the
// journal of their terminal, whose key they are in order of, so that selling keeps no index for this.
import type { Sql } from '#kernel/database.ts'
import type { SessionHeld } from './entities.ts'
import type { JournalRange, SessionTotals } from './seal-contract.ts'
import { nothingMoved, tallyOf } from './sessions.ts'

const statement = `
with entry as materialized (
  select j.document_id as id, j.kind
    from unnest($4::int[], $5::bigint[], $6::bigint[]) r(fence, from_n, to_n)
    join journal j on j.terminal_id = $2 and j.fence = r.fence and j.n between r.from_n and r.to_n
   where j.kind in ('sale', 'sale.void') and j.outcome like 'posted%'),
s as materialized (
  select s.id, s.net_minor, s.tax_minor, s.rounding_minor, s.total_minor, s.change_minor, s.void_of,
         s.invoice_id
    from entry e join sale s on s.store_id = $1 and s.id = e.id
   where e.kind = 'sale' and s.cash_session_id = $3),
line as (
  select coalesce(sum(l.amount_minor) filter (where l.quantity_milli >= 0), 0)::bigint as sold,
         coalesce(sum(l.amount_minor) filter (where l.quantity_milli < 0), 0)::bigint as returned,
         coalesce(sum(l.discount_minor) filter (where l.quantity_milli >= 0), 0)::bigint as discounts
    from s join sale_line l on l.store_id = $1 and l.sale_id = s.id),
tendered as (
  select kind, count(*) filter (where given) as count, sum(amount)::bigint as amount
    from (select t.kind, t.amount_minor as amount, true as given
            from s join tender t on t.store_id = $1 and t.sale_id = s.id
          union all select 'cash', -change_minor, false from s where change_minor <> 0) t
   group by kind),
-- A credit note (381) says as positive what went back.
taxed as (
  select x.category, x."ratePpm",
         sum(x."netMinor" * d.sign)::bigint as net, sum(x."taxMinor" * d.sign)::bigint as tax
    from s join invoice i on i.store_id = $1 and i.id = s.invoice_id,
         lateral (select case i.kind when '381' then -1 else 1 end as sign) d,
         lateral jsonb_to_recordset(i.body::jsonb -> 'taxes')
           as x(category text, "ratePpm" int, "netMinor" bigint, "taxMinor" bigint)
   group by x.category, x."ratePpm")
select json_build_object(
  'salesCount', (select count(*) from s where total_minor >= 0),
  'returnsCount', (select count(*) from s where total_minor < 0),
  'voidsCount', (select count(*) from entry e where e.kind = 'sale.void' and exists (
     select 1 from voided_line v
      where v.store_id = $1 and v.void_id = e.id and v.cash_session_id = $3)),
  'postVoidsCount', (select count(*) from s where void_of is not null),
  'soldMinor', line.sold, 'returnedMinor', line.returned, 'discountsMinor', line.discounts,
  'netMinor', (select coalesce(sum(net_minor), 0) from s),
  'taxMinor', (select coalesce(sum(tax_minor), 0) from s),
  'roundingMinor', (select coalesce(sum(rounding_minor), 0) from s),
  'totalMinor', (select coalesce(sum(total_minor), 0) from s),
  'tenders', (select coalesce(json_agg(json_build_object('kind', t.kind, 'count', t.count,
      'amountMinor', t.amount) order by t.kind), '[]'::json) from tendered t),
  'taxes', (select coalesce(json_agg(json_build_object('category', x.category, 'ratePpm', x."ratePpm",
      'netMinor', x.net, 'taxMinor', x.tax) order by x.category, x."ratePpm"), '[]'::json) from taxed x)
) as totals from line`

/** Sums up a session; `reach` is where its entries are, among which may be some of other sessions. */
export async function sumUp(
  sql: Sql,
  session: SessionHeld,
  reach: readonly JournalRange[],
): Promise<SessionTotals> {
  const { storeId, terminalId, id } = session
  const [row] = await sql<{ totals: Omit<SessionTotals, 'moves'> }>(statement, [
    storeId,
    terminalId,
    id,
    reach.map(({ fence }) => fence),
    reach.map(({ fromN }) => fromN),
    reach.map(({ toN }) => toN),
  ])
  if (!row) throw new Error('a sum has a row')
  return { ...row.totals, moves: tallyOf(session).moves ?? nothingMoved }
}
