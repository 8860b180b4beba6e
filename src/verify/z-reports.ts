// Z reports: numbered without a gap and chained for each terminal, running totals that run on, the sums
// of their sales by tender and tax, and ranges that tile the journals they cover.
import { hash as digestOf } from 'node:crypto'
import type { Sql } from '#kernel/database.ts'
import { byStatement, PAGE, walk, type Break, type Check } from './check.ts'

type Sealed = {
  storeId: string
  terminalId: string
  number: number
  totalMinor: number
  grandTotalMinor: number
  body: string
  hash: string
  previousHash: string
}
type Said = {
  number: number
  grandTotalMinor: number
  totals: { totalMinor: number }
  ranges: { fence: number; fromN: number; toN: number }[]
}
type Before = Pick<Sealed, 'number' | 'hash' | 'grandTotalMinor'>

const FIRST = '00000000-0000-0000-0000-000000000000'
const START: Before = { number: 0, hash: '0'.repeat(64), grandTotalMinor: 0 }

/** What is wrong with a Z after the one before it; `upTo` is where each fence was covered to. */
function faultsOf(z: Sealed, before: Before, upTo: Map<number, number>): string[] {
  const said = JSON.parse(z.body) as Said
  const hash = digestOf('sha256', `${before.hash}\n${z.number}\n${z.body}`)
  const faults: string[] = []
  if (z.number !== before.number + 1) faults.push(`it follows number ${before.number}`)
  if (z.hash !== hash || z.previousHash !== before.hash) {
    faults.push('the hash is not that of its text and the Z before')
  }
  const grandTotalMinor = before.grandTotalMinor + said.totals.totalMinor
  if (said.grandTotalMinor !== grandTotalMinor) {
    faults.push(`the grand total is ${said.grandTotalMinor}, not ${grandTotalMinor}`)
  }
  const columns = [z.number, z.totalMinor, z.grandTotalMinor]
  const texts = [said.number, said.totals.totalMinor, said.grandTotalMinor]
  if (columns.some((column, i) => column !== texts[i])) faults.push('its columns and text differ')
  for (const { fence, fromN, toN } of said.ranges) {
    const n = upTo.get(fence) ?? 0
    if (fromN !== n + 1 || toN < fromN) faults.push(`fence ${fence}: ${fromN} to ${toN} after ${n}`)
    upTo.set(fence, toN)
  }
  return faults
}

async function walkZs(sql: Sql): Promise<{ breaks: Break[]; looked: number }> {
  const breaks: Break[] = []
  let terminal = ''
  let before = START
  let upTo = new Map<number, number>()
  const looked = await walk<Sealed>(
    (after) =>
      sql(
        `select store_id as "storeId", terminal_id as "terminalId", number, total_minor as "totalMinor",
                grand_total_minor as "grandTotalMinor", body, hash, previous_hash as "previousHash"
           from z_report where (store_id, terminal_id, number) > ($1, $2, $3)
          order by store_id, terminal_id, number limit ${PAGE}`,
        [after?.storeId ?? FIRST, after?.terminalId ?? FIRST, after?.number ?? 0],
      ),
    (z) => {
      const place = `${z.storeId}|${z.terminalId}`
      if (place !== terminal) [terminal, before, upTo] = [place, START, new Map()]
      for (const found of faultsOf(z, before, upTo))
        breaks.push({ key: `${place}|${z.number}`, found })
      before = z
    },
  )
  return { breaks, looked }
}

const key = `concat_ws('|', z.store_id, z.terminal_id, z.number)`
const said = (path: string) => `(z.body::jsonb #>> '{${path}}')::bigint`
/** Kinds of tender or rates of tax as one text, to compare what is said with what is there. */
const listed = (path: string, text: string) => `
  (select string_agg(${text}, ', ' order by (${text}) collate "C")
     from jsonb_array_elements(z.body::jsonb -> 'totals' -> '${path}') e)`
const tenderText = `(e ->> 'kind') || ' ' || (e ->> 'amountMinor')`
const taxText = `concat_ws(' ', e ->> 'category', e ->> 'ratePpm', e ->> 'netMinor', e ->> 'taxMinor')`

