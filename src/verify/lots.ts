// Lots: what is kept by lot lies nowhere without one, and none was sold that could not be, as the log
// tells what each lot was at the time.
import { COMPANY } from '#shared/streams.ts'
import { NO_LOT } from '#shared/ids.ts'
import { byStatement, type Check } from './check.ts'

// A hub decides by what it has heard; what it heard a moment ago is not held against it.
const HEARD_WITHIN = '5 seconds'

/** Sales of lots that were then not available, or past their expiry on the day they were sold. */
const unsellable = `
  select m.store_id || '|' || m.id as key, f.status, f.expiry_on,
         format('lot %s was %s and good until %s', m.lot_id, f.status, coalesce(f.expiry_on, 'ever')) as found
    from movement m
    join sale s on s.store_id = m.store_id and s.id = m.document_id
    join journal j on j.document_id = s.id
    join store st on st.id = m.store_id
    join (select (body::jsonb ->> 'id')::uuid as lot_id, body::jsonb ->> 'status' as status,
                 body::jsonb ->> 'expiryOn' as expiry_on, at,
                 lead(at) over (partition by body::jsonb ->> 'id' order by seq) as until
            from event where store_id = '${COMPANY}' and kind = 'lot.changed') f
      on f.lot_id = m.lot_id and m.at > f.at + interval '${HEARD_WITHIN}'
     and (f.until is null or m.at <= f.until)
   -- What left while the till was offline is a fact, and is posted with an exception.
   where m.kind = 'sale' and j.outcome = 'posted'
     and (f.status <> 'available' or f.expiry_on::date <
          ((case when s.offline then s.at else m.at end) at time zone st.time_zone)::date)`

const sold = `movement where kind = 'sale' and lot_id is not null`

export const lotChecks: Check[] = [
  byStatement(
    3,
    'what is kept by lot lies nowhere without one, unless it came back so, and nothing else has one',
    'level',
    `
    select concat_ws('|', l.store_id, l.location_id, l.variant_id, l.lot_id) as key, p.tracking as found
      from level l join variant v on v.id = l.variant_id join product p on p.id = v.product_id
     where l.on_hand_milli <> 0 and (p.tracking = 'lot') <> (l.lot_id <> '${NO_LOT}')
       and not (p.tracking = 'lot' and exists (
             select from movement m
              where m.store_id = l.store_id and m.variant_id = l.variant_id and m.to_location_id = l.location_id
                and m.kind = 'return' and m.lot_id is null))`,
  ),
  byStatement(
    7,
    'no lot was sold while it was held back or past its expiry',
    sold,
    `select key, found from (${unsellable}) u where status <> 'recalled'`,
  ),
  byStatement(
    8,
    'no lot was sold after it was recalled, or the sale says so',
    sold,
    `select key, found from (${unsellable}) u where status = 'recalled'`,
  ),
]
