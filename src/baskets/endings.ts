// Holds that end without a sale: let go, or swept away when their time is over. Whichever hub comes
// first ends a hold and says so; the others find it ended.
import type { Input, Output } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import type { Database } from '#kernel/database.ts'
import { requireStore } from '#kernel/scope.ts'
import type { Tx } from '#kernel/transact.ts'
import { reservationRemoved, type basketsRelease } from './contract.ts'

type Ended = { storeId: Id; id: Id; basketId: Id; state: 'released' | 'expired' }
const ended = `r.store_id as "storeId", r.id, r.basket_id as "basketId", r.state`

/** Lets go of what a basket holds at the caller's till; of all it holds where the caller has none. */
export async function release(
  tx: Tx,
  { storeId, basketId }: Input<typeof basketsRelease>,
): Promise<Output<typeof basketsRelease>> {
  requireStore(tx.scope, storeId)
  return { released: await letGo(tx, storeId, basketId, tx.scope.terminalId) }
}

/** Ends a basket's holds at a terminal, or at all of them for null; gives how many there were. */
export async function letGo(
  tx: Tx,
  storeId: Id,
  basketId: Id,
  terminalId: Id | null,
): Promise<number> {
  const rows = await tx.sql<Ended>(
    `with gone as (
       select id from reservation
        where store_id = $1 and basket_id = $2 and state = 'held'
          and ($3::uuid is null or terminal_id = $3)
        order by store_id, variant_id, id for update)
     update reservation r set ended_at = $4,
            state = case when r.expires_at > $4 then 'released' else 'expired' end
       from gone where r.store_id = $1 and r.id = gone.id returning ${ended}`,
    [storeId, basketId, terminalId, tx.at],
  )
  tell(tx, rows)
  return rows.length
}

/**
 * Ends at most `most` holds whose time is over; gives how many. One that is locked at this moment is
 * being decided over and left to whoever does.
 */
export async function sweep(tx: Tx, most: number): Promise<number> {
  const rows = await tx.sql<Ended>(
    `with gone as (
       select store_id, id from reservation where state = 'held' and expires_at <= $1
        order by expires_at limit $2 for update skip locked)
     update reservation r set ended_at = $1, state = 'expired'
       from gone where r.store_id = gone.store_id and r.id = gone.id returning ${ended}`,
    [tx.at, most],
  )
  tell(tx, rows)
  return rows.length
}

function tell(tx: Tx, rows: readonly Ended[]): void {
  for (const { storeId, id, basketId, state } of rows) {
    tx.emit(reservationRemoved, storeId, { key: id, basketId, state })
  }
}

/** Clears away what ended before an instant; nobody asks for it any more. */
export async function prune({ sql }: Database, before: Date): Promise<void> {
  await sql(`delete from reservation where ended_at < $1`, [before])
  await sql(`delete from parked_sale where state <> 'parked' and at < $1`, [before])
}
