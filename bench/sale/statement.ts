// A whole sale in one statement: every row it changes and every row it leaves. It looks at nothing but
// the quantities, and cannot say no.
import { PRICE_CENTI_MINOR } from './scene.ts'

const AMOUNT = PRICE_CENTI_MINOR / 100
const HASH = 'f'.repeat(64)

export const statement = `
with taken as (
  update level set on_hand_milli = on_hand_milli - 1000
   where store_id = $1 and location_id = $2 and variant_id = any($3::uuid[]) and on_hand_milli >= 1000 returning variant_id),
drawer as (
  update cash_session set expected_minor = expected_minor + $8 where store_id = $1 and id = $9),
series as (
  update invoice_series set last_serial = last_serial + 1 where store_id = $1 and code = 'PEER' returning id, last_serial),
head as (
  update stream_head set seq = seq + cardinality($16::text[]) where store_id = $1 returning seq - cardinality($16::text[]) as before),
entry as (
  update journal_head set last_n = $11, last_hash = $12 where terminal_id = $7 and fence = $10),
lines as (
  insert into sale_line (store_id, sale_id, position, id, variant_id, lot_id, quantity_milli, unit_price_centi_minor, discount_minor, amount_minor, net_minor, tax_minor, tax_id)
  select $1, $4, v.n, gen_random_uuid(), v.id, null, 1000, ${PRICE_CENTI_MINOR}, 0, ${AMOUNT}, ${AMOUNT}, 0, null from unnest($3::uuid[]) with ordinality v(id, n)),
movements as (
  insert into movement (store_id, id, kind, variant_id, lot_id, from_location_id, to_location_id, quantity_milli, document_kind, document_id, reason, person_id, terminal_id, at)
  select $1, gen_random_uuid(), 'sale', variant_id, null, $2, $5, 1000, 'sale', $4, null, $6, $7, now() from taken),
invoices as (
  insert into invoice (store_id, id, series_id, serial, number, kind, sale_id, issued_at, currency, net_minor, tax_minor, total_minor, customer_id, body, hash, previous_hash)
  select $1, $4, id, last_serial, 'PEER-' || last_serial, '380', $4, now(), 'GBP', $8, 0, $8, null, $15, '${HASH}', '${HASH}' from series),
sales as (
  insert into sale (store_id, id, receipt, terminal_id, person_id, customer_id, cash_session_id, at, recorded_at, business_on, currency, net_minor, tax_minor, rounding_minor, total_minor, change_minor, offline, invoice_id, invoice_number, channel, sales_person_id, void_of)
  select $1, $4, 'B00-T0-' || $10 || '-' || $11, $7, $6, null, $9, now(), now(), current_date, 'GBP', $8, 0, 0, $8, 0, false, $4, 'PEER-' || last_serial, 'store', null, null from series),
tenders as (
  insert into tender (store_id, sale_id, position, kind, amount_minor, reference) values ($1, $4, 0, 'cash', $8, null)),
journaled as (
  insert into journal (terminal_id, fence, n, store_id, document_id, kind, hash, body, outcome, verdict, at)
  values ($7, $10, $11, $1, $4, 'sale', $12, $13, 'posted', $14, now()))
insert into event (store_id, seq, kind, body, at, person_id, terminal_id, call_id, hash)
select $1, before + f.n, 'peer.fact', f.body, now(), $6, $7, $4, '${HASH}'
  from head, unnest($16::text[]) with ordinality f(body, n)`
