// The drawer of a till as decisions see it: its newest cash session, locked. There is one for each
// terminal; an older one is history and never changes.
import type { Id } from '#shared/ids.ts'
import type { Draft } from '#kernel/draft.ts'
import { want, type LockClass, type Want } from '#kernel/locks.ts'
import { drawerChanged } from './contract.ts'
import { CashSessionRow, drawerOutside, sessionColumns, type SessionHeld } from './entities.ts'

const groupOf = (storeId: Id, terminalId: Id) => `${storeId}|${terminalId}`

/** The newest session of each drawer. The journal's own lock keeps one terminal to one transaction. */
export const sessionLocks: LockClass<SessionHeld> = {
  name: 'cash-sessions',
  entity: CashSessionRow,
  group: (row) => groupOf(row.storeId, row.terminalId),
  changes: ['expectedMinor', 'openOn', 'closedAt', 'closedBy', 'countedMinor'],
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
