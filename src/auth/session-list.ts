// The sign-ins that are going on, as their owner or somebody who holds as much sees and ends them.
import type { Input, Output } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import type { Limits } from '#kernel/allowances.ts'
import { Problem } from '#kernel/problems.ts'
import type { Act, Ask } from '#kernel/room.ts'
import { grants } from '#kernel/scope.ts'
import type { Tx } from '#kernel/transact.ts'
import { people, roles } from '#users/contract.ts'
import { mayGrant } from '#users/rules.ts'
import { granterOf } from '#users/service.ts'
import { revokePerson } from './contract.ts'
import { knownPerson, personOf, requireOver } from './known.ts'
import { isMfaNeeded } from './mfa.ts'
import { recoveryCodesLeft } from './second-step.ts'
import type { mySecurity } from './proof-contract.ts'
import { provedUntil } from './proofs.ts'
import {
  type endSession,
  type mySessions,
  type SessionRecord,
  type sessionsOf,
  type signOutEverywhere,
} from './sessions-contract.ts'
import { markPin } from './pin-marks.ts'
import { endSessions } from './sessions.ts'

const HOUR = 3_600_000
const MOST_LISTED = 200

async function going(
  { sql, at, scope, limits }: Ask,
  personId: Id,
): Promise<{ sessions: SessionRecord[] }> {
  const sessions = await sql<SessionRecord>(
    `select id, person_id as "personId", terminal_id as "terminalId", device, address,
            started_at as "startedAt", seen_at as "seenAt", expires_at as "expiresAt", proofs,
            id is not distinct from $4 as here
       from session
      where person_id = $1 and ended_at is null and expires_at > $2 and seen_at > $3
      order by seen_at desc, id limit ${MOST_LISTED}`,
    [personId, at, idleSince(at, limits), scope.sessionId],
  )
  return { sessions }
}

// Nobody can go on with a sign-in whose last token was made before this.
function idleSince(at: string, { refreshIdleHours }: Limits): string {
  return new Date(Date.parse(at) - refreshIdleHours * HOUR).toISOString()
}

/** The caller’s own. */
export async function listOwn(ask: Ask): Promise<Output<typeof mySessions>> {
  return going(ask, personOf(ask.scope))
}

/** Those of somebody who holds no more than the caller. */
export async function listOf(
  ask: Ask,
  { personId }: Input<typeof sessionsOf>,
): Promise<Output<typeof sessionsOf>> {
  const { memory, scope } = ask
  const person = memory.get(people, personId)
  const role = person && memory.get(roles, person.roleId)
  if (!person || !role) throw new Problem('not-found', 'There is no such person')
  if (!mayGrant(granterOf(scope, memory), person, role)) {
    throw new Problem('forbidden', 'This person holds more than you do')
  }
  return going(ask, personId)
}

/** Ends one: one’s own, or by right that of somebody who holds no more. */
export async function endOne(
  { kernel, scope, sql, transact }: Act,
  { sessionId }: Input<typeof endSession>,
): Promise<Output<typeof endSession>> {
  const [session] = await sql<{ personId: Id }>(
    `select person_id as "personId" from session where id = $1`,
    [sessionId],
  )
  const own = session?.personId === personOf(scope)
  const needs = own ? undefined : revokePerson.needs
  // Whether there is such a sign-in is told to nobody who may not end it.
  if (!session || (needs && !grants(scope.permissions, needs))) {
    throw new Problem('not-found', 'There is no such sign-in')
  }
  if (!own) await kernel.directory.requireProof(scope)
  const ending = async (tx: Tx) => {
    if (!own) {
      requireOver(tx, await knownPerson(tx, session.personId))
      await markPin(tx, session.personId)
    }
    return endSessions(tx, { sessionId }, own ? 'signed out from elsewhere' : 'revoked')
  }
  return { ended: (await transact(ending, { needs })) > 0 }
}

/** Ends all of the caller’s own. */
export async function endAllOwn(
  { scope, transact }: Act,
  { butHere = false }: Input<typeof signOutEverywhere>,
): Promise<Output<typeof signOutEverywhere>> {
  const personId = personOf(scope)
  const but = butHere ? scope.sessionId : null
  const ended = await transact((tx) => endSessions(tx, { personId, but }, 'signed out everywhere'))
  return { ended }
}

type Rests = { changedAt: string | null; since: string | null; provedAt: string | null }

/** What the caller’s sign-in rests on. */
export async function ownSecurity(ask: Ask): Promise<Output<typeof mySecurity>> {
  const { sql, at, scope, limits } = ask
  const personId = personOf(scope)
  const [rests] = await sql<Rests>(
    `select (select changed_at from credential where person_id = $1) as "changedAt",
            (select confirmed_at from totp where person_id = $1) as since,
            (select proved_at from session where id = $2) as "provedAt"`,
    [personId, scope.sessionId],
  )
  const { changedAt = null, since = null, provedAt = null } = rests ?? {}
  const until = provedAt && provedUntil(provedAt, limits.stepUpMinutes)
  return {
    mfa: since ? { since, recoveryCodesLeft: await recoveryCodesLeft(sql, personId) } : null,
    mfaNeeded: isMfaNeeded(ask, personId),
    passwordChangedAt: changedAt,
    provedUntil: until && until > at ? until : null,
    passwordCharacters: limits.passwordCharacters,
  }
}
