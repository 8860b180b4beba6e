// Baskets put aside. One till at a time has a parked sale open, by a lease that it renews while it works
// on it; taking it out of somebody's hands is possible and leaves a trace.
import type { Input, Output } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import { cleanName } from '#shared/text.ts'
import { Problem } from '#kernel/problems.ts'
import { requireStore } from '#kernel/scope.ts'
import type { Tx } from '#kernel/transact.ts'
import { stores } from '#stores/contract.ts'
import { addParked, endParked, parkedOf, parkedWant, tellParked } from './claims.ts'
import {
  parkedSaleTaken,
  type basketsDiscard,
  type basketsPark,
  type basketsResume,
  type Lease,
  type ParkedSale,
} from './contract.ts'
import { parkedOutside, type ParkedHeld } from './entities.ts'
import { letGo } from './endings.ts'
import { isHalfOver, isOpenElsewhere, PARKED_LEASE_MS } from './rules.ts'
import { holderOf, type Holder } from './scene.ts'

const LABEL_GRAPHEMES = 80

/** Parks a basket, or puts one back that this till has open. */
export async function park(tx: Tx, input: Input<typeof basketsPark>): Promise<ParkedSale> {
  const { storeId, id, content, totalMinor, currency } = input
  const { terminalId, personId } = requireHolder(tx, storeId)
  const store = tx.memory.get(stores, storeId)
  if (!store) throw new Problem('not-found', 'There is no such store')
  if (currency !== store.currency) throw new Problem('invalid-input', `Sold in ${store.currency}`)
  const label = cleanName(input.label, LABEL_GRAPHEMES)
  if (!label) throw new Problem('invalid-input', 'The label holds nothing readable')
  await tx.lock([parkedWant(storeId, id)])
  const given = { label, content, totalMinor, terminalId, ownerId: personId, at: tx.at }
  let row = parkedOf(tx, storeId, id)
  if (row) {
    requireOpenAt(row, terminalId)
    Object.assign(row, given, noLease, { version: row.version + 1 })
  } else {
    const fresh = { storeId, id, currency, version: 1, state: 'parked', saleId: null } as const
    row = addParked(tx, { ...fresh, ...given, ...noLease })
  }
  return tellParked(tx, row)
}

const noLease = { leaseTerminalId: null, leasePersonId: null, leaseUntil: null }

/** Opens a parked sale at the caller's till. */
export async function resume(tx: Tx, input: Input<typeof basketsResume>): Promise<ParkedSale> {
  const { storeId, id, take } = input
  const { terminalId, personId } = requireHolder(tx, storeId)
  const row = await lockParked(tx, storeId, id)
  const { lease } = parkedOutside(row)
  if (lease && isOpenElsewhere(lease, terminalId, tx.at)) {
    if (!take) throw elsewhere(lease)
    tx.emit(parkedSaleTaken, storeId, { id, from: lease, terminalId, personId })
  }
  Object.assign(row, { leaseTerminalId: terminalId, leasePersonId: personId })
  Object.assign(row, { leaseUntil: leaseFrom(tx.at), version: row.version + 1 })
  return tellParked(tx, row)
}

/** Throws a parked sale away. A manager without a till may do so too, but not under a till's hands. */
export async function discard(
  tx: Tx,
  { storeId, id }: Input<typeof basketsDiscard>,
): Promise<Output<typeof basketsDiscard>> {
  requireStore(tx.scope, storeId)
  // Holds are locked before parked sales, here as everywhere.
  await letGo(tx, storeId, id, null)
  const row = await lockParked(tx, storeId, id)
  const { lease } = parkedOutside(row)
  if (lease && isOpenElsewhere(lease, tx.scope.terminalId ?? '', tx.at)) throw elsewhere(lease)
  endParked(tx, row, 'discarded')
  return { id }
}

/** Throws unless a parked sale is open at this terminal. A lease that ran out holds until it is taken. */
export function requireOpenAt(row: ParkedHeld, terminalId: Id): void {
  if (row.state !== 'parked') throw new Problem('wrong-state', `This basket was ${row.state}`)
  if (row.leaseTerminalId !== terminalId) throw elsewhere(parkedOutside(row).lease)
}

/** Makes the lease of whoever has it open longer, once half of it is over. */
export function renewLease(tx: Tx, row: ParkedHeld): void {
  if (row.leaseUntil && !isHalfOver(row.leaseUntil, tx.at, PARKED_LEASE_MS)) return
  row.leaseUntil = leaseFrom(tx.at)
  tellParked(tx, row)
}

export function elsewhere(lease: Lease | null): Problem {
  if (!lease) return new Problem('parked-elsewhere', 'It is parked; open it first')
  return new Problem('parked-elsewhere', { holder: lease.personId, heldBy: [lease.terminalId] })
}

async function lockParked(tx: Tx, storeId: Id, id: Id): Promise<ParkedHeld> {
  await tx.lock([parkedWant(storeId, id)])
  const row = parkedOf(tx, storeId, id)
  if (!row) throw new Problem('not-found', 'There is no such parked sale')
  if (row.state !== 'parked') throw new Problem('wrong-state', `It was ${row.state} before`)
  return row
}

function requireHolder(tx: Tx, storeId: Id): Holder {
  requireStore(tx.scope, storeId)
  return holderOf(tx.scope)
}

const leaseFrom = (at: string) => new Date(Date.parse(at) + PARKED_LEASE_MS).toISOString()
