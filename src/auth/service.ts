// The verbs of signing in and out. Every refusal of a name and password is the same to the outside and
// costs the same, whether nobody has the name, the password is wrong or the name is locked.
import { setTimeout as pause } from 'node:timers/promises'
import type { Input, Output } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import { COMPANY } from '#shared/streams.ts'
import { cleanName } from '#shared/text.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { monotonicMs } from '#kernel/clock.ts'
import { Problem } from '#kernel/problems.ts'
import type { Act, Ask } from '#kernel/room.ts'
import type { Scope } from '#kernel/scope.ts'
import type { Tx } from '#kernel/transact.ts'
import { people, type Person } from '#users/contract.ts'
import { worksIn } from '#users/rules.ts'
import { signInKey } from './attempts.ts'
import {
  signInFailed,
  type refresh,
  type revokePerson,
  type SignedIn,
  type signIn,
  type signOut,
  type whoAmI,
} from './contract.ts'
import { knownPerson, requireOver, tryPassword, type Known, type Tried } from './known.ts'
import { recognise, rememberDevice } from './known-devices.ts'
import type { ProofKind } from './proof-contract.ts'
import { loginOf } from './rules.ts'
import { hasMfa, hasSecondStep, secondStep } from './second-step.ts'
import { endSessions, openSession, sessionOf, turnToken, type Going } from './sessions.ts'
import { tokensOf } from './tokens.ts'

export { checkPin, isStillPin, type PinHolder } from './pins.ts'

/** Signs in with name and password, and with a code where a second step is set up. */
export async function signInWith(
  act: Act,
  input: Input<typeof signIn>,
): Promise<Output<typeof signIn>> {
  const { kernel, limits, sql } = act
  const since = monotonicMs()
  const login = loginOf(input.login)
  const device = await recognise(sql, login, input.deviceToken)
  const key = signInKey(act.scope, login, device)
  const isStranger = device === undefined && act.scope.terminalId === null
  const typed = { login, key, password: input.password, isStranger }
  const tried = await tryPassword(kernel, typed, (personId) =>
    secondStep(act, personId, input.code),
  )
  if (typeof tried === 'string') return refuse(act, login, tried, since)
  const { personId, hash, second } = tried
  const scope = { ...act.scope, personId }
  const proofs: ProofKind[] = second === 'none' ? ['password'] : ['password', second]
  const opening = async (tx: Tx) => {
    const known = await knownPerson(tx, personId)
    // The password may have been changed, and all sign-ins ended, while this one was tried.
    const [same] = await tx.sql(
      `select 1 from credential where person_id = $1 and hash = $2 for share`,
      [personId, hash],
    )
    if (!same || !known?.person.active) throw new Problem('wrong-credentials')
    // So may a second step have been set up, by which the others were ended.
    if (second === 'none' && (await hasMfa(tx.sql, personId))) throw new Problem('code-needed')
    requirePlace(tx.scope, known.person)
    const made = { personId, proofs, device: cleanName(input.device ?? '', 120) ?? '' }
    const going = await openSession(tx, made, limits)
    const isTerminal = tx.scope.terminalId !== null
    const deviceToken = isTerminal ? '' : await rememberDevice(tx, personId, device, limits)
    return { known, going, deviceToken }
  }
  const opened = await act.transact(opening, { by: scope })
  return { ...(await answer(kernel, opened.going, opened.known)), deviceToken: opened.deviceToken }
}

/**
 * Refuses a sign-in: a wrong password, an unknown name and a locked one in the same words, and after the
 * same time, though only what was looked at is put on the log.
 */
async function refuse(
  act: Act,
  login: string,
  why: Exclude<Tried, object>,
  since: number,
): Promise<never> {
  await Promise.all([
    noted(act, login, why),
    pause(Math.max(0, since + act.limits.refusalMs - monotonicMs())),
  ])
  if (why === 'code-needed' || why === 'code-refused') throw new Problem(why)
  throw new Problem('wrong-credentials')
}

async function noted(act: Act, login: string, why: Exclude<Tried, object>): Promise<void> {
  if (why === 'refused') await noteFailure(act, login)
  if (why === 'code-refused') await noteFailure(act, login, 'wrong code')
}

