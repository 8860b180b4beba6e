// What is printed and handed out: an invoice adds up as EN 16931 has it, a price is the one it was
// decided by, and what is said to be ready is there.
import { byStatement, type Check } from './check.ts'

export const paperChecks: Check[] = [
  byStatement(
    13,
    'an invoice adds up by itself (BR-CO-10, 13, 14, 15, 16)',
    'invoice',
    `
    select i.store_id || '|' || i.id as key,
           format('lines %s, taxes %s, wrong bases %s; net %s, tax %s, gross %s, rounding %s, payable %s', l.net, t.tax, t.wrong, b ->> 'netMinor', b ->> 'taxMinor', b ->> 'grossMinor', b ->> 'roundingMinor', b ->> 'payableMinor') as found
      -- The paper is read once: without the offset it would be for every word that is looked up in it.
      from (select store_id, id, net_minor, tax_minor, total_minor, body::jsonb as b from invoice offset 0) i
     cross join lateral (select sum((e ->> 'netMinor')::bigint) as net
                           from jsonb_array_elements(b -> 'lines') e) l
     cross join lateral (select coalesce(sum((e ->> 'taxMinor')::bigint), 0) as tax,
                                -- A line with several taxes is in the base of each.
                                count(*) filter (where (e ->> 'netMinor')::bigint <> (
                                  select coalesce(sum((g ->> 'netMinor')::bigint), 0) from jsonb_array_elements(b -> 'lines') g
                                   where g -> 'taxes' @> jsonb_build_array(jsonb_build_object('category', e -> 'category', 'ratePpm', e -> 'ratePpm')))) as wrong
                           from jsonb_array_elements(b -> 'taxes') e) t
     where l.net <> (b ->> 'netMinor')::bigint or t.wrong > 0 or t.tax <> (b ->> 'taxMinor')::bigint
        or l.net + t.tax <> (b ->> 'grossMinor')::bigint
        or l.net + t.tax + (b ->> 'roundingMinor')::bigint <> (b ->> 'payableMinor')::bigint
        or (i.net_minor, i.tax_minor, i.total_minor) <> (l.net, t.tax, (b ->> 'payableMinor')::bigint)`,
  ),
  byStatement(
    33,
    'a paper that is said to be ready is there, whole, and no other is',
    'invoice',
    `
    select coalesce(said.id, f.document_id) || '|' || coalesce(said.format, f.format) as key,
           case when f.document_id is null then 'it is not there' when said.id is null then 'nobody asked for it'
                else 'its bytes are not those that were kept' end as found
      from (select invoice_id as id, 'pdf' as format from invoice_pdf where state = 'ready'
             union all
            select id, jsonb_array_elements_text(formats) from report_run where state = 'ready') said
      full join file f on f.document_id = said.id and f.format = said.format
     where f.document_id is null or said.id is null or f.size <> octet_length(f.bytes)
        or f.hash <> encode(sha256(f.bytes), 'hex')`,
  ),
]
