// Holding goods for a basket. A call sets the whole of what it holds, in one transaction; where nothing
// of it matters there is none.
import type { Input, Output } from '#shared/contract.ts'
import { newId, type Id } from '#shared/ids.ts'
import { nowMs } from '#kernel/clock.ts'
import { Problem } from '#kernel/problems.ts'
import type { Act } from '#kernel/room.ts'
import type { Tx } from '#kernel/transact.ts'
import { holdingsOf, levelWants } from '#stock/service.ts'
import {
  addHold,
  endHold,
  heldOf,
  parkedOf,
  parkedWant,
  reservationWant,
  tellHold,
  youngest,
} from './claims.ts'
import { parkedSales, reservations, type basketsHold } from './contract.ts'
import { lotInside, reservationOutside, type ReservationHeld } from './entities.ts'
import { renewLease, requireOpenAt } from './parked.ts'
import { HOLD_LEASE_MS, isHalfOver, isLive } from './rules.ts'
import {
  holderOf,
  isToBeHeld,
  remembered,
  sceneOf,
  standingsOf,
  wantedOf,
  type Holder,
  type Scene,
  type Sight,
  type Wanted,
} from './scene.ts'

/** Sets what a basket holds and says how each of its lines stands. */
export async function hold(
  act: Act,
  input: Input<typeof basketsHold>,
): Promise<Output<typeof basketsHold>> {
  const scene = sceneOf(act, input)
  const holder = holderOf(act.scope)
  const wanted = wantedOf(act.memory, input.lines)
  const known = remembered(scene)
  const held = new Set(wanted.filter((line) => isToBeHeld(scene, known, line)))
  if (held.size === 0 && !isKnown(scene)) {
    return { lines: standingsOf(scene, known, wanted, held) }
  }
  // No reply is kept: to set the same holds again changes nothing.
  return act.transact(async (tx) => {
    tx.cause = { ...tx.cause, callId: act.callId }
    const now = { ...scene, at: tx.at }
    const sight = await setHolds(tx, now, holder, held)
    return { lines: standingsOf(now, sight, wanted, held) }
  })
}

/** Whether the hub knows anything of this basket that a call without goods would end or renew. */
function isKnown({ memory, store, basketId }: Scene): boolean {
  if (memory.get(parkedSales, basketId, store.id)) return true
  return memory.records(reservations, store.id).find('basket', basketId).length > 0
}

async function setHolds(
  tx: Tx,
  scene: Scene,
  holder: Holder,
  wanted: ReadonlySet<Wanted>,
): Promise<Sight> {
  const { memory, selling, basketId } = scene
  const storeId = scene.store.id
  const mine = memory.records(reservations, storeId).find('basket', basketId)
  const wantedIds = new Set([...wanted].map(({ variantId }) => variantId))
  const variantIds = new Set([...wantedIds, ...mine.map(({ variantId }) => variantId)])
  const isParked = memory.get(parkedSales, basketId, storeId) !== undefined
  await tx.lock([
    ...[...wantedIds].flatMap((variantId) => levelWants(selling, variantId)),
    ...[...variantIds].map((variantId) => reservationWant(storeId, variantId)),
    ...(isParked ? [parkedWant(storeId, basketId)] : []),
  ])
  const parked = isParked ? parkedOf(tx, storeId, basketId) : undefined
  if (parked) {
    requireOpenAt(parked, holder.terminalId)
    renewLease(tx, parked)
  }
  const lines = new Map([...wanted].map((line) => [keyOf(line.variantId, line.lotId), line]))
  for (const variantId of variantIds) {
    for (const row of heldOf(tx, storeId, variantId)) {
      if (row.basketId !== basketId) {
        if (!isLive(row, tx.at)) endHold(tx, row, 'expired')
        continue
      }
      if (row.terminalId !== holder.terminalId && !parked) refuseForeign(row, tx.at)
      const { lotId } = reservationOutside(row)
      const line = lines.get(keyOf(variantId, lotId))
      if (line) keep(tx, row, line, holder)
      else endHold(tx, row, isLive(row, tx.at) ? 'released' : 'expired')
      lines.delete(keyOf(variantId, lotId))
    }
  }
  await addAll(tx, scene, holder, lines)
  const known = remembered(scene)
  return {
    holdings: (variantId) =>
      wantedIds.has(variantId)
        ? holdingsOf(tx, memory, selling, variantId)
        : known.holdings(variantId),
    holds: (variantId) =>
      variantIds.has(variantId)
        ? heldOf(tx, storeId, variantId).map(reservationOutside)
        : known.holds(variantId),
  }
}

/** Adds what is not held yet, in one order for all, so that no two can wait for each other. */
async function addAll(
  tx: Tx,
  { store, basketId }: Scene,
  holder: Holder,
  lines: ReadonlyMap<string, Wanted>,
): Promise<void> {
  if (lines.size === 0) return
  // A call may be overtaken by the payment it was sent before.
  const sold = await tx.sql(
    `select 1 from reservation
      where store_id = $1 and basket_id = $2 and state = 'committed' limit 1`,
    [store.id, basketId],
  )
  if (sold.length) throw new Problem('wrong-state', 'This basket was sold')
  const expiresAt = leaseFrom(tx.at)
  const storeId = store.id
  for (const [, line] of [...lines].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { variantId, quantityMilli } = line
    const goods = { variantId, lotId: lotInside(line.lotId), quantityMilli }
    addHold(tx, { storeId, id: newId(nowMs()), basketId, ...goods, ...holder, expiresAt })
  }
}

const keyOf = (variantId: Id, lotId: Id | null) => `${variantId}|${lotId ?? ''}`
const leaseFrom = (at: string) => new Date(Date.parse(at) + HOLD_LEASE_MS).toISOString()

/** A basket is one till's until it is parked, or its holds have run out. */
function refuseForeign(row: ReservationHeld, at: string): void {
  if (!isLive(row, at)) return
  throw new Problem('parked-elsewhere', { holder: row.personId, heldBy: [row.terminalId] })
}

/** Goes on holding. One whose lease ran out has lost its place and stands behind all others. */
function keep(tx: Tx, row: ReservationHeld, { quantityMilli }: Wanted, holder: Holder): void {
  const ranOut = !isLive(row, tx.at)
  const isSame = row.quantityMilli === quantityMilli && row.terminalId === holder.terminalId
  if (!ranOut && isSame && !isHalfOver(row.expiresAt, tx.at, HOLD_LEASE_MS)) return
  if (ranOut) row.at = youngest(tx, row.storeId, row.variantId)
  Object.assign(row, { quantityMilli, ...holder, expiresAt: leaseFrom(tx.at) })
  tellHold(tx, row)
}
