// Going back from a price version: what held before it is set again, as a version of its own, so that
// what was charged meanwhile keeps its reason. What others have changed since is left alone.
import type { Input, Output } from '#shared/contract.ts'
import { newId } from '#shared/ids.ts'
import { nowMs } from '#kernel/clock.ts'
import type { Sql } from '#kernel/database.ts'
import { Problem } from '#kernel/problems.ts'
import type { Tx } from '#kernel/transact.ts'
import type { priceVersionsTakeBack } from './contract.ts'
import { lockList, placePrices, type Slot } from './service.ts'
import { requireVersion } from './versions.ts'

/** A slot that a version changed, and the price that held there before; null if none did. */
type Former = Slot & { readonly unitPriceCentiMinor: number | null }

const slotColumns = `p.variant_id as "variantId", p.minimum_milli as "minimumMilli",
  p.pack_milli as "packMilli"`
const sameSlot = `o.list_id = p.list_id and o.variant_id = p.variant_id
  and o.minimum_milli = p.minimum_milli and o.pack_milli = p.pack_milli`

/** Puts back what held before a version. */
export async function takeBack(
  tx: Tx,
  { number, note = null }: Input<typeof priceVersionsTakeBack>,
): Promise<Output<typeof priceVersionsTakeBack>> {
  const { listId, effectiveAt } = await requireVersion(tx.sql, number)
  const { at } = await lockList(tx, listId)
  const validFrom = effectiveAt > at ? effectiveAt : at
  const formers = [
    ...(await beforeSet(tx.sql, number, validFrom)),
    ...(await beforeEnded(tx.sql, number, validFrom)),
  ]
  if (!formers.length) throw new Problem('wrong-state', 'Nothing of this version holds any more')
  const fresh = formers.flatMap(({ unitPriceCentiMinor, ...slot }) =>
    unitPriceCentiMinor === null ? [] : [{ ...slot, unitPriceCentiMinor, id: newId(nowMs()) }],
  )
  const ends = formers.filter(({ unitPriceCentiMinor }) => unitPriceCentiMinor === null)
  return placePrices(tx, listId, { at, validFrom, note }, fresh, ends)
}

/** Of the prices a version set and that hold at an instant. */
function beforeSet(sql: Sql, number: number, at: string): Promise<Former[]> {
  return sql<Former>(
    `select ${slotColumns}, f.price as "unitPriceCentiMinor"
       from price p
       left join lateral (
         select o.unit_price_centi_minor as price from price o
          where ${sameSlot} and o.valid_to = p.valid_from and o.valid_from < o.valid_to
          order by o.version desc limit 1) f on true
      where p.version = $1 and p.valid_from <= $2
        and (p.valid_to is null or (p.valid_to > $2 and p.valid_to > p.valid_from))
      order by p.variant_id, p.minimum_milli, p.pack_milli`,
    [number, at],
  )
}

/** Of the prices a version ended, where nothing holds at an instant. */
function beforeEnded(sql: Sql, number: number, at: string): Promise<Former[]> {
  return sql<Former>(
    `select ${slotColumns}, p.unit_price_centi_minor as "unitPriceCentiMinor"
       from price p
      where p.ended_by = $1 and not exists (
        select from price o
         where ${sameSlot} and o.valid_from <= $2
           and (o.valid_to is null or (o.valid_to > $2 and o.valid_to > o.valid_from)))
      order by p.variant_id, p.minimum_milli, p.pack_milli`,
    [number, at],
  )
}
