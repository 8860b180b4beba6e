// Tables changed past the hub, so that no fact tells of it, and facts no table knows.
import type { Corruption } from './corruption.ts'

export const replicaCorruptions: readonly Corruption[] = [
  {
    what: 'a level and its movement changed past the hub',
    invariant: 33,
    check: 'the facts of the log come to what the tables hold',
    plant: (sql) =>
      sql(`with m as (
             insert into movement (store_id, id, kind, variant_id, lot_id, from_location_id, to_location_id, quantity_milli, document_kind, document_id, at)
             select store_id, gen_random_uuid(), kind, variant_id, lot_id, from_location_id, to_location_id, 1000, document_kind, document_id, at
               from movement where kind = 'receipt' and lot_id is not null limit 1
             returning *)
           update level l set on_hand_milli = on_hand_milli + 1000 from m
            where (l.store_id, l.location_id, l.variant_id, l.lot_id) = (m.store_id, m.to_location_id, m.variant_id, m.lot_id)
           returning concat_ws('|', 'store:' || l.store_id, 'levels', l.location_id, l.variant_id, l.lot_id) as key`),
  },
  {
    what: 'a lot released past the hub',
    invariant: 33,
    check: 'the facts of the log come to what the tables hold',
    plant: (sql) =>
      sql(`update lot set status = 'available' where status <> 'available'
           returning 'company|lots|' || id as key`),
  },
  {
    what: 'a price changed past the hub',
    invariant: 33,
    check: 'the facts of the log come to what the tables hold',
    alsoBefore: true,
    plant: (sql) =>
      sql(`update price set unit_price_centi_minor = 1
            where id = (select id from price order by id limit 1)
           returning 'company|prices|' || id as key`),
  },
  {
    what: 'a price removed past the hub',
    invariant: 33,
    check: 'the facts of the log come to what the tables hold',
    alsoBefore: true,
    plant: (sql) =>
      sql(`delete from price where id = (select id from price order by id limit 1)
           returning 'company|prices|' || id as key`),
  },
  {
    what: 'a lot nobody announced',
    invariant: 33,
    check: 'the facts of the log come to what the tables hold',
    plant: (sql) =>
      sql(`insert into lot (id, variant_id, code, status)
           select gen_random_uuid(), variant_id, 'GHOST', 'available' from lot limit 1
           returning 'company|lots|' || id as key`),
  },
  {
    what: 'a sale put on another day',
    invariant: 33,
    check: 'the facts of the log come to what the tables hold',
    plant: (sql) =>
      sql(`update sale set business_on = business_on - 1
            where id = (select id from sale order by id limit 1)
           returning concat_ws('|', 'store:' || store_id, 'day-totals', business_on) as key`),
  },
  {
    what: 'a fact that cannot be read',
    invariant: 33,
    check: 'the facts of the log come to what the tables hold',
    alsoBefore: true,
    plant: (sql) =>
      sql(`update event set body = 'nothing' where kind = 'lot.changed'
           returning 'company|' || seq as key`),
  },
]
