// The drawer of a till as decisions see it: its newest cash session, locked. There is one for each
// terminal; an older one is history and never changes.
import { newId, type Id } from '#shared/ids.ts'
import { nowMs } from '#kernel/clock.ts'
import type { About } from '#kernel/decider.ts'
import type { Draft } from '#kernel/draft.ts'
import { want, type LockClass, type Want } from '#kernel/locks.ts'
import { Problem } from '#kernel/problems.ts'
import { stores, type Store } from '#stores/contract.ts'
import {
  cashSessionChanged,
  cashSessionRemoved,
  drawerChanged,
  drawerRemoved,
  type CashSession,
  type DrawerMoves,
} from './contract.ts'
import {
  CashSessionRow,
  drawerOutside,
  sessionColumns,
  sessionOutside,
  type SessionHeld,
  type Tally,
} from './entities.ts'

const groupOf = (storeId: Id, terminalId: Id) => `${storeId}|${terminalId}`

/** The newest session of each drawer. The journal's own lock keeps one terminal to one transaction. */
export const sessionLocks: LockClass<SessionHeld> = {
  name: 'cash-sessions',
  entity: CashSessionRow,
  group: (row) => groupOf(row.storeId, row.terminalId),
  changes: ['expectedMinor', 'openOn', 'closedAt', 'closedBy', 'countedMinor', 'tally'],
  select: (sql, groups) => {
    const keys = groups.map((group) => group.split('|'))
    return sql<SessionHeld>(
      `select ${sessionColumns}
         from unnest($1::uuid[], $2::uuid[]) as u(store_id, terminal_id)
         join cash_session s on s.store_id = u.store_id and s.terminal_id = u.terminal_id
          and s.number = (select max(number) from cash_session n
                           where n.store_id = u.store_id and n.terminal_id = u.terminal_id)
        order by s.store_id, s.terminal_id for update of s`,
      [keys.map((key) => key[0]), keys.map((key) => key[1])],
    )
  },
}

/** The drawer of a terminal, to be locked. */
export function drawerWant(storeId: Id, terminalId: Id): Want {
  return want(sessionLocks, groupOf(storeId, terminalId))
}

/** The newest session of a terminal, open or closed; undefined if it never had one. */
export function newestSession(draft: Draft, storeId: Id, terminalId: Id): SessionHeld | undefined {
  return draft.rows(sessionLocks, groupOf(storeId, terminalId)).at(-1)
}

/** Changes what a drawer should hold, by cash that came in (positive) or went out. */
export function expect(draft: Draft, session: SessionHeld, amountMinor: number): void {
  if (amountMinor === 0) return
  session.expectedMinor += amountMinor
  tellDrawer(draft, session)
}

export function tellDrawer(draft: Draft, session: SessionHeld): void {
  draft.emitLast(drawerChanged, session.storeId, session.id, drawerOutside(session))
}

export function tellSession(draft: Draft, session: SessionHeld): CashSession {
  const told = sessionOutside(session)
  draft.emit(cashSessionChanged, session.storeId, told)
  return told
}

export const nothingMoved: DrawerMoves = {
  payInMinor: 0,
  payOutMinor: 0,
  dropMinor: 0,
  loanMinor: 0,
  noSales: 0,
}
const untouched: Tally = { counts: 0, counting: false, moves: null }

/** What has happened to a drawer besides sales. */
export function tallyOf(session: SessionHeld): Tally {
  return session.tally ?? untouched
}

/** Throws `not-found` for a store that is not there. */
export function storeOf({ memory, storeId }: About): Store {
  const store = memory.get(stores, storeId)
  if (!store) throw new Problem('not-found', 'There is no such store')
  return store
}

type Beginning = Pick<SessionHeld, 'id' | 'personId' | 'openedAt' | 'floatMinor'>

/** Begins the next session of a drawer, which takes the place of the former in what is replicated. */
export function begin(
  draft: Draft,
  about: About,
  former: SessionHeld | undefined,
  beginning: Beginning,
): SessionHeld {
  const { storeId, terminalId } = about
  const { currency } = storeOf(about)
  if (former) {
    draft.emitLast(cashSessionRemoved, storeId, former.id, { key: former.id })
    draft.emitLast(drawerRemoved, storeId, former.id, { key: former.id })
  }
  return draft.add(sessionLocks, {
    ...beginning,
    storeId,
    terminalId,
    number: (former?.number ?? 0) + 1,
    currency,
    openOn: terminalId,
    closedAt: null,
    closedBy: null,
    expectedMinor: beginning.floatMinor,
    countedMinor: null,
    tally: null,
    openedFence: about.fence,
    openedN: about.n,
    zNumber: null,
  })
}

type Happened = {
  readonly cashSessionId: Id
  readonly offline: boolean
  readonly personId: Id
  readonly at: string
}

/**
 * The session that a journaled entry of this terminal belongs to. Offline, money that names a session
 * which is not open goes to the newest there is, with a note; if that is sealed, or there never was
 * one, to a session of its own, which nobody opened and nobody counts. Online it throws
 * `session-closed`, or `count-locked` while the drawer is being counted.
 */
export function sessionFor(draft: Draft, about: About, body: Happened): SessionHeld {
  const session = newestSession(draft, about.storeId, about.terminalId)
  const isIt = session?.id === body.cashSessionId && session.openOn !== null
  if (isIt && !tallyOf(session).counting) return session
  if (isIt) {
    if (!body.offline) throw new Problem('count-locked', 'The drawer is being counted')
    draft.exception('drawer-counted', `Cash session ${session.number} was being counted`)
    return session
  }
  if (!body.offline) throw new Problem('session-closed')
  draft.exception('session-closed', `Cash session ${body.cashSessionId} is not open`)
  return session && session.zNumber === null ? session : late(draft, about, body, session)
}

function late(
  draft: Draft,
  about: About,
  { personId, at }: Happened,
  former: SessionHeld | undefined,
): SessionHeld {
  const id = newId(nowMs())
  const session = begin(draft, about, former, { id, personId, openedAt: at, floatMinor: 0 })
  Object.assign(session, { openOn: null, closedAt: at })
  tellSession(draft, session)
  tellDrawer(draft, session)
  return session
}
