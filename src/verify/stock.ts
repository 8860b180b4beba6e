// The books of stock: levels against the ledger, two ends of every movement, lots and their variants.
import { byStatement, type Check } from './check.ts'

const NO_LOT = '00000000-0000-0000-0000-000000000000'
const realPlaces = `select id from location where kind not in ('supplier', 'customer', 'adjustment', 'shortage')`

/** What the ledger says is at each real place. */
const ledger = `
  select store_id, location_id, variant_id, lot_id, sum(milli) as milli from (
    select store_id, to_location_id as location_id, variant_id, coalesce(lot_id, '${NO_LOT}') as lot_id, quantity_milli as milli from movement
    union all
    select store_id, from_location_id, variant_id, coalesce(lot_id, '${NO_LOT}'), -quantity_milli from movement
  ) ends where location_id in (${realPlaces}) group by 1, 2, 3, 4`

/**
 * What came back without anybody saying of which lot, and what reverses that: to be scrapped, where no lot is asked
 * for, or offline, where the goods are there all the same and the journal says what was missing.
 */
const untold = `
  m.kind in ('return', 'sale') and (
    exists (select from location s where s.id in (m.from_location_id, m.to_location_id) and s.kind = 'adjustment')
    or exists (
      select from journal j
       where j.store_id = m.store_id
         and j.document_id in (m.document_id, (select v.sale_id from voided_sale v where v.void_id = m.document_id))
         and j.verdict::jsonb -> 'exceptions' @> '[{"code": "lot-required"}]'))`

export const stockChecks: Check[] = [
  byStatement(
    1,
    'a level is what came in less what went out',
    'level',
    `
    select concat_ws('|', coalesce(l.store_id, m.store_id), coalesce(l.location_id, m.location_id),
             coalesce(l.variant_id, m.variant_id), coalesce(l.lot_id, m.lot_id)) as key,
           format('level %s, ledger %s', coalesce(l.on_hand_milli, 0), coalesce(m.milli, 0)) as found
      from level l full join (${ledger}) m
        on (l.store_id, l.location_id, l.variant_id, l.lot_id) = (m.store_id, m.location_id, m.variant_id, m.lot_id)
     where coalesce(l.on_hand_milli, 0) <> coalesce(m.milli, 0)`,
  ),
  byStatement(
    2,
    'a movement has two distinct ends in its own store',
    'movement',
    `
    select m.store_id || '|' || m.id as key, 'an end is missing, foreign or both are the same' as found
      from movement m
      left join location f on f.id = m.from_location_id and f.store_id = m.store_id
      left join location t on t.id = m.to_location_id and t.store_id = m.store_id
     where f.id is null or t.id is null or f.id = t.id or m.quantity_milli <= 0`,
  ),
  byStatement(
    3,
    'what is kept by lot has its lot in every movement, except what was short or came back untold',
    'movement',
    `
    select m.store_id || '|' || m.id as key, 'no lot' as found
      from movement m
      join variant v on v.id = m.variant_id
      join product p on p.id = v.product_id
     where p.tracking = 'lot' and m.lot_id is null and m.kind not in ('shortage', 'settlement')
       and not (${untold})`,
  ),
  byStatement(
    5,
    'nothing on hand is below zero',
    'level',
    `
    select concat_ws('|', store_id, location_id, variant_id, lot_id) as key, on_hand_milli::text as found
      from level where on_hand_milli < 0`,
  ),
  byStatement(
    7,
    'a movement names no lot of another variant',
    'movement',
    `
    select m.store_id || '|' || m.id as key, 'lot ' || m.lot_id as found
      from movement m left join lot l on l.id = m.lot_id and l.variant_id = m.variant_id
     where m.lot_id is not null and l.id is null`,
  ),
]
