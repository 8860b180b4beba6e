// How a session of a drawer ends: by a blind count, by a second one where the first was off, or by
// passing to somebody else. Nothing here tells what the drawer should hold before the count is locked.
import { decides, type About } from '#kernel/decider.ts'
import type { Draft } from '#kernel/draft.ts'
import { Problem } from '#kernel/problems.ts'
import { grants } from '#kernel/scope.ts'
import type { Id } from '#shared/ids.ts'
import { cashCount, type CashCount } from './contract.ts'
import { CashCountRow, sessionOutside, type SessionHeld } from './entities.ts'
import { drawerWant, newestSession, storeOf, tallyOf, tellDrawer, tellSession } from './sessions.ts'

export type Common = { readonly personId: Id; readonly at: string; readonly offline: boolean }

/** Refuses who may not; what happened offline is noted instead. */
export function permitPerson(draft: Draft, about: About, body: Common, needs: string): void {
  if (grants(about.permissions, needs)) return
  if (!body.offline) throw new Problem('forbidden', `This needs ${needs}`)
  draft.exception('not-permitted', `${body.personId} does not have ${needs}`)
}

/** Throws `invalid-input` unless the denominations come to the sum. */
export function requireSum({ denominations, countedMinor }: CashCount): void {
  const sum = denominations.reduce((so, { valueMinor, count }) => so + valueMinor * count, 0)
  if (sum !== countedMinor) throw new Problem('invalid-input', 'The denominations have another sum')
}

/** Closes a session. What was counted, if anything was, is set on it before. */
export function end(draft: Draft, session: SessionHeld, { personId, at }: Omit<Common, 'offline'>) {
  session.openOn = null
  session.closedAt = at
  session.closedBy = personId
  const told = tellSession(draft, session)
  tellDrawer(draft, session)
  return told
}

/** The open session that is to be counted, at this attempt. */
export function sessionToCount(
  draft: Draft,
  about: About,
  body: Common & { readonly cashSessionId: Id; readonly attempt: number },
): SessionHeld {
  const session = newestSession(draft, about.storeId, about.terminalId)
  if (session?.id !== body.cashSessionId) throw new Problem('session-closed')
  // A further count would replace the one that holds, so that nobody could tell which was handed over.
  if (!session.openOn) throw new Problem('count-locked')
  const due = tallyOf(session).counts + 1
  if (body.attempt === due || body.offline) return session
  throw new Problem('count-locked', `This drawer waits for count ${due}`)
}

export const countDecider = decides(
  cashCount,
  (_body, about) => [drawerWant(about.storeId, about.terminalId)],
  (body, draft, about) => {
    permitPerson(draft, about, body, cashCount.needs)
    requireSum(body)
    const session = sessionToCount(draft, about, body)
    const { id, denominations, countedMinor, personId, at } = body
    const { storeId, id: cashSessionId } = session
    const tally = tallyOf(session)
    const attempt = tally.counts + 1
    const counted = { attempt, denominations, countedMinor, personId, at }
    draft.insert(CashCountRow, { storeId, id, kind: 'count', cashSessionId, ...counted })
    const varianceMinor = countedMinor - session.expectedMinor
    const isOff = attempt === 1 && Math.abs(varianceMinor) > storeOf(about).countToleranceMinor
    if (isOff && !body.offline) {
      session.tally = { ...tally, counts: 1, counting: true }
      const told = tellSession(draft, session)
      const outcome = 'recount' as const
      return { outcome, session: told, countedMinor, expectedMinor: null, varianceMinor: null }
    }
    if (isOff)
      draft.exception('counted-once', 'It was off, and nobody could ask for a second count')
    session.tally = { ...tally, counts: attempt, counting: false }
    session.countedMinor = countedMinor
    end(draft, session, body)
    const { expectedMinor } = session
    const told = sessionOutside(session)
    return { outcome: 'closed' as const, session: told, countedMinor, expectedMinor, varianceMinor }
  },
)
