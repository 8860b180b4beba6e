// What was sold before it was taken in. A shortage is no level: it is what the ledger says left the
// shortage location and has not been settled.
import type { Id } from '#shared/ids.ts'
import type { Tx } from '#kernel/transact.ts'
import type { Location } from './contract.ts'

/**
 * Open shortages by variant, in thousandths. Receipts of a store take turns from here to their
 * commit, so that two of them cannot settle the same shortage.
 */
export async function openShortages(
  tx: Tx,
  shortage: Location,
  variantIds: readonly Id[],
): Promise<Map<Id, number>> {
  await tx.sql(`select 1 from location where id = $1 for no key update`, [shortage.id])
  const rows = await tx.sql<{ variantId: Id; openMilli: number }>(
    `select variant_id as "variantId",
            sum(case when kind = 'shortage' then quantity_milli else -quantity_milli end) as "openMilli"
       from movement
      where store_id = $1 and variant_id = any($2::uuid[]) and kind in ('shortage', 'settlement')
      group by variant_id`,
    [shortage.storeId, variantIds],
  )
  return new Map(rows.map(({ variantId, openMilli }) => [variantId, Math.max(0, openMilli)]))
}
