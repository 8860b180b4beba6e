// A drawer that passes from one person to another while the till goes on: one entry ends the giver's
// session with their count and begins the taker's with theirs. Both must have counted the same.
import type { Static } from 'typebox'
import { approvalWant, consume, heldApproval } from '#approvals/service.ts'
import { subjectHash } from '#approvals/rules.ts'
import { decides, type About } from '#kernel/decider.ts'
import type { Draft } from '#kernel/draft.ts'
import { Problem } from '#kernel/problems.ts'
import { cashHandOver } from './contract.ts'
import { end, permitPerson, requireSum, sessionToCount } from './counting.ts'
import { CashCountRow, type SessionHeld } from './entities.ts'
import { handOverSubject } from './rules.ts'
import { begin, drawerWant, storeOf, tallyOf, tellDrawer, tellSession } from './sessions.ts'

type HandOver = Static<typeof cashHandOver.body>

export const handOverDecider = decides(
  cashHandOver,
  ({ approvalId }, { storeId, terminalId }) => [
    drawerWant(storeId, terminalId),
    ...(approvalId ? [approvalWant(storeId, approvalId)] : []),
  ],
  (body, draft, about) => {
    permitPerson(draft, about, body, cashHandOver.needs)
    const { giverCount, takerCount, personId, toPersonId, at } = body
    requireSum(giverCount)
    requireSum(takerCount)
    if (toPersonId === personId)
      throw new Problem('invalid-input', 'Nobody hands over to themselves')
    const session = sessionToCount(draft, about, body)
    const attempt = tallyOf(session).counts + 1
    const varianceMinor = giverCount.countedMinor - session.expectedMinor
    const isSame = giverCount.countedMinor === takerCount.countedMinor
    const isOff = !isSame || Math.abs(varianceMinor) > storeOf(about).countToleranceMinor
    if (attempt === 1 && isOff && !body.offline) {
      keepCounts(draft, body, attempt, [session, session])
      session.tally = { ...tallyOf(session), counts: 1 }
      const told = tellSession(draft, session)
      const outcome = 'recount' as const
      return { outcome, session: told, expectedMinor: null, varianceMinor: null }
    }
    if (!isSame) differ(draft, body)
    useApproval(draft, about, body, session)
    const { expectedMinor } = session
    session.tally = { ...tallyOf(session), counts: attempt, counting: false }
    session.countedMinor = giverCount.countedMinor
    end(draft, session, body)
    const floatMinor = takerCount.countedMinor
    const beginning = { id: body.id, personId: toPersonId, openedAt: at, floatMinor }
    const next = begin(draft, about, session, beginning)
    keepCounts(draft, body, attempt, [session, next])
    tellDrawer(draft, next)
    const told = tellSession(draft, next)
    return { outcome: 'handed-over' as const, session: told, expectedMinor, varianceMinor }
  },
)

/** Keeps the giver's count with the one session and the taker's with the other. */
function keepCounts(
  draft: Draft,
  { id, giverCount, takerCount, personId, toPersonId, at }: HandOver,
  attempt: number,
  [from, to]: readonly [SessionHeld, SessionHeld],
): void {
  const { storeId } = from
  const entry = { storeId, id, attempt, at }
  const given = { kind: 'giver', cashSessionId: from.id, personId, ...giverCount }
  const taken = { kind: 'taker', cashSessionId: to.id, personId: toPersonId, ...takerCount }
  for (const each of [given, taken]) draft.insert(CashCountRow, { ...entry, ...each })
}

/** Whatever is between the two counts would belong to nobody. */
function differ(draft: Draft, { offline, giverCount, takerCount }: HandOver): void {
  if (!offline) throw new Problem('invalid-input', 'The two counts differ')
  const { countedMinor } = takerCount
  draft.exception('counts-differ', `${giverCount.countedMinor} was given, ${countedMinor} taken`)
}

/** Uses up what the taker's PIN granted. Offline there may be none, because no PIN can be checked. */
function useApproval(draft: Draft, about: About, body: HandOver, session: SessionHeld): void {
  const { approvalId, offline } = body
  const objection =
    approvalId === null ? 'Nobody agreed to it' : objectionTo(draft, about, body, session)
  if (objection === undefined) return
  if (offline) draft.exception('hand-over-unapproved', objection)
  else if (approvalId === null)
    throw new Problem('approval-required', { approvalKind: 'hand-over' })
  else throw new Problem('approval-void', objection)
}

function objectionTo(
  draft: Draft,
  about: About,
  body: HandOver,
  { id: cashSessionId, currency }: SessionHeld,
): string | undefined {
  const { storeId } = about
  const { id: documentId, approvalId, toPersonId, personId, offline, at } = body
  if (approvalId === null) return undefined
  const held = heldApproval(draft, storeId, approvalId)
  if (held && held.decidedBy !== toPersonId) return 'Whoever takes the drawer must agree to it'
  const kind = 'hand-over'
  return consume(draft, about, {
    approvalId,
    kind,
    subjectHash: subjectHash({ kind, storeId, ...handOverSubject(cashSessionId, currency) }),
    personId,
    fourEyes: true,
    documentId,
    ...(offline && { happenedAt: at }),
  })
}
