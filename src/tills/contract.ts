// Drawers: a cash session from its opening float to its closing count, and the money put in or taken out.
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

/** What every terminal may see of a cash session. What the drawer should hold is not part of it. */
export const CashSession = Strict({
  id: Id,
  terminalId: Id,
  number: Type.Integer({ minimum: 1 }),
  personId: Id,
  openedAt: At,
  floatMinor: amountMinor,
  currency: Type.String(),
  state: OneOf('open', 'closed'),
  closedAt: Nullable(At),
  closedBy: Nullable(Id),
})
export type CashSession = Static<typeof CashSession>

/** What the drawer should hold, and once it is counted, what it did. For managers only. */
export const Drawer = Strict({
  cashSessionId: Id,
  terminalId: Id,
  expectedMinor: Type.Integer(),
  countedMinor: Nullable(amountMinor),
  varianceMinor: Nullable(Type.Integer()),
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

const common = { id: Id, personId: Id, at: At, offline: Type.Boolean() }
export const cashOpen = journalKind({
  name: 'cash.open',
  summary: 'A drawer opens with a float',
  needs: 'cash.open',
  body: Strict({ ...common, floatMinor: amountMinor }),
  result: CashSession,
})
export const cashMove = journalKind({
  name: 'cash.move',
  summary: 'Money is put into or taken out of a drawer',
  needs: 'cash.move',
  body: Strict({
    ...common,
    cashSessionId: Id,
    direction: OneOf('in', 'out'),
    amountMinor: Type.Integer({ minimum: 1, maximum: 9_000_000_000_000 }),
    reason: Type.String({ minLength: 1, maxLength: 200 }),
  }),
  result: Strict({ id: Id }),
})
export const cashClose = journalKind({
  name: 'cash.close',
  summary: 'A drawer closes with a count',
  needs: 'cash.close',
  body: Strict({ ...common, cashSessionId: Id, countedMinor: amountMinor }),
  result: Strict({
    session: CashSession,
    expectedMinor: Type.Integer(),
    countedMinor: amountMinor,
    varianceMinor: Type.Integer(),
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
