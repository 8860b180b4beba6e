// What came back, counted again from the sales that took it, against what each sold line remembers.
import { byStatement, type Check } from './check.ts'
import { journaledLines } from './journaled.ts'

/**
 * The lines that came back with a receipt, each with the line it was sold on, and what the journal
 * says of it. An offline return of something the hub did not know then counts for no line.
 */
const came = `
  select o.sale_id, o.id as line_id, greatest(-l.quantity_milli, 0) as milli,
         greatest(-l.amount_minor, 0) as minor
    from (
      select b.store_id, b.document_id, b.position,
             b.e -> 'returnOf' ->> 'saleId' as sale_id, b.e -> 'returnOf' ->> 'lineId' as line_id
        from (${journaledLines}) b
       where b.e -> 'returnOf' ->> 'saleId' is not null offset 0) f
    join sale_line l on l.store_id = f.store_id and l.sale_id = f.document_id and l.position = f.position
    join sale s on s.store_id = l.store_id and s.id = l.sale_id
    join journal j on j.store_id = s.store_id and j.document_id = s.id
    join journal oj on oj.document_id = f.sale_id::uuid
    join sale os on os.store_id = oj.store_id and os.id = oj.document_id
    join sale_line o on o.store_id = os.store_id and o.sale_id = os.id and o.id = f.line_id::uuid
   where l.quantity_milli < 0 and o.quantity_milli > 0
     -- What a reversed sale had taken back is sold again.
     and not exists (select from voided_sale v where v.sale_id = s.id)
     and o.variant_id = l.variant_id and os.currency = s.currency
     and not exists (
         select from jsonb_array_elements(j.verdict::jsonb -> 'exceptions') x
          where x ->> 'code' = 'unknown' and strpos(x ->> 'detail', f.sale_id) > 0)`

export const returnChecks: Check[] = [
  byStatement(
    16,
    'no more came back of a line than was sold and paid',
    'returned_line',
    `
    select sale_id || '|' || line_id as key, format('%s of %s, %s of %s paid', returned_milli, sold_milli, refunded_minor, paid_minor) as found
      from returned_line where returned_milli > sold_milli or refunded_minor > paid_minor`,
  ),
  byStatement(
    16,
    'what a line remembers to have come back is what sales took back',
    'returned_line',
    `
    select coalesce(r.sale_id, c.sale_id) || '|' || coalesce(r.line_id, c.line_id) as key,
           format('remembered %s for %s, taken back %s for %s', r.returned_milli + r.beyond_milli, r.refunded_minor + r.beyond_minor, coalesce(c.milli, 0), coalesce(c.minor, 0)) as found
      from returned_line r
      full join (select sale_id, line_id, sum(milli) as milli, sum(minor) as minor
                   from (${came}) each group by 1, 2) c
        on (c.sale_id, c.line_id) = (r.sale_id, r.line_id)
     where r.sale_id is null
        or r.returned_milli <> least(coalesce(c.milli, 0), r.sold_milli)
        or r.refunded_minor <> least(coalesce(c.minor, 0), r.paid_minor)
        or r.beyond_milli <> greatest(coalesce(c.milli, 0) - r.sold_milli, 0)
        or r.beyond_minor <> greatest(coalesce(c.minor, 0) - r.paid_minor, 0)`,
  ),
  byStatement(
    16,
    'what a line remembers to have been sold is what was sold',
    'returned_line',
    `
    select r.sale_id || '|' || r.line_id as key, format('remembered %s for %s, sold %s for %s', r.sold_milli, r.paid_minor, l.quantity_milli, l.amount_minor) as found
      from returned_line r
      left join journal j on j.document_id = r.sale_id
      left join sale_line l on l.store_id = j.store_id and l.sale_id = r.sale_id and l.id = r.line_id
     where l.id is null or r.sold_milli <> l.quantity_milli or r.paid_minor <> l.amount_minor
        or r.variant_id <> l.variant_id or r.unit_price_centi_minor <> l.unit_price_centi_minor`,
  ),
  byStatement(
    16,
    'no more was given back of a tender than was paid by it',
    'refunded_tender',
    `
    select sale_id || '|' || kind as key, format('%s of %s', refunded_minor, paid_minor) as found
      from refunded_tender where refunded_minor < 0 or refunded_minor > greatest(paid_minor, 0)`,
  ),
  byStatement(
    16,
    'a reversed sale is reversed once, line by line and tender by tender',
    'voided_sale',
    `
    select v.sale_id::text as key,
           format('of %s in lines %s and tenders %s, reversed %s, %s, %s', o.total_minor, ol.lines, ot.paid, r.total_minor, rl.lines, rt.paid) as found
      from voided_sale v
      left join journal oj on oj.document_id = v.sale_id
      left join sale o on o.store_id = oj.store_id and o.id = v.sale_id
      left join sale r on r.store_id = oj.store_id and r.id = v.void_id
      left join lateral (select jsonb_agg(jsonb_build_array(variant_id, quantity_milli, amount_minor, net_minor, tax_minor) order by position) as lines
                           from sale_line l where l.store_id = o.store_id and l.sale_id = o.id) ol on true
      left join lateral (select jsonb_agg(jsonb_build_array(variant_id, -quantity_milli, -amount_minor, -net_minor, -tax_minor) order by position) as lines
                           from sale_line l where l.store_id = r.store_id and l.sale_id = r.id) rl on true
      left join lateral (select jsonb_object_agg(kind, minor) as paid
                           from (select kind, sum(amount_minor) - case kind when 'cash' then o.change_minor else 0 end as minor
                                   from tender t where t.store_id = o.store_id and t.sale_id = o.id group by kind) k) ot on true
      left join lateral (select jsonb_object_agg(kind, minor) as paid
                           from (select kind, -sum(amount_minor) as minor
                                   from tender t where t.store_id = r.store_id and t.sale_id = r.id group by kind) k) rt on true
     where r.void_of is distinct from o.id or o.id is null or r.total_minor <> -o.total_minor
        or ol.lines is distinct from rl.lines or ot.paid is distinct from rt.paid`,
  ),
]
