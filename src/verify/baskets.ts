// Invariants 4 and 6: what baskets hold is in one order, each hold ends once and says how, and what was
// sold to a basket is a sale of that basket. That nobody gets what an older one holds no row can tell
// afterwards; the races of baskets prove it.
import { byStatement, type Check } from './check.ts'

const key = `r.store_id || '|' || r.id`
const NO_LOT = '00000000-0000-0000-0000-000000000000'

/** The basket a sale says it is of. */
const basketOf = (saleId: string) =>
  `(select j.body::jsonb ->> 'basketId' from journal j
     where j.document_id = ${saleId} and j.kind = 'sale' and j.outcome like 'posted%')`

export const basketChecks: readonly Check[] = [
  byStatement(
    4,
    'a hold is of goods there are, and runs out after it began',
    'reservation',
    `
    select ${key} as key, 'goods, lot or lease' as found
      from reservation r
      left join variant v on v.id = r.variant_id
      left join lot l on l.id = r.lot_id and l.variant_id = r.variant_id
     where v.id is null or r.quantity_milli <= 0 or r.expires_at <= r.at
        or (r.lot_id <> '${NO_LOT}' and l.id is null)`,
  ),
  byStatement(
    4,
    'of the holds of a variant each has an age of its own, and a basket has one of a lot',
    'reservation',
    `
    select ${key} as key, 'as old as another, or the same again' as found
      from reservation r
     where r.state = 'held' and exists (
       select 1 from reservation o
        where o.state = 'held' and o.store_id = r.store_id and o.variant_id = r.variant_id
          and o.id <> r.id
          and (o.at = r.at or (o.basket_id = r.basket_id and o.lot_id = r.lot_id)))`,
  ),
  byStatement(
    6,
    'a hold is held, or ended once and told so',
    'reservation',
    `
    with told as (
      select store_id, (body::jsonb ->> 'key')::uuid as id, count(*) as times,
             min(body::jsonb ->> 'state') as state
        from event where kind = 'reservation.removed' group by 1, 2)
    select ${key} as key, format('%s, told %s times as %s', r.state, coalesce(t.times, 0), t.state) as found
      from reservation r left join told t on t.store_id = r.store_id and t.id = r.id
     where (r.state = 'held') <> (r.ended_at is null)
        or coalesce(t.times, 0) <> (r.state <> 'held')::int
        or t.state <> r.state`,
  ),
  byStatement(
    6,
    'a hold that was used up was sold to its basket',
    `reservation where state = 'committed'`,
    `
    select ${key} as key, 'sale ' || coalesce(r.sale_id::text, 'none') as found
      from reservation r
     where (r.state = 'committed') <> (r.sale_id is not null)
        or (r.state = 'committed' and (
              ${basketOf('r.sale_id')} is distinct from r.basket_id::text
           or not exists (select 1 from sale_line l
                           where l.store_id = r.store_id and l.sale_id = r.sale_id
                             and l.variant_id = r.variant_id and l.quantity_milli > 0)))`,
  ),
  byStatement(
    6,
    'a parked sale was completed by a sale of its basket, and nobody has it open any more',
    'parked_sale',
    `
    select p.store_id || '|' || p.id as key, format('%s, sale %s', p.state, p.sale_id) as found
      from parked_sale p
     where (p.state = 'completed') <> (p.sale_id is not null)
        or (p.state = 'completed' and ${basketOf('p.sale_id')} is distinct from p.id::text)
        or (p.state <> 'parked' and p.lease_until is not null)`,
  ),
]
