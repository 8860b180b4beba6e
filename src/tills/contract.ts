// Drawers: a cash session from its float through what happens to it to the count that locks it. Its reports,
// X while it goes on and Z when it is sealed, are in seal-contract.ts.
import Type, { type Static } from 'typebox'
import {
  At,
  Nullable,
  OneOf,
  Strict,
  collection,
  event,
  journalKind,
  operation,
} from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'

const amountMinor = Type.Integer({ minimum: 0, maximum: 9_000_000_000_000 })

/** Notes or coins of one value, in minor units of the store's currency. */
export const Denomination = Strict({
  valueMinor: Type.Integer({ minimum: 1, maximum: 9_000_000_000_000 }),
  count: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
})
export type Denomination = Static<typeof Denomination>
const denominations = Type.Array(Denomination, { maxItems: 50 })

/** A drawer counted blind; `countedMinor` is the sum of its denominations. */
export const CashCount = Strict({ denominations, countedMinor: amountMinor })
export type CashCount = Static<typeof CashCount>

/** What every terminal may see of a cash session. What the drawer should hold is not part of it. */
export const CashSession = Strict({
  id: Id,
  terminalId: Id,
  number: Type.Integer({ minimum: 1 }),
  personId: Id,
  openedAt: At,
  floatMinor: amountMinor,
  currency: Type.String(),
  /** `counting` waits for a second count; `closed` is counted, or was left; `sealed` has its Z. */
  state: OneOf('open', 'counting', 'closed', 'sealed'),
  /** How often it was counted so far; the second count locks. */
  counts: Type.Integer({ minimum: 0, maximum: 2 }),
  closedAt: Nullable(At),
  closedBy: Nullable(Id),
  /** The number of its Z; null until it is sealed. */
  zNumber: Nullable(Type.Integer({ minimum: 1 })),
})
export type CashSession = Static<typeof CashSession>

/** Money put in and taken out by hand, and how often the drawer was opened without a sale. */
export const DrawerMoves = Strict({
  payInMinor: amountMinor,
  payOutMinor: amountMinor,
  /** Taken to the safe. */
  dropMinor: amountMinor,
  /** Brought from the safe. */
  loanMinor: amountMinor,
  noSales: Type.Integer({ minimum: 0 }),
})
export type DrawerMoves = Static<typeof DrawerMoves>

/** What the drawer should hold, and once it is counted, what it did. For managers only. */
export const Drawer = Strict({
  cashSessionId: Id,
  terminalId: Id,
  expectedMinor: Type.Integer(),
  countedMinor: Nullable(amountMinor),
  varianceMinor: Nullable(Type.Integer()),
  /** Null while nothing but sales has happened to it. */
  moves: Nullable(DrawerMoves),
})
export type Drawer = Static<typeof Drawer>

export const cashSessionChanged = event({
  name: 'cash-session.changed',
  summary: 'A drawer was opened or closed',
  stream: 'store',
  audience: ['till', 'manager'],
  body: CashSession,
})
export const cashSessionRemoved = event({
  name: 'cash-session.removed',
  summary: 'A closed session left the replicated data',
  stream: 'store',
  audience: ['till', 'manager'],
  body: Strict({ key: Id }),
})
export const drawerChanged = event({
  name: 'drawer.changed',
  summary: 'What a drawer should hold changed',
  stream: 'store',
  audience: ['manager'],
  body: Drawer,
})
export const drawerRemoved = event({
  name: 'drawer.removed',
  summary: 'The drawer of an older session left the replicated data',
  stream: 'store',
  audience: ['manager'],
  body: Strict({ key: Id }),
})
/** Replicated: each till's newest session. */
export const cashSessions = collection({
  name: 'cash-sessions',
  record: CashSession,
  changed: cashSessionChanged,
  removed: cashSessionRemoved,
  key: (r) => r.id,
})
export const drawers = collection({
  name: 'drawers',
  record: Drawer,
  changed: drawerChanged,
  removed: drawerRemoved,
  key: (r) => r.cashSessionId,
})

