// Sign-ins and the refresh tokens that keep them going. A token is used once; used again after a short
// grace it can only be in two hands, and the whole sign-in ends. Runs inside transactions of others.
import type { Limits } from '#kernel/allowances.ts'
import { nowMs } from '#kernel/clock.ts'
import type { Tx } from '#kernel/transact.ts'
import { newId, type Id } from '#shared/ids.ts'
import { COMPANY } from '#shared/streams.ts'
import { sessionRevoked, signedIn } from './contract.ts'
import { RefreshTokenRow } from './entities.ts'
import { markPin } from './pin-marks.ts'
import type { ProofKind } from './proof-contract.ts'
import { opaqueHash, opaqueToken, veiled } from './tokens.ts'

/** A sign-in that goes on, with the token that continues it. */
export type Going = {
  readonly sessionId: Id
  readonly personId: Id
  readonly startedAt: string
  readonly proofs: readonly ProofKind[]
  /** Of a sign-in by PIN, the only till where it holds. */
  readonly boundTo: Id | null
  readonly refreshToken: string
}

const later = (at: string, ms: number) => new Date(Date.parse(at) + ms).toISOString()
const HOUR = 3_600_000
/** A PIN is no proof for what is dangerous: as if the last one were long ago. */
const NEVER = '1970-01-01T00:00:00.000Z'

const boundTo = (proofs: readonly ProofKind[], terminalId: Id | null) =>
  proofs[0] === 'pin' ? terminalId : null

/** What a new sign-in is: whose, made with what, on a device that says this of itself. */
export type Opening = {
  readonly personId: Id
  readonly proofs: readonly ProofKind[]
  readonly device: string
}

/** Begins a sign-in at the caller's terminal and address. */
export async function openSession(tx: Tx, opening: Opening, limits: Limits): Promise<Going> {
  const { personId, proofs, device } = opening
  const sessionId = newId(nowMs())
  const { terminalId, address } = tx.scope
  // Bounded per person without a schedule: what ended long ago goes when the person comes again.
  await tx.sql(`delete from session where person_id = $1 and expires_at < $2`, [personId, tx.at])
  const refreshToken = opaqueToken()
  await tx.sql(
    `insert into session (id, person_id, terminal_id, address, device, proofs, started_at, seen_at,
                          proved_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $7, $9, $8)`,
    [
      sessionId,
      personId,
      terminalId,
      address,
      device,
      JSON.stringify(proofs),
      tx.at,
      later(tx.at, limits.sessionHours * HOUR),
      proofs[0] === 'pin' ? NEVER : tx.at,
    ],
  )
  tx.insert(RefreshTokenRow, tokenRow(refreshToken, sessionId, tx.at))
  tx.emit(signedIn, COMPANY, { sessionId, personId, terminalId, address, at: tx.at })
  const bound = boundTo(proofs, terminalId)
  return { sessionId, personId, startedAt: tx.at, proofs, boundTo: bound, refreshToken }
}

function tokenRow(token: string, sessionId: Id, issuedAt: string) {
  return { hash: opaqueHash(token), sessionId, issuedAt, usedAt: null, successor: null }
}

type Presented = {
  hash: string
  sessionId: Id
  issuedAt: string
  usedAt: string | null
  successor: string | null
}
type Session = Pick<Going, 'personId' | 'startedAt' | 'proofs'> & {
  terminalId: Id | null
  expiresAt: string
  endedAt: string | null
}

/**
 * Trades a refresh token for the next one. `ended` means that it was used before and that the
 * sign-in has just been ended for it: the transaction must commit all the same.
 */
export async function turnToken(
  tx: Tx,
  token: string,
  limits: Limits,
): Promise<Going | 'unknown' | 'ended'> {
  const hash = opaqueHash(token)
  const [presented] = await tx.sql<Presented>(
    `select hash, session_id as "sessionId", issued_at as "issuedAt", used_at as "usedAt", successor
       from refresh_token where hash = $1 for update`,
    [hash],
  )
  if (!presented) return 'unknown'
  const { sessionId } = presented
  const [session] = await tx.sql<Session>(
    `select person_id as "personId", started_at as "startedAt", expires_at as "expiresAt",
            ended_at as "endedAt", proofs, terminal_id as "terminalId"
       from session where id = $1 for update`,
    [sessionId],
  )
  if (!session || session.endedAt || session.expiresAt <= tx.at) return 'unknown'
  const { personId, startedAt, proofs, terminalId } = session
  const bound = boundTo(proofs, terminalId)
  const going = { sessionId, personId, startedAt, proofs, boundTo: bound }
  if (presented.usedAt === null) {
    if (later(presented.issuedAt, limits.refreshIdleHours * HOUR) <= tx.at) return 'unknown'
    return { ...going, refreshToken: await succeed(tx, token, presented) }
  }
  const graceEnds = later(presented.usedAt, limits.refreshGraceSeconds * 1000)
  if (presented.successor && tx.at <= graceEnds) {
    return { ...going, refreshToken: veiled(presented.successor, token) }
  }
  await endSessions(tx, { sessionId }, 'a refresh token was used twice')
  return 'ended'
}

async function succeed(tx: Tx, token: string, { hash, sessionId }: Presented): Promise<string> {
  const next = opaqueToken()
  await tx.sql(`update refresh_token set used_at = $2, successor = $3 where hash = $1`, [
    hash,
    tx.at,
    veiled(next, token),
  ])
  tx.insert(RefreshTokenRow, tokenRow(next, sessionId, tx.at))
  await tx.sql(`update session set seen_at = $2 where id = $1`, [sessionId, tx.at])
  return next
}

/** The sign-in a refresh token belongs to, whether the token was used or not. */
export async function sessionOf(tx: Tx, token: string): Promise<Id | undefined> {
  const [row] = await tx.sql<{ sessionId: Id }>(
    `select session_id as "sessionId" from refresh_token where hash = $1`,
    [opaqueHash(token)],
  )
  return row?.sessionId
}

/** Which sign-ins to end: one, those of a person (but perhaps one), or those made at a terminal. */
export type Which =
  | { readonly sessionId: Id }
  | { readonly personId: Id; readonly but?: Id | null }
  | { readonly terminalId: Id }

/** Ends sign-ins that are still going; gives how many. */
export async function endSessions(tx: Tx, which: Which, reason: string): Promise<number> {
  const [condition, values] = conditionOf(which)
  const ended = await tx.sql<{ id: Id; personId: Id }>(
    `update session set ended_at = $1, end_reason = $2
      where ended_at is null and id in
        (select id from session where ended_at is null and ${condition} order by id for update)
      returning id, person_id as "personId"`,
    [tx.at, reason, ...values],
  )
  // Whoever ends all that a person signed in to ends what tills let them in by as well.
  if ('personId' in which) await markPin(tx, which.personId)
  for (const { id, personId } of ended) {
    tx.emit(sessionRevoked, COMPANY, { sessionId: id, personId, reason })
  }
  return ended.length
}

function conditionOf(which: Which): [string, unknown[]] {
  if ('sessionId' in which) return ['id = $3', [which.sessionId]]
  if ('terminalId' in which) return ['terminal_id = $3', [which.terminalId]]
  return ['person_id = $3 and id is distinct from $4', [which.personId, which.but ?? null]]
}
