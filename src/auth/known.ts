// Who somebody is to the verbs of signing in: found with their role, tried by their password, and
// never touched by anybody who holds less.
import type { Id } from '#shared/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { Problem } from '#kernel/problems.ts'
import type { Act } from '#kernel/room.ts'
import type { Tx } from '#kernel/transact.ts'
import { people, type Person, type Role } from '#users/contract.ts'
import { personColumns } from '#users/entities.ts'
import { mayGrant } from '#users/rules.ts'
import { granterOf } from '#users/service.ts'
import { countTry, forgiveTries } from './attempts.ts'
import { isPassword, nobodysHash } from './passwords.ts'
import { hashingTurns } from './turns.ts'

/** Someone with their role's permissions, as the database has them. */
export type Known = { readonly person: Person } & Pick<Role, 'permissions' | 'limits'>

/** The person with their role, as of this transaction; undefined if there is none. */
export async function knownPerson(tx: Tx, personId: Id): Promise<Known | undefined> {
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

export type Tried = { readonly personId: Id; readonly hash: string } | 'refused' | 'not-looked-at'

/** Tries a password for a name, in its turn and counted. */
export async function tryPassword(kernel: Kernel, login: string, password: string): Promise<Tried> {
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

/** Throws unless the caller has all that the person has. */
export function requireOver(tx: Tx, known: Known | undefined): Known {
  if (!known) throw new Problem('not-found', 'There is no such person')
  if (!mayGrant(granterOf(tx.scope, tx.memory), known.person, known)) {
    throw new Problem('forbidden', 'This person holds more than you do')
  }
  return known
}

/** Throws `wrong-credentials` unless this is the caller's present password. */
export async function requirePresent({ kernel, scope, memory }: Act, present = ''): Promise<void> {
  const person = memory.get(people, scope.personId ?? '')
  if (!person) throw new Problem('not-signed-in')
  const tried = await tryPassword(kernel, person.login, present)
  if (typeof tried === 'string') throw new Problem('wrong-credentials')
}
