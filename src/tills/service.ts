// What happens to a drawer: it opens with a float, money is put in and taken out, it closes with a
// count. What the cashier may not know is told to managers only.
import type { Input, Output } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import { decides, type About } from '#kernel/decider.ts'
import type { Draft } from '#kernel/draft.ts'
import { Problem } from '#kernel/problems.ts'
import type { Sql } from '#kernel/database.ts'
import type { Ask } from '#kernel/room.ts'
import { grants, requireStore } from '#kernel/scope.ts'
import { stores } from '#stores/contract.ts'
import {
  cashClose,
  cashMove,
  cashOpen,
  cashSessionChanged,
  cashSessionRemoved,
  drawerRemoved,
  type CashSession,
  type cashSessionsList,
  type Drawer,
} from './contract.ts'
import {
  CashMovementRow,
  drawerOutside,
  sessionColumns,
  sessionOutside,
  type SessionHeld,
} from './entities.ts'
import { drawerWant, expect, newestSession, sessionLocks, tellDrawer } from './sessions.ts'

export { drawerWant, expect, newestSession } from './sessions.ts'
export type { SessionHeld } from './entities.ts'

type Common = { readonly personId: Id; readonly at: string; readonly offline: boolean }

const wants = (_body: Common, about: About) => [drawerWant(about.storeId, about.terminalId)]

/** Refuses who may not; what happened offline is noted instead. */
function permitPerson(draft: Draft, about: About, body: Common, needs: string): void {
  if (grants(about.permissions, needs)) return
  if (!body.offline) throw new Problem('forbidden', `This needs ${needs}`)
  draft.exception('not-permitted', `${body.personId} does not have ${needs}`)
}

export const openDecider = decides(cashOpen, wants, (body, draft, about) => {
  permitPerson(draft, about, body, cashOpen.needs)
  const store = about.memory.get(stores, about.storeId)
  if (!store) throw new Problem('not-found', 'There is no such store')
  const { storeId, terminalId } = about
  const former = newestSession(draft, storeId, terminalId)
  if (former?.openOn) {
    if (!body.offline) throw new Problem('session-open')
    draft.exception('session-open', `Session ${former.number} was never counted`)
    end(draft, former, body)
  }
  if (former) {
    draft.emitLast(cashSessionRemoved, storeId, former.id, { key: former.id })
    draft.emitLast(drawerRemoved, storeId, former.id, { key: former.id })
  }
  const session = draft.add(sessionLocks, {
    id: body.id,
    storeId,
    terminalId,
    number: (former?.number ?? 0) + 1,
    personId: body.personId,
    openedAt: body.at,
    floatMinor: body.floatMinor,
    currency: store.currency,
    openOn: terminalId,
    closedAt: null,
    closedBy: null,
    expectedMinor: body.floatMinor,
    countedMinor: null,
  })
  tellDrawer(draft, session)
  return tellSession(draft, session)
})

export const moveDecider = decides(cashMove, wants, (body, draft, about) => {
  permitPerson(draft, about, body, cashMove.needs)
  const session = sessionFor(draft, about, body)
  if (!session) throw new Problem('session-closed', 'The till never had a cash session')
  const amountMinor = body.direction === 'in' ? body.amountMinor : -body.amountMinor
  const { id, reason, personId, at } = body
  const cashSessionId = session.id
  const { storeId } = about
  draft.insert(CashMovementRow, { storeId, id, cashSessionId, amountMinor, reason, personId, at })
  expect(draft, session, amountMinor)
  return { id }
})

export const closeDecider = decides(cashClose, wants, (body, draft, about) => {
  permitPerson(draft, about, body, cashClose.needs)
  const session = newestSession(draft, about.storeId, about.terminalId)
  // A second count would replace the first, so that nobody could tell which one was handed over.
  if (session?.id !== body.cashSessionId || !session.openOn) throw new Problem('session-closed')
  const { countedMinor } = body
  session.countedMinor = countedMinor
  end(draft, session, body)
  const { expectedMinor } = session
  return {
    session: sessionOutside(session),
    expectedMinor,
    countedMinor,
    varianceMinor: countedMinor - expectedMinor,
  }
})

/**
 * The session that a journaled entry of this terminal belongs to. Offline, money that names a session
 * which is not open goes to the newest there is, with a note; undefined if there never was one.
 */
export function sessionFor(
  draft: Draft,
  about: About,
  body: { readonly cashSessionId: Id; readonly offline: boolean },
): SessionHeld | undefined {
  const session = newestSession(draft, about.storeId, about.terminalId)
  if (session?.id === body.cashSessionId && session.openOn) return session
  if (!body.offline) throw new Problem('session-closed')
  draft.exception('session-closed', `Cash session ${body.cashSessionId} is not open`)
  return session
}

function end(draft: Draft, session: SessionHeld, { personId, at }: Common): void {
  session.openOn = null
  session.closedAt = at
  session.closedBy = personId
  tellSession(draft, session)
  tellDrawer(draft, session)
}

function tellSession(draft: Draft, session: SessionHeld): CashSession {
  const told = sessionOutside(session)
  draft.emit(cashSessionChanged, session.storeId, told)
  return told
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
