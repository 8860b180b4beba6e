// Stock that somebody with the owner's rights changed.
import type { Corruption } from './corruption.ts'

export const stockCorruptions: readonly Corruption[] = [
  {
    what: 'a level changed',
    invariant: 1,
    check: 'a level is what came in less what went out',
    plant: (sql) =>
      sql(`update level l set on_hand_milli = on_hand_milli + 1
            where ctid = (select ctid from level order by variant_id, lot_id, location_id limit 1)
           returning concat_ws('|', store_id, location_id, variant_id, lot_id) as key`),
  },
  {
    what: 'a movement deleted',
    invariant: 1,
    check: 'a level is what came in less what went out',
    plant: (sql) =>
      sql(`delete from movement where id = (select id from movement where kind = 'adjustment' limit 1)
           returning concat_ws('|', store_id, from_location_id, variant_id, coalesce(lot_id, '00000000-0000-0000-0000-000000000000')) as key`),
  },
  {
    what: 'a movement without its lot',
    invariant: 3,
    check:
      'what is kept by lot has its lot in every movement, except what was short or came back untold',
    alsoBefore: true,
    plant: (sql) =>
      sql(`update movement set lot_id = null
            where id = (select id from movement where kind = 'sale' and lot_id is not null limit 1)
           returning store_id || '|' || id as key`),
  },
]
