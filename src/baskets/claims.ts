// The locked rows of what is held and of what is parked, and how they change. Both ways of writing
// come here: an ordinary call that holds, and the lane in which a sale uses its holds up.
import type { Id } from '#shared/ids.ts'
import type { Draft } from '#kernel/draft.ts'
import { want, type LockClass, type Want } from '#kernel/locks.ts'
import {
  parkedSaleChanged,
  parkedSaleRemoved,
  reservationChanged,
  reservationRemoved,
  type ParkedSale,
} from './contract.ts'
import {
  parkedColumns,
  parkedOutside,
  ParkedSaleRow,
  reservationColumns,
  reservationOutside,
  ReservationRow,
  type ParkedHeld,
  type ReservationHeld,
} from './entities.ts'

const groupOf = (storeId: Id, id: Id) => `${storeId}|${id}`
const columnsOf = (groups: readonly string[]) => {
  const keys = groups.map((group) => group.split('|'))
  return [keys.map((key) => key[0]), keys.map((key) => key[1])]
}

/**
 * All live holds of a variant in a store are one group. Whoever adds one has the levels of the variant
 * locked before, and so does a sale: what is read here afterwards is all there is.
 */
const reservationLocks: LockClass<ReservationHeld> = {
  name: 'reservations',
  entity: ReservationRow,
  group: (row) => groupOf(row.storeId, row.variantId),
  changes: [
    'quantityMilli',
    'terminalId',
    'personId',
    'at',
    'expiresAt',
    'state',
    'endedAt',
    'saleId',
  ],
  select: (sql, groups) =>
    sql<ReservationHeld>(
      `select ${reservationColumns} from reservation r
        where r.state = 'held'
          and (r.store_id, r.variant_id) in (select * from unnest($1::uuid[], $2::uuid[]))
        order by r.store_id, r.variant_id, r.id for update`,
      columnsOf(groups),
    ),
}

const parkedLocks: LockClass<ParkedHeld> = {
  name: 'parked',
  entity: ParkedSaleRow,
  group: (row) => groupOf(row.storeId, row.id),
  changes: [
    'label',
    'content',
    'totalMinor',
    'ownerId',
    'terminalId',
    'at',
    'version',
    'leaseTerminalId',
    'leasePersonId',
    'leaseUntil',
    'state',
    'saleId',
  ],
  select: (sql, groups) =>
    sql<ParkedHeld>(
      `select ${parkedColumns} from parked_sale p
        where (p.store_id, p.id) in (select * from unnest($1::uuid[], $2::uuid[]))
        order by p.store_id, p.id for update`,
      columnsOf(groups),
    ),
}

/** The live holds of a variant, to be locked. */
export function reservationWant(storeId: Id, variantId: Id): Want {
  return want(reservationLocks, groupOf(storeId, variantId))
}

/** The holds of a variant as changed so far, those that ran out unseen included. */
export function heldOf(draft: Draft, storeId: Id, variantId: Id): ReservationHeld[] {
  const rows = draft.rows(reservationLocks, groupOf(storeId, variantId))
  return rows.filter(({ state }) => state === 'held')
}

/** Adds a hold, younger than every other of its variant. */
export function addHold(
  draft: Draft,
  hold: Omit<ReservationHeld, 'at' | 'state' | 'endedAt' | 'saleId'>,
): void {
  const at = youngest(draft, hold.storeId, hold.variantId)
  const row = draft.add(reservationLocks, {
    ...hold,
    at,
    state: 'held',
    endedAt: null,
    saleId: null,
  })
  tellHold(draft, row)
}

/**
 * The age for a new hold. Instants of transactions do not follow the order in which they got their
 * locks, and ages must: otherwise two could each believe to be the older.
 */
export function youngest(draft: Draft, storeId: Id, variantId: Id): string {
  let at = draft.at
  for (const held of heldOf(draft, storeId, variantId)) {
    if (held.at >= at) at = new Date(Date.parse(held.at) + 1).toISOString()
  }
  return at
}

export function tellHold(draft: Draft, row: ReservationHeld): void {
  draft.emitLast(reservationChanged, row.storeId, row.id, reservationOutside(row))
}

/** Ends a hold, for good. `saleId` names the sale that used it up. */
export function endHold(
  draft: Draft,
  row: ReservationHeld,
  state: 'committed' | 'released' | 'expired',
  saleId: Id | null = null,
): void {
  Object.assign(row, { state, endedAt: draft.at, saleId })
  const { storeId, id, basketId } = row
  draft.emitLast(reservationRemoved, storeId, id, { key: id, basketId, state })
}

/** A parked sale, to be locked. */
export function parkedWant(storeId: Id, basketId: Id): Want {
  return want(parkedLocks, groupOf(storeId, basketId))
}

/** The parked sale of a basket, in whatever state; undefined if it was never parked. */
export function parkedOf(draft: Draft, storeId: Id, basketId: Id): ParkedHeld | undefined {
  return draft.rows(parkedLocks, groupOf(storeId, basketId))[0]
}

export function addParked(draft: Draft, row: ParkedHeld): ParkedHeld {
  return draft.add(parkedLocks, row)
}

export function tellParked(draft: Draft, row: ParkedHeld): ParkedSale {
  const told = parkedOutside(row)
  draft.emitLast(parkedSaleChanged, row.storeId, row.id, told)
  return told
}

/** Ends a parked sale, for good. `saleId` names the sale it became. */
export function endParked(
  draft: Draft,
  row: ParkedHeld,
  state: 'completed' | 'discarded',
  saleId: Id | null = null,
): void {
  Object.assign(row, { state, saleId })
  Object.assign(row, { leaseTerminalId: null, leasePersonId: null, leaseUntil: null })
  draft.emitLast(parkedSaleRemoved, row.storeId, row.id, { key: row.id, state })
}