const sums: Check[] = [
  byStatement(
    25,
    'a Z says what its sales come to',
    'z_report',
    `
    select ${key} as key, format('%s in %s sales, said %s', coalesce(s.total, 0), coalesce(s.count, 0), z.total_minor) as found
      from z_report z
      left join (select store_id, cash_session_id, count(*) as count, sum(total_minor) as total, sum(net_minor) as net,
                        sum(tax_minor) as tax, sum(rounding_minor) as rounding from sale group by 1, 2) s
        on (s.store_id, s.cash_session_id) = (z.store_id, z.cash_session_id)
     where (coalesce(s.count, 0), coalesce(s.total, 0), coalesce(s.net, 0), coalesce(s.tax, 0), coalesce(s.rounding, 0))
        <> (${said('totals,salesCount')} + ${said('totals,returnsCount')}, ${said('totals,totalMinor')},
            ${said('totals,netMinor')}, ${said('totals,taxMinor')}, ${said('totals,roundingMinor')})`,
  ),
  byStatement(
    25,
    'a Z says what its sales were paid by',
    'z_report',
    `
    with paid as (
      select s.store_id, s.cash_session_id, t.kind, sum(t.amount_minor) as amount
        from sale s join (select store_id, sale_id, kind, amount_minor from tender
                          union all select store_id, id, 'cash', -change_minor from sale where change_minor <> 0) t
          on t.store_id = s.store_id and t.sale_id = s.id
       group by 1, 2, 3),
    listed as (
      select store_id, cash_session_id,
             string_agg(kind || ' ' || amount, ', ' order by (kind || ' ' || amount) collate "C") as paid
        from paid group by 1, 2)
    select ${key} as key, format('%s, said %s', l.paid, ${listed('tenders', tenderText)}) as found
      from z_report z left join listed l on (l.store_id, l.cash_session_id) = (z.store_id, z.cash_session_id)
     where l.paid is distinct from ${listed('tenders', tenderText)}`,
  ),
  byStatement(
    25,
    'a Z says how its sales were taxed',
    'z_report',
    `
    with taxed as (
      select s.store_id, s.cash_session_id, e ->> 'category' as category, e ->> 'ratePpm' as rate,
             sum((e ->> 'netMinor')::bigint * d.sign) as net, sum((e ->> 'taxMinor')::bigint * d.sign) as tax
        from z_report z join sale s on (s.store_id, s.cash_session_id) = (z.store_id, z.cash_session_id)
        join invoice i on i.store_id = s.store_id and i.id = s.invoice_id,
             lateral (select case i.kind when '381' then -1 else 1 end as sign) d,
             lateral jsonb_array_elements(i.body::jsonb -> 'taxes') e
       group by 1, 2, 3, 4),
    listed as (
      select store_id, cash_session_id, string_agg(concat_ws(' ', category, rate, net, tax), ', '
               order by concat_ws(' ', category, rate, net, tax) collate "C") as taxed
        from taxed group by 1, 2)
    select ${key} as key, format('%s, said %s', l.taxed, ${listed('taxes', taxText)}) as found
      from z_report z left join listed l on (l.store_id, l.cash_session_id) = (z.store_id, z.cash_session_id)
     where l.taxed is distinct from ${listed('taxes', taxText)}`,
  ),
]

const places: Check[] = [
  byStatement(
    25,
    'a sealed session has its Z, with what it held',
    'cash_session',
    `
    select coalesce(${key}, c.store_id || '|' || c.id) as key,
           format('session has Z %s, Z %s', c.z_number, z.number) as found
      from (select * from cash_session where z_number is not null) c
      full join z_report z on (z.store_id, z.cash_session_id) = (c.store_id, c.id)
     where z.number is distinct from c.z_number or z.terminal_id <> c.terminal_id
        or ${said('expectedMinor')} <> c.expected_minor or c.open_on is not null
        or ${said('countedMinor')} is distinct from c.counted_minor`,
  ),
  byStatement(
    23,
    'a Z covers the journal of each of its sales',
    'z_report',
    `
    select ${key} as key, format('sale %s is at %s of fence %s', s.id, j.n, j.fence) as found
      from z_report z join sale s on (s.store_id, s.cash_session_id) = (z.store_id, z.cash_session_id)
      join journal j on j.document_id = s.id
     where j.terminal_id <> z.terminal_id or not exists (
           select 1 from jsonb_to_recordset(z.body::jsonb -> 'ranges') as r(fence int, "fromN" bigint, "toN" bigint)
            where r.fence = j.fence and j.n between r."fromN" and r."toN")`,
  ),
  byStatement(
    23,
    'no Z covers what its journal does not hold',
    'z_report',
    `
    select ${key} as key, format('fence %s to %s, the journal to %s', r.fence, r."toN", h.last_n) as found
      from z_report z
      cross join lateral jsonb_to_recordset(z.body::jsonb -> 'ranges') as r(fence int, "fromN" bigint, "toN" bigint)
      left join journal_head h on h.terminal_id = z.terminal_id and h.fence = r.fence
     where h.last_n is null or r."toN" > h.last_n`,
  ),
]

export const zChecks: Check[] = [
  { invariant: 25, name: 'the Zs of a terminal are dense and chained, and tile', run: walkZs },
  ...sums,
  ...places,
]
