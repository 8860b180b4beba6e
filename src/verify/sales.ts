// The books of selling: totals against lines and tenders, returns against what was sold, drawers,
// invoices, and that each journaled sale is there exactly once.
import { hash as digestOf } from 'node:crypto'
import type { Sql } from '#kernel/database.ts'
import { byStatement, PAGE, walk, type Break, type Check } from './check.ts'

const START = '0'.repeat(64)
const FIRST = '00000000-0000-0000-0000-000000000000'
const key = (table: string) => `${table}.store_id || '|' || ${table}.id`
const linesOf = `
  select store_id, sale_id, sum(net_minor) as net, sum(tax_minor) as tax from sale_line group by 1, 2`
const tendersOf = `
  select store_id, sale_id, sum(amount_minor) as paid,
         sum(amount_minor) filter (where kind = 'cash') as cash,
         sum(amount_minor) filter (where kind = 'cash' and amount_minor > 0) as cash_in
    from tender group by 1, 2`

type Issued = {
  storeId: string
  seriesId: string
  serial: number
  body: string
  hash: string
  previousHash: string
  issuedAt: string
}

async function walkInvoices(sql: Sql): Promise<{ breaks: Break[]; looked: number }> {
  const breaks: Break[] = []
  let series = ''
  let before: Pick<Issued, 'serial' | 'hash' | 'issuedAt'> = {
    serial: 0,
    hash: START,
    issuedAt: '',
  }
  const looked = await walk<Issued>(
    (after) =>
      sql(
        `select store_id as "storeId", series_id as "seriesId", serial, body, hash, previous_hash as "previousHash", issued_at as "issuedAt"
           from invoice where (store_id, series_id, serial) > ($1, $2, $3) order by store_id, series_id, serial limit ${PAGE}`,
        [after?.storeId ?? FIRST, after?.seriesId ?? FIRST, after?.serial ?? 0],
      ),
    (invoice) => {
      const { storeId, seriesId, serial, body, hash, previousHash, issuedAt } = invoice
      if (seriesId !== series)
        [series, before] = [seriesId, { serial: 0, hash: START, issuedAt: '' }]
      const broken = (found: string) =>
        breaks.push({ key: `${storeId}|${seriesId}|${serial}`, found })
      if (serial !== before.serial + 1) broken(`it follows number ${before.serial}`)
      const expected = digestOf('sha256', `${before.hash}\n${serial}\n${body}`)
      if (hash !== expected || previousHash !== before.hash)
        broken('the hash is not that of its text and the invoice before')
      if (issuedAt < before.issuedAt) broken('it is older than the number before it')
      before = invoice
    },
  )
  return { breaks, looked }
}

const money: Check[] = [
  byStatement(
    13,
    'the lines, taxes and rounding of a sale are its total',
    'sale',
    `
    select ${key('s')} as key, format('lines %s + %s, sale %s + %s + %s = %s', l.net, l.tax, s.net_minor, s.tax_minor, s.rounding_minor, s.total_minor) as found
      from sale s left join (${linesOf}) l on (l.store_id, l.sale_id) = (s.store_id, s.id)
     where s.net_minor + s.tax_minor + s.rounding_minor <> s.total_minor
        or l.net is distinct from s.net_minor or l.tax is distinct from s.tax_minor`,
  ),
  byStatement(
    13,
    'an invoice says what its sale says',
    'invoice',
    `
    select ${key('i')} as key, format('invoice %s, sale %s', i.total_minor, s.total_minor) as found
      from invoice i left join sale s on s.store_id = i.store_id and s.id = i.sale_id and s.invoice_id = i.id
     -- A credit note (381) says as positive what its sale gave back.
     where s.id is null or s.total_minor <> i.total_minor * (case i.kind when '381' then -1 else 1 end)
        or s.net_minor <> i.net_minor * (case i.kind when '381' then -1 else 1 end)
        or s.tax_minor <> i.tax_minor * (case i.kind when '381' then -1 else 1 end)
        or (i.body::jsonb ->> 'number') <> i.number`,
  ),
  byStatement(
    14,
    'what was given less the change is the total, and change is cash',
    'sale',
    `
    select ${key('s')} as key, format('given %s, change %s, total %s', coalesce(t.paid, 0), s.change_minor, s.total_minor) as found
      from sale s left join (${tendersOf}) t on (t.store_id, t.sale_id) = (s.store_id, s.id)
     where coalesce(t.paid, 0) - s.change_minor <> s.total_minor or s.change_minor > coalesce(t.cash_in, 0)`,
  ),
]

