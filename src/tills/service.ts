// What happens to a drawer while it is open: it begins with a float, money is put in and taken out, it
// is opened without a sale. How it ends is in counting.ts; what it came to is in seal.ts.
import type { Input, Output } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import { decides, type About } from '#kernel/decider.ts'
import type { Draft } from '#kernel/draft.ts'
import { Problem } from '#kernel/problems.ts'
import type { Sql } from '#kernel/database.ts'
import type { Ask } from '#kernel/room.ts'
import { requireStore } from '#kernel/scope.ts'
import {
  cashMove,
  cashNoSale,
  cashOpen,
  type CashSession,
  type cashSessionsList,
  type Drawer,
  type MoveKind,
} from './contract.ts'
import {
  CashCountRow,
  CashMovementRow,
  drawerOutside,
  sessionColumns,
  sessionOutside,
  type SessionHeld,
} from './entities.ts'
import { end, permitPerson, requireSum } from './counting.ts'
import {
  begin,
  drawerWant,
  expect,
  newestSession,
  nothingMoved,
  sessionFor,
  tallyOf,
  tellDrawer,
  tellSession,
} from './sessions.ts'

export { drawerWant, expect, newestSession, sessionFor } from './sessions.ts'
export type { SessionHeld } from './entities.ts'

const wants = (_body: object, about: About) => [drawerWant(about.storeId, about.terminalId)]

export const openDecider = decides(cashOpen, wants, (body, draft, about) => {
  permitPerson(draft, about, body, cashOpen.needs)
  const { storeId, terminalId } = about
  const { id, personId, at, floatMinor, denominations } = body
  if (denominations) requireSum({ denominations, countedMinor: floatMinor })
  const former = newestSession(draft, storeId, terminalId)
  if (former?.openOn) {
    if (!body.offline) throw new Problem('session-open')
    draft.exception('session-open', `Session ${former.number} was never counted`)
    end(draft, former, body)
  }
  const session = begin(draft, about, former, { id, personId, openedAt: at, floatMinor })
  if (denominations) {
    const counted = { attempt: 1, denominations, countedMinor: floatMinor, personId, at }
    draft.insert(CashCountRow, { storeId, id, kind: 'float', cashSessionId: id, ...counted })
  }
  tellDrawer(draft, session)
  return tellSession(draft, session)
})

const signs: Record<MoveKind, 1 | -1> = { 'pay-in': 1, loan: 1, 'pay-out': -1, drop: -1 }
const tallied = {
  'pay-in': 'payInMinor',
  loan: 'loanMinor',
  'pay-out': 'payOutMinor',
  drop: 'dropMinor',
} as const

export const moveDecider = decides(cashMove, wants, (body, draft, about) => {
  permitPerson(draft, about, body, cashMove.needs)
  const session = sessionFor(draft, about, body)
  const { id, kind, amountMinor } = body
  const tally = tallyOf(session)
  const moves = tally.moves ?? nothingMoved
  const figure = tallied[kind]
  session.tally = { ...tally, moves: { ...moves, [figure]: moves[figure] + amountMinor } }
  keepMove(draft, session, { ...body, amountMinor: signs[kind] * amountMinor })
  expect(draft, session, signs[kind] * amountMinor)
  return { id }
})

export const noSaleDecider = decides(cashNoSale, wants, (body, draft, about) => {
  permitPerson(draft, about, body, cashNoSale.needs)
  const session = sessionFor(draft, about, body)
  const tally = tallyOf(session)
  const moves = tally.moves ?? nothingMoved
  session.tally = { ...tally, moves: { ...moves, noSales: moves.noSales + 1 } }
  keepMove(draft, session, { ...body, kind: 'no-sale', amountMinor: 0 })
  tellDrawer(draft, session)
  return { id: body.id }
})

type Kept = {
  readonly id: Id
  readonly kind: MoveKind | 'no-sale'
  readonly amountMinor: number
  readonly reason: string
  readonly personId: Id
  readonly at: string
}

function keepMove(draft: Draft, session: SessionHeld, kept: Kept): void {
  const { id, kind, amountMinor, reason, personId, at } = kept
  const { storeId, id: cashSessionId } = session
  const moved = { kind, amountMinor, reason, personId, at }
  draft.insert(CashMovementRow, { storeId, id, cashSessionId, ...moved })
}

const LISTED = 200

/** The newest sessions of a store. */
export async function list(
  ask: Ask,
  { storeId }: Input<typeof cashSessionsList>,
): Promise<Output<typeof cashSessionsList>> {
  requireStore(ask.scope, storeId)
  const rows = await ask.sql<SessionHeld>(
    `select ${sessionColumns} from cash_session s where store_id = $1
      order by opened_at desc, id desc limit $2`,
    [storeId, LISTED],
  )
  return {
    sessions: rows.map((row) => ({ session: sessionOutside(row), drawer: drawerOutside(row) })),
  }
}

/** The newest session of each till of a store, with its drawer. */
export async function load(
  sql: Sql,
  storeId: Id,
): Promise<{ 'cash-sessions': CashSession[]; drawers: Drawer[] }> {
  const rows = await sql<SessionHeld>(
    `select distinct on (terminal_id) ${sessionColumns} from cash_session s
      where store_id = $1 order by terminal_id, number desc`,
    [storeId],
  )
  return { 'cash-sessions': rows.map(sessionOutside), drawers: rows.map(drawerOutside) }
}
