// Reservations and parked sales as they are kept. What ended stays, with how it ended, until it is
// cleared away; it is never opened again.
import { defineEntity, p } from '@mikro-orm/postgresql'
import { NO_LOT, type Id } from '#shared/ids.ts'
import type { BasketContent, ParkedSale, Reservation } from './contract.ts'

export const reservationStates = ['held', 'committed', 'released', 'expired'] as const

export const ReservationRow = defineEntity({
  name: 'ReservationRow',
  tableName: 'reservation',
  checks: [
    { name: 'reservation_quantity_milli_check', expression: 'quantity_milli > 0' },
    {
      name: 'reservation_ended_check',
      expression: `(state = 'held') = (ended_at is null)`,
    },
    {
      name: 'reservation_sale_check',
      expression: `(state = 'committed') = (sale_id is not null)`,
    },
  ],
  uniques: [
    {
      name: 'reservation_held_unique',
      properties: ['storeId', 'variantId', 'basketId', 'lotId'],
      where: { state: 'held' },
    },
  ],
  indexes: [
    { name: 'reservation_store_id_basket_id_index', properties: ['storeId', 'basketId'] },
    {
      name: 'reservation_expires_at_held_index',
      properties: ['expiresAt'],
      where: { state: 'held' },
    },
    { name: 'reservation_ended_at_index', properties: ['endedAt'] },
  ],
  properties: {
    storeId: p.uuid().primary(),
    id: p.uuid().primary(),
    basketId: p.uuid(),
    variantId: p.uuid(),
    /** NO_LOT for any lot. */
    lotId: p.uuid(),
    quantityMilli: p.bigint('number'),
    terminalId: p.uuid(),
    personId: p.uuid(),
    at: p.datetime(3),
    expiresAt: p.datetime(3),
    state: p.text().$type<(typeof reservationStates)[number]>(),
    endedAt: p.datetime(3).nullable(),
    saleId: p.uuid().nullable(),
  },
})

export const ParkedSaleRow = defineEntity({
  name: 'ParkedSaleRow',
  tableName: 'parked_sale',
  checks: [
    {
      name: 'parked_sale_lease_check',
      expression:
        '(lease_until is null) = (lease_terminal_id is null) and (lease_until is null) = (lease_person_id is null)',
    },
    {
      name: 'parked_sale_sale_check',
      expression: `(state = 'completed') = (sale_id is not null)`,
    },
  ],
  indexes: [
    {
      name: 'parked_sale_store_id_parked_index',
      properties: ['storeId'],
      where: { state: 'parked' },
    },
  ],
  properties: {
    storeId: p.uuid().primary(),
    id: p.uuid().primary(),
    label: p.text(),
    content: p.json<BasketContent>(),
    totalMinor: p.bigint('number'),
    currency: p.text(),
    ownerId: p.uuid(),
    terminalId: p.uuid(),
    at: p.datetime(3),
    version: p.integer(),
    leaseTerminalId: p.uuid().nullable(),
    leasePersonId: p.uuid().nullable(),
    leaseUntil: p.datetime(3).nullable(),
    state: p.text().$type<'parked' | 'completed' | 'discarded'>(),
    saleId: p.uuid().nullable(),
  },
})

export const basketsEntities = [ReservationRow, ParkedSaleRow]

/** A reservation as decisions hold it; `lotId` is NO_LOT for any lot. */
export type ReservationHeld = Omit<Reservation, 'lotId'> & {
  storeId: Id
  lotId: Id
  state: (typeof reservationStates)[number]
  endedAt: string | null
  saleId: Id | null
}

/** A parked sale as decisions hold it. */
export type ParkedHeld = Omit<ParkedSale, 'lease'> & {
  storeId: Id
  leaseTerminalId: Id | null
  leasePersonId: Id | null
  leaseUntil: string | null
  state: 'parked' | 'completed' | 'discarded'
  saleId: Id | null
}

export const reservationColumns = `r.store_id as "storeId", r.id, r.basket_id as "basketId",
  r.variant_id as "variantId", r.lot_id as "lotId", r.quantity_milli as "quantityMilli",
  r.terminal_id as "terminalId", r.person_id as "personId", r.at, r.expires_at as "expiresAt",
  r.state, r.ended_at as "endedAt", r.sale_id as "saleId"`

export const parkedColumns = `p.store_id as "storeId", p.id, p.label, p.content,
  p.total_minor as "totalMinor", p.currency, p.owner_id as "ownerId",
  p.terminal_id as "terminalId", p.at, p.version, p.lease_terminal_id as "leaseTerminalId",
  p.lease_person_id as "leasePersonId", p.lease_until as "leaseUntil", p.state,
  p.sale_id as "saleId"`

/** A lot as rows have it. */
export const lotInside = (lotId: Id | null): Id => lotId ?? NO_LOT

export function reservationOutside(row: ReservationHeld): Reservation {
  const { id, basketId, variantId, quantityMilli, terminalId, personId, at, expiresAt } = row
  const lotId = row.lotId === NO_LOT ? null : row.lotId
  return { id, basketId, variantId, lotId, quantityMilli, terminalId, personId, at, expiresAt }
}

export function parkedOutside(row: ParkedHeld): ParkedSale {
  const { id, label, content, totalMinor, currency, ownerId, terminalId, at, version } = row
  const { leaseTerminalId, leasePersonId, leaseUntil } = row
  const lease =
    leaseTerminalId && leasePersonId && leaseUntil
      ? { terminalId: leaseTerminalId, personId: leasePersonId, until: leaseUntil }
      : null
  return { id, label, content, totalMinor, currency, ownerId, terminalId, at, version, lease }
}
