// Cash sessions as they are kept, with what their drawer should hold, and the money put in or taken
// out by hand. What terminals may see of a session and what managers see of its drawer are two records.
import { defineEntity, p } from '@mikro-orm/postgresql'
import type { Id } from '#shared/ids.ts'
import type { CashSession, Denomination, Drawer, DrawerMoves, MoveKind } from './contract.ts'

/** What has happened to a drawer besides sales; most drawers have none of it most of the day. */
export type Tally = {
  readonly counts: number
  /** Whether a second count is awaited and nothing else may happen. */
  readonly counting: boolean
  readonly moves: DrawerMoves | null
}

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
    tally: p.json<Tally>().nullable(),
    /** The journal entry it began with. */
    openedFence: p.integer(),
    openedN: p.bigint('number'),
    zNumber: p.integer().nullable(),
  },
})

/** Money put in (positive) or taken out (negative) by hand; nothing moves where it is only opened. */
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
    kind: p.text().$type<MoveKind | 'no-sale'>(),
    amountMinor: p.bigint('number'),
    reason: p.text(),
    personId: p.uuid(),
    at: p.datetime(3),
  },
})

/** What somebody counted: a float, a drawer at its end, or one that changes hands. */
export const CashCountRow = defineEntity({
  name: 'CashCountRow',
  tableName: 'cash_count',
  properties: {
    storeId: p.uuid().primary(),
    /** The journal entry. */
    id: p.uuid().primary(),
    kind: p.text().$type<'float' | 'count' | 'giver' | 'taker'>().primary(),
    cashSessionId: p.uuid(),
    attempt: p.integer(),
    denominations: p.json<Denomination[]>(),
    countedMinor: p.bigint('number'),
    personId: p.uuid(),
    at: p.datetime(3),
  },
})

/** Sealed sessions. The body is kept as the text that was hashed; the columns are for lists and checks. */
export const ZReportRow = defineEntity({
  name: 'ZReportRow',
  tableName: 'z_report',
  uniques: [
    {
      name: 'z_report_store_id_cash_session_id_unique',
      properties: ['storeId', 'cashSessionId'],
    },
    { name: 'z_report_store_id_id_unique', properties: ['storeId', 'id'] },
  ],
  properties: {
    storeId: p.uuid().primary(),
    terminalId: p.uuid().primary(),
    number: p.integer().primary(),
    /** Ordered by time, for lists. */
    id: p.uuid(),
    cashSessionId: p.uuid(),
    sealedAt: p.datetime(3),
    sealedBy: p.uuid().nullable(),
    currency: p.text(),
    totalMinor: p.bigint('number'),
    grandTotalMinor: p.bigint('number'),
    varianceMinor: p.bigint('number').nullable(),
    explained: p.boolean(),
    body: p.text(),
    hash: p.text(),
    previousHash: p.text(),
  },
})

export const tillsEntities = [CashSessionRow, CashMovementRow, CashCountRow, ZReportRow]

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
  tally: Tally | null
  openedFence: number
  openedN: number
  zNumber: number | null
}

export const sessionColumns = `s.id, s.store_id as "storeId", s.terminal_id as "terminalId", s.number,
  s.person_id as "personId", s.opened_at as "openedAt", s.float_minor as "floatMinor", s.currency,
  s.open_on as "openOn", s.closed_at as "closedAt", s.closed_by as "closedBy",
  s.expected_minor as "expectedMinor", s.counted_minor as "countedMinor",
  s.tally, s.opened_fence as "openedFence", s.opened_n as "openedN", s.z_number as "zNumber"`

function stateOf({ openOn, tally, zNumber }: SessionHeld): CashSession['state'] {
  if (openOn !== null) return tally?.counting ? 'counting' : 'open'
  return zNumber === null ? 'closed' : 'sealed'
}

export function sessionOutside(row: SessionHeld): CashSession {
  const { id, terminalId, number, personId, openedAt, floatMinor, currency } = row
  const { closedAt, closedBy, zNumber } = row
  return {
    id,
    terminalId,
    number,
    personId,
    openedAt,
    floatMinor,
    currency,
    state: stateOf(row),
    counts: row.tally?.counts ?? 0,
    closedAt,
    closedBy,
    zNumber,
  }
}

export function drawerOutside(row: SessionHeld): Drawer {
  const { id, terminalId, expectedMinor, countedMinor, tally } = row
  const varianceMinor = countedMinor === null ? null : countedMinor - expectedMinor
  const moves = tally?.moves ?? null
  return { cashSessionId: id, terminalId, expectedMinor, countedMinor, varianceMinor, moves }
}
