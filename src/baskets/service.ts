// The verbs of baskets, and what the lane asks of them when a basket is paid for.
import type { Id } from '#shared/ids.ts'
import type { Sql } from '#kernel/database.ts'
import type { ParkedSale, Reservation } from './contract.ts'
import {
  parkedColumns,
  parkedOutside,
  reservationColumns,
  reservationOutside,
  type ParkedHeld,
  type ReservationHeld,
} from './entities.ts'

export { release } from './endings.ts'
export { hold } from './holds.ts'
export { discard, park, resume } from './parked.ts'
export { holdWants, settleBasket, type Counter, type SoldBasket, type Spared } from './selling.ts'

/** What baskets of a store hold, and the sales that are parked there. */
export async function load(
  sql: Sql,
  storeId: Id,
): Promise<{ reservations: Reservation[]; 'parked-sales': ParkedSale[] }> {
  const held = await sql<ReservationHeld>(
    `select ${reservationColumns} from reservation r
      where r.store_id = $1 and r.state = 'held' order by r.id`,
    [storeId],
  )
  const parked = await sql<ParkedHeld>(
    `select ${parkedColumns} from parked_sale p
      where p.store_id = $1 and p.state = 'parked' order by p.id`,
    [storeId],
  )
  return { reservations: held.map(reservationOutside), 'parked-sales': parked.map(parkedOutside) }
}
