// The verbs of signing in and out. Every refusal of a name and password is the same to the outside and
// costs the same, whether nobody has the name, the password is wrong or the name is locked.
import type { Input, Output } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import { COMPANY } from '#shared/streams.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { Problem } from '#kernel/problems.ts'
import type { Act, Ask } from '#kernel/room.ts'
import { grants, type Scope } from '#kernel/scope.ts'
import type { Tx } from '#kernel/transact.ts'
import { people, type Person, type Role } from '#users/contract.ts'
import { personColumns } from '#users/entities.ts'
import { mayGrant, worksIn } from '#users/rules.ts'
import { granterOf } from '#users/service.ts'
import { countTry, forgiveTries } from './attempts.ts'
import {
  signInFailed,
  type refresh,
  type revokePerson,
  type setPassword,
  type SignedIn,
  type signIn,
  type signOut,
  type whoAmI,
} from './contract.ts'
import { hashPassword, isPassword, nobodysHash } from './passwords.ts'
import { loginOf } from './rules.ts'
import { endSessions, openSession, sessionOf, turnToken, type Going } from './sessions.ts'
import { tokensOf } from './tokens.ts'
import { hashingTurns } from './turns.ts'

/** Someone with their role's permissions, as the database has them. */
type Known = { readonly person: Person } & Pick<Role, 'permissions' | 'limits'>

async function knownPerson(tx: Tx, personId: Id): Promise<Known | undefined> {
  // A shared lock: nobody is made inactive between this look and the commit.
  const [row] = await tx.sql<Person & Pick<Role, 'permissions' | 'limits'>>(
    `select ${personColumns}, role.permissions, role.limits from person join role on role.id = person.role_id
      where person.id = $1 for share of person`,
    [personId],
  )
  if (!row) return undefined
  const { permissions, limits, ...person } = row
  return { person, permissions, limits }
}

type Tried = { readonly personId: Id; readonly hash: string } | 'refused' | 'not-looked-at'

/** Tries a password for a name, in its turn and counted. */
async function tryPassword(kernel: Kernel, login: string, password: string): Promise<Tried> {
  const { config, database } = kernel
  return hashingTurns(config).take(login, async () => {
    const counted = await countTry(database.sql, login, kernel.at(), config.limits)
    const [found] = await database.sql<{ personId: Id; hash: string }>(
      `select person_id as "personId", hash from credential
         join person on person.id = person_id where login = $1`,
      [login],
    )
    const hash = counted && found ? found.hash : nobodysHash
    const right = await isPassword(hash, password)
    if (!counted) return 'not-looked-at'
    if (!right || !found) return 'refused'
    await forgiveTries(database.sql, login)
    return found
  })
}

/** Signs in with name and password. */
export async function signInWith(
  act: Act,
  input: Input<typeof signIn>,
): Promise<Output<typeof signIn>> {
  const { kernel } = act
  const login = loginOf(input.login)
  const tried = await tryPassword(kernel, login, input.password)
  if (typeof tried === 'string') {
    if (tried === 'refused') await noteFailure(act, login)
    throw new Problem('wrong-credentials')
  }
  const { personId, hash } = tried
  const scope = { ...act.scope, personId }
  const opened = await kernel.transact({ scope }, async (tx) => {
    const known = await knownPerson(tx, personId)
    // The password may have been changed, and all sign-ins ended, while this one was tried.
    const [same] = await tx.sql(
      `select 1 from credential where person_id = $1 and hash = $2 for share`,
      [personId, hash],
    )
    if (!same || !known?.person.active) throw new Problem('wrong-credentials')
    requirePlace(tx.scope, known.person)
    return { known, going: await openSession(tx, personId, kernel.config.limits) }
  })
  return answer(kernel, opened.going, opened.known)
}

// A sign-in at a terminal is of no use to somebody who does not work there.
function requirePlace({ terminalId, storeIds }: Scope, person: Person): void {
  if (terminalId && !storeIds?.every((storeId) => worksIn(person, storeId))) {
    throw new Problem('wrong-store')
  }
}

/** Puts a failed try on the log; a name nobody has is left out, as it may be a mistyped password. */
async function noteFailure({ kernel, scope }: Act, login: string): Promise<void> {
  await kernel.transact({ scope }, async (tx) => {
    const [known] = await tx.sql(`select 1 from person where login = $1`, [login])
    tx.emit(signInFailed, COMPANY, {
      login: known ? login : '',
      reason: known ? 'wrong password' : 'unknown name',
      address: scope.address,
      at: tx.at,
    })
  })
}

async function answer(kernel: Kernel, going: Going, known: Known): Promise<SignedIn> {
  const { personId, sessionId, startedAt, refreshToken } = going
  const tokens = await tokensOf(kernel.config)
  const bearer = { personId, sessionId, startedAtMs: Date.parse(startedAt) }
  const { token, expiresAt } = await tokens.issue(bearer)
  const { person, permissions } = known
  return {
    accessToken: token,
    expiresAt,
    refreshToken,
    sessionId,
    person,
    permissions: [...permissions],
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
  const turned = await kernel.transact({ scope: act.scope }, async (tx) => {
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

function requireOver(tx: Tx, known: Known | undefined): Known {
  if (!known) throw new Problem('not-found', 'There is no such person')
  if (!mayGrant(granterOf(tx.scope, tx.memory), known.person, known)) {
    throw new Problem('forbidden', 'This person holds more than you do')
  }
  return known
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

/** Sets a password: one's own with the present one, anybody else's by right. */
export async function givePassword(
  act: Act,
  input: Input<typeof setPassword>,
): Promise<Output<typeof setPassword>> {
  const { kernel, scope } = act
  const { personId } = input
  const own = scope.personId === personId
  if (own) await requirePresent(act, input.present)
  else if (!grants(scope.permissions, 'auth.set-password')) throw new Problem('forbidden')
  const hash = await hashingTurns(kernel.config).take(personId, () => hashPassword(input.password))
  await kernel.transact({ scope }, async (tx) => {
    const known = await knownPerson(tx, personId)
    if (!own) requireOver(tx, known)
    await tx.sql(
      `insert into credential (person_id, hash, changed_at) values ($1, $2, $3)
       on conflict (person_id) do update set hash = excluded.hash, changed_at = excluded.changed_at`,
      [personId, hash, tx.at],
    )
    await endSessions(tx, { personId, but: own ? scope.sessionId : null }, 'the password changed')
  })
  return { personId }
}

async function requirePresent({ kernel, scope, memory }: Act, present = ''): Promise<void> {
  const person = memory.get(people, scope.personId ?? '')
  if (!person) throw new Problem('not-signed-in')
  const tried = await tryPassword(kernel, person.login, present)
  if (typeof tried === 'string') throw new Problem('wrong-credentials')
}

/** The caller, as the hub sees it. */
export async function who({ scope, memory }: Ask): Promise<Output<typeof whoAmI>> {
  const { personId, terminalId, permissions } = scope
  const person = personId ? memory.get(people, personId) : undefined
  return { person: person ?? null, terminalId, permissions: [...permissions] }
}