const reason = Type.String({ minLength: 1, maxLength: 200 })
const common = { id: Id, personId: Id, at: At, offline: Type.Boolean() }
export const cashOpen = journalKind({
  name: 'cash.open',
  summary: 'A drawer opens with a float, counted by denomination or as one sum',
  needs: 'cash.open',
  body: Strict({
    ...common,
    floatMinor: amountMinor,
    denominations: Type.Optional(denominations),
  }),
  result: CashSession,
})

export const moveKinds = ['pay-in', 'pay-out', 'drop', 'loan'] as const
/** What a move of money is. */
export type MoveKind = (typeof moveKinds)[number]

/** `pay-in` and `loan` (from the safe) add to the drawer; `pay-out` and `drop` (to the safe) take. */
export const cashMove = journalKind({
  name: 'cash.move',
  summary: 'Money is put into or taken out of a drawer',
  needs: 'cash.move',
  body: Strict({
    ...common,
    cashSessionId: Id,
    kind: OneOf(...moveKinds),
    amountMinor: Type.Integer({ minimum: 1, maximum: 9_000_000_000_000 }),
    reason,
  }),
  result: Strict({ id: Id }),
})
export const cashNoSale = journalKind({
  name: 'cash.no-sale',
  summary: 'A drawer is opened without a sale',
  needs: 'cash.no-sale',
  body: Strict({ ...common, cashSessionId: Id, reason }),
  result: Strict({ id: Id }),
})

const attempt = Type.Integer({ minimum: 1, maximum: 2 })
/**
 * A first count that is off by more than the store tolerates answers `recount` and tells no figure; the
 * second locks whatever it comes to. Offline the first locks. Problems: `count-locked` once it is
 * locked or for the wrong attempt, `session-closed`, `invalid-input` where the sum is another.
 */
export const cashCount = journalKind({
  name: 'cash.count',
  summary: 'A drawer is counted blind, by denomination; the count that holds closes it',
  needs: 'cash.count',
  body: Strict({ ...common, cashSessionId: Id, attempt, ...CashCount.properties }),
  result: Strict({
    outcome: OneOf('closed', 'recount'),
    session: CashSession,
    countedMinor: amountMinor,
    /** What it should have held, and counted less that; null until the count is locked. */
    expectedMinor: Nullable(Type.Integer()),
    varianceMinor: Nullable(Type.Integer()),
  }),
})
/**
 * One entry closes the giver's session and opens the taker's, which has the entry's id, on the same
 * drawer; selling goes on. Both count blind. Counts that differ, or are off by more than the store
 * tolerates, answer `recount`; the second attempt holds, if both counted the same. The approval is of
 * kind `hand-over` and the taker's PIN decided it; null only offline.
 */
export const cashHandOver = journalKind({
  name: 'cash.hand-over',
  summary: 'A drawer passes from one person to another without closing the till',
  needs: 'cash.hand-over',
  body: Strict({
    ...common,
    cashSessionId: Id,
    toPersonId: Id,
    attempt,
    giverCount: CashCount,
    takerCount: CashCount,
    approvalId: Nullable(Id),
  }),
  result: Strict({
    outcome: OneOf('handed-over', 'recount'),
    /** The session that is open now. */
    session: CashSession,
    expectedMinor: Nullable(Type.Integer()),
    varianceMinor: Nullable(Type.Integer()),
  }),
})

export const cashSessionsList = operation({
  name: 'tills.sessions',
  summary: 'The cash sessions of a store, newest first',
  http: ['GET', '/stores/:storeId/cash-sessions'],
  needs: 'tills.sessions',
  effect: 'read',
  input: Strict({ storeId: Id }),
  output: Strict({ sessions: Type.Array(Strict({ session: CashSession, drawer: Drawer })) }),
})