// A sign-in at a terminal is of no use to somebody who does not work there.
function requirePlace({ terminalId, storeIds }: Scope, person: Person): void {
  if (terminalId && !storeIds?.every((storeId) => worksIn(person, storeId))) {
    throw new Problem('wrong-store')
  }
}

/** Puts a failed try on the log; a name nobody has is left out, as it may be a mistyped password. */
async function noteFailure(
  { kernel, scope }: Act,
  login: string,
  wrong = 'wrong password',
): Promise<void> {
  await kernel.transact({ scope }, async (tx) => {
    const [known] = await tx.sql(`select 1 from person where login = $1`, [login])
    tx.emit(signInFailed, COMPANY, {
      login: known ? login : '',
      reason: known ? wrong : 'unknown name',
      address: scope.address,
      at: tx.at,
    })
  })
}

async function answer(kernel: Kernel, going: Going, known: Known): Promise<SignedIn> {
  const { personId, sessionId, startedAt, proofs, boundTo, refreshToken } = going
  const tokens = await tokensOf(kernel.config)
  const secondStepped = hasSecondStep(proofs)
  const startedAtMs = Date.parse(startedAt)
  const bearer = { personId, sessionId, startedAtMs, secondStepped, boundTo }
  const { token, expiresAt } = await tokens.issue(bearer)
  const { person, permissions, needsMfa } = known
  const mustEnrol = needsMfa && !secondStepped
  return {
    accessToken: token,
    expiresAt,
    refreshToken,
    sessionId,
    person,
    permissions: mustEnrol ? [] : [...permissions],
    mustEnrol,
    deviceToken: '',
  }
}

/** Trades a refresh token for new tokens. */
export async function refreshWith(
  act: Act,
  input: Input<typeof refresh>,
): Promise<Output<typeof refresh>> {
  const { kernel } = act
  const { refreshToken } = input
  if (!refreshToken) throw new Problem('not-signed-in')
  const turned = await act.transact(async (tx) => {
    const going = await turnToken(tx, refreshToken, kernel.config.limits)
    if (typeof going === 'string') return going
    const known = await knownPerson(tx, going.personId)
    if (known?.person.active) return { going, known }
    await endSessions(tx, { sessionId: going.sessionId }, 'the person is inactive')
    return 'ended'
  })
  if (turned === 'unknown') throw new Problem('not-signed-in')
  if (turned === 'ended') throw new Problem('revoked')
  return answer(kernel, turned.going, turned.known)
}

/** Ends the caller's sign-in. */
export async function endOwn({ kernel, scope }: Act): Promise<Output<typeof signOut>> {
  const { sessionId } = scope
  if (!sessionId) return { signedOut: false }
  // Whoever is thrown out meanwhile is out as well, which is no reason to refuse it.
  const ended = await kernel.transact({ scope }, (tx) =>
    endSessions(tx, { sessionId }, 'signed out'),
  )
  return { signedOut: ended > 0 }
}

/** Ends the sign-in a refresh token belongs to, for a browser whose access token is over already. */
export async function endByToken(
  kernel: Kernel,
  scope: Scope,
  refreshToken: string,
): Promise<boolean> {
  return kernel.transact({ scope }, async (tx) => {
    const sessionId = await sessionOf(tx, refreshToken)
    return sessionId !== undefined && (await endSessions(tx, { sessionId }, 'signed out')) > 0
  })
}

/** Ends every sign-in of a person. */
export async function revoke(
  tx: Tx,
  { personId }: Input<typeof revokePerson>,
): Promise<Output<typeof revokePerson>> {
  requireOver(tx, await knownPerson(tx, personId))
  return { revoked: await endSessions(tx, { personId }, 'revoked') }
}

/** Ends every sign-in made at a terminal; for the room that takes it out of service. */
export async function endSignInsAt(tx: Tx, terminalId: Id): Promise<void> {
  await endSessions(tx, { terminalId }, 'the terminal was revoked')
}

/** The caller, as the hub sees it. */
export async function who({ scope, memory }: Ask): Promise<Output<typeof whoAmI>> {
  const { personId, terminalId, permissions } = scope
  const person = personId ? memory.get(people, personId) : undefined
  return { person: person ?? null, terminalId, permissions: [...permissions] }
}