const drawers: Check[] = [
  byStatement(
    24,
    'a drawer should hold its float and all cash since',
    'cash_session',
    `
    select ${key('c')} as key, format('expected %s, counted up %s', c.expected_minor, c.float_minor + coalesce(s.cash, 0) + coalesce(m.moved, 0)) as found
      from cash_session c
      left join (select s.store_id, s.cash_session_id, sum(coalesce(t.cash, 0) - s.change_minor) as cash
                   from sale s left join (${tendersOf}) t on (t.store_id, t.sale_id) = (s.store_id, s.id)
                  group by 1, 2) s on (s.store_id, s.cash_session_id) = (c.store_id, c.id)
      left join (select store_id, cash_session_id, sum(amount_minor) as moved from cash_movement group by 1, 2) m
        on (m.store_id, m.cash_session_id) = (c.store_id, c.id)
     where c.expected_minor <> c.float_minor + coalesce(s.cash, 0) + coalesce(m.moved, 0)`,
  ),
  byStatement(
    24,
    'a drawer has one open session',
    'cash_session',
    `
    select store_id || '|' || terminal_id as key, count(*) || ' are open' as found
      from cash_session where open_on is not null group by store_id, terminal_id having count(*) > 1`,
  ),
]

const delivery: Check[] = [
  byStatement(
    28,
    'each posted sale entry is one sale with one invoice, and no other sale exists',
    'sale',
    `
    select coalesce(j.document_id, s.id)::text as key,
           case when s.id is null then 'journaled, but there is no sale' when j.document_id is null then 'no journal entry' else 'no invoice' end as found
      from (select document_id, store_id from journal where kind = 'sale' and outcome like 'posted%') j
      full join sale s on s.id = j.document_id
      left join invoice i on i.store_id = s.store_id and i.id = s.invoice_id and i.sale_id = s.id
     where s.id is null or j.document_id is null or i.id is null`,
  ),
  byStatement(
    28,
    'no sale is there twice',
    'sale',
    `
    select id::text as key, count(*)::text as found from sale group by id having count(*) > 1`,
  ),
  byStatement(
    28,
    'what a sale line sold of a product is in the ledger once',
    'sale_line',
    `
    select l.store_id || '|' || l.sale_id || '|' || l.variant_id as key, format('lines %s, ledger %s', l.milli, coalesce(m.milli, 0)) as found
      from (select sl.store_id, sl.sale_id, sl.variant_id, sum(sl.quantity_milli) as milli
              from sale_line sl join variant v on v.id = sl.variant_id join product p on p.id = v.product_id
             where not p.service group by 1, 2, 3) l
      left join (select m.store_id, m.document_id, m.variant_id,
                        sum(case when t.kind = 'customer' then m.quantity_milli when f.kind = 'customer' then -m.quantity_milli else 0 end) as milli
                   from movement m
                   join location f on f.id = m.from_location_id join location t on t.id = m.to_location_id
                  where m.document_kind = 'sale' group by 1, 2, 3) m
        on (m.store_id, m.document_id, m.variant_id) = (l.store_id, l.sale_id, l.variant_id)
     where l.milli <> coalesce(m.milli, 0)`,
  ),
]

export const salesChecks: Check[] = [
  ...money,
  ...drawers,
  {
    invariant: 22,
    name: 'the invoices of a series are numbered without a gap and chained',
    run: walkInvoices,
  },
  byStatement(
    22,
    'each series ends where it says',
    'invoice_series',
    `
    select ${key('s')} as key, format('series %s, last invoice %s', s.last_serial, coalesce(i.serial, 0)) as found
      from invoice_series s
      left join lateral (select serial, hash from invoice i where i.store_id = s.store_id and i.series_id = s.id order by serial desc limit 1) i on true
     where s.last_serial <> coalesce(i.serial, 0) or (i.serial is not null and s.last_hash <> i.hash)`,
  ),
  ...delivery,
]
