// Since when a PIN that was accepted before no longer lets anybody in where the hub cannot be asked; who has
// no PIN has no mark.
import type { Id } from '#shared/ids.ts'
import { COMPANY } from '#shared/streams.ts'
import type { Sql } from '#kernel/database.ts'
import type { Tx } from '#kernel/transact.ts'
import { pinMarked, type PinMark } from './pin-contract.ts'

/** Ends what the person proved with their PIN so far, on every device. */
export async function markPin(tx: Tx, personId: Id): Promise<void> {
  const [marked] = await tx.sql<PinMark>(
    `insert into pin_mark (person_id, at) select person_id, $2 from pin where person_id = $1
     on conflict (person_id) do update set at = greatest(pin_mark.at, excluded.at)
     returning person_id as "personId", at`,
    [personId, tx.at],
  )
  if (marked) tx.emit(pinMarked, COMPANY, marked)
}

export async function loadPinMarks(sql: Sql): Promise<{ 'pin-marks': PinMark[] }> {
  return { 'pin-marks': await sql<PinMark>(`select person_id as "personId", at from pin_mark`) }
}
