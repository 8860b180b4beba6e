// Lots: made when a code is first taken in, held back or released by their status, and expired by the
// calendar. A lot is known to the whole company and holds no quantity.
import type { Input } from '#shared/contract.ts'
import { newId, type Id } from '#shared/ids.ts'
import { COMPANY } from '#shared/streams.ts'
import { nowMs } from '#kernel/clock.ts'
import { Problem } from '#kernel/problems.ts'
import type { Tx } from '#kernel/transact.ts'
import { stores } from '#stores/contract.ts'
import { lotChanged, type Lot, type lotsSetStatus } from './contract.ts'
import { lotColumns } from './entities.ts'
import { earliestDay, statusFault } from './rules.ts'

type LotNamed = {
  readonly variantId: Id
  readonly code: string
  readonly expiryOn?: string | null
  readonly bestBeforeOn?: string | null
}

const keyOf = ({ variantId, code }: Pick<LotNamed, 'variantId' | 'code'>) => `${variantId}|${code}`

/**
 * The lots of these codes; those not seen before are made, and a date that was missing is added.
 * Refuses a date that contradicts the one that is known.
 */
export async function lotsByCode(
  tx: Tx,
  named: readonly LotNamed[],
): Promise<(variantId: Id, code: string) => Id | null> {
  const wanted = new Map<string, LotNamed>()
  for (const lot of named) wanted.set(keyOf(lot), { ...wanted.get(keyOf(lot)), ...lot })
  // In one order for all, so that two receipts of the same new lots cannot wait for each other.
  const sorted = [...wanted].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, lot]) => lot)
  const known = sorted.length ? await makeAndLock(tx, sorted) : new Map<string, Lot>()
  for (const lot of sorted) {
    const found = known.get(keyOf(lot))
    if (found) await addDates(tx, found, lot)
  }
  return (variantId, code) => known.get(keyOf({ variantId, code }))?.id ?? null
}

async function makeAndLock(tx: Tx, wanted: readonly LotNamed[]): Promise<Map<string, Lot>> {
  const made = await tx.sql<Lot>(
    `insert into lot (id, variant_id, code, expiry_on, best_before_on, status, reason)
     select id, variant_id, code, expiry_on, best_before_on, 'available', null
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::date[], $5::date[])
         as v(id, variant_id, code, expiry_on, best_before_on)
     on conflict (variant_id, code) do nothing returning ${lotColumns}`,
    [
      wanted.map(() => newId(nowMs())),
      wanted.map(({ variantId }) => variantId),
      wanted.map(({ code }) => code),
      wanted.map(({ expiryOn }) => expiryOn ?? null),
      wanted.map(({ bestBeforeOn }) => bestBeforeOn ?? null),
    ],
  )
  for (const lot of made) tx.emit(lotChanged, COMPANY, lot)
  const rows = await tx.sql<Lot>(
    `select ${lotColumns} from lot
      where (variant_id, code) in (select * from unnest($1::uuid[], $2::text[]))
      order by variant_id, code for update`,
    [wanted.map(({ variantId }) => variantId), wanted.map(({ code }) => code)],
  )
  return new Map(rows.map((lot) => [keyOf(lot), lot]))
}

async function addDates(tx: Tx, known: Lot, said: LotNamed): Promise<void> {
  const expiryOn = known.expiryOn ?? said.expiryOn ?? null
  const bestBeforeOn = known.bestBeforeOn ?? said.bestBeforeOn ?? null
  const contradicts =
    (said.expiryOn && said.expiryOn !== expiryOn) ||
    (said.bestBeforeOn && said.bestBeforeOn !== bestBeforeOn)
  if (contradicts) {
    throw new Problem('wrong-state', `Lot ${known.code} is known with the expiry ${expiryOn}`)
  }
  if (expiryOn === known.expiryOn && bestBeforeOn === known.bestBeforeOn) return
  await tx.sql(`update lot set expiry_on = $2, best_before_on = $3 where id = $1`, [
    known.id,
    expiryOn,
    bestBeforeOn,
  ])
  Object.assign(known, { expiryOn, bestBeforeOn })
  tx.emit(lotChanged, COMPANY, known)
}

/** Holds, releases or recalls a lot, in every store at once. */
export async function setStatus(tx: Tx, input: Input<typeof lotsSetStatus>): Promise<Lot> {
  const { lotId, status, reason } = input
  const [held] = await tx.sql<Lot>(`select ${lotColumns} from lot where id = $1 for update`, [
    lotId,
  ])
  if (!held) throw new Problem('not-found', 'There is no such lot')
  const fault = statusFault(held, status, earliestDay(tx.memory.records(stores).values(), tx.at))
  if (fault) throw new Problem('wrong-state', fault)
  await tx.sql(`update lot set status = $2, reason = $3 where id = $1`, [lotId, status, reason])
  const lot = { ...held, status, reason }
  tx.emit(lotChanged, COMPANY, lot)
  return lot
}

/**
 * Marks at most `most` of the lots that could still be sold but whose expiry is before `today`; gives
 * how many. One that is being changed at this moment is left for the next time.
 */
export async function expireLots(tx: Tx, today: string, most: number): Promise<number> {
  const expired = await tx.sql<Lot>(
    `update lot set status = 'expired', reason = 'Past its expiry' where id in (
       select id from lot where status = 'available' and expiry_on < $1 order by id limit $2
          for update skip locked)
     returning ${lotColumns}`,
    [today, most],
  )
  for (const lot of expired) tx.emit(lotChanged, COMPANY, lot)
  return expired.length
}
