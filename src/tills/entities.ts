// Cash sessions as they are kept, with what their drawer should hold, and the money put in or taken
// out by hand. What terminals may see of a session and what managers see of its drawer are two records.
import { defineEntity, p } from '@mikro-orm/postgresql'
import type { Id } from '#shared/ids.ts'
import type { CashSession, Drawer } from './contract.ts'

export const CashSessionRow = defineEntity({
  name: 'CashSessionRow',
  tableName: 'cash_session',
  uniques: [
    {
      name: 'cash_session_store_id_terminal_id_number_unique',
      properties: ['storeId', 'terminalId', 'number'],
    },
    // One open session for each drawer. Checked at the commit, because one statement may close a
    // session and open the next, in whatever order the database likes.
    {
      name: 'cash_session_store_id_open_on_unique',
      properties: ['storeId', 'openOn'],
      deferMode: 'deferred',
    },
  ],
  properties: {
    storeId: p.uuid().primary(),
    id: p.uuid().primary(),
    terminalId: p.uuid(),
    number: p.integer(),
    personId: p.uuid(),
    openedAt: p.datetime(3),
    floatMinor: p.bigint('number'),
    currency: p.text(),
    /** The terminal while its drawer is open, null once it is closed. */
    openOn: p.uuid().nullable(),
    closedAt: p.datetime(3).nullable(),
    closedBy: p.uuid().nullable(),
    expectedMinor: p.bigint('number'),
    countedMinor: p.bigint('number').nullable(),
  },
})

/** Money put in (positive) or taken out (negative) by hand. */
export const CashMovementRow = defineEntity({
  name: 'CashMovementRow',
  tableName: 'cash_movement',
  indexes: [
    {
      name: 'cash_movement_store_id_cash_session_id_index',
      properties: ['storeId', 'cashSessionId'],
    },
  ],
  properties: {
    storeId: p.uuid().primary(),
    id: p.uuid().primary(),
    cashSessionId: p.uuid(),
    amountMinor: p.bigint('number'),
    reason: p.text(),
    personId: p.uuid(),
    at: p.datetime(3),
  },
})

export const tillsEntities = [CashSessionRow, CashMovementRow]

/** A session as the lane holds it; `openOn` is the terminal while it is open. */
export type SessionHeld = {
  id: Id
  storeId: Id
  terminalId: Id
  number: number
  personId: Id
  openedAt: string
  floatMinor: number
  currency: string
  openOn: Id | null
  closedAt: string | null
  closedBy: Id | null
  expectedMinor: number
  countedMinor: number | null
}

export const sessionColumns = `s.id, s.store_id as "storeId", s.terminal_id as "terminalId", s.number,
  s.person_id as "personId", s.opened_at as "openedAt", s.float_minor as "floatMinor", s.currency,
  s.open_on as "openOn", s.closed_at as "closedAt", s.closed_by as "closedBy",
  s.expected_minor as "expectedMinor", s.counted_minor as "countedMinor"`

export function sessionOutside(row: SessionHeld): CashSession {
  const { id, terminalId, number, personId, openedAt, floatMinor, currency } = row
  const state = row.openOn === null ? 'closed' : 'open'
  const { closedAt, closedBy } = row
  return {
    id,
    terminalId,
    number,
    personId,
    openedAt,
    floatMinor,
    currency,
    state,
    closedAt,
    closedBy,
  }
}

export function drawerOutside(row: SessionHeld): Drawer {
  const { id, terminalId, expectedMinor, countedMinor } = row
  const varianceMinor = countedMinor === null ? null : countedMinor - expectedMinor
  return { cashSessionId: id, terminalId, expectedMinor, countedMinor, varianceMinor }
}
