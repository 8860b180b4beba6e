// Who somebody is to the verbs of signing in: found with their role, tried by their password, and
// never touched by anybody who holds less.
import type { Id } from '#shared/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { Problem } from '#kernel/problems.ts'
import type { Scope } from '#kernel/scope.ts'
import type { Tx } from '#kernel/transact.ts'
import type { Person, Role } from '#users/contract.ts'
import { personColumns } from '#users/entities.ts'
import { mayGrant } from '#users/rules.ts'
import { granterOf } from '#users/service.ts'
import { countTry, forgiveTries, takeTryBack } from './attempts.ts'
import { isPassword, nobodysHash } from './passwords.ts'
import type { SecondStep } from './second-step.ts'
import { hashingTurns } from './turns.ts'

type Rights = Pick<Role, 'permissions' | 'limits' | 'needsMfa'>

/** Someone with their role's permissions, as the database has them. */
export type Known = { readonly person: Person } & Rights

/** The person with their role, as of this transaction; undefined if there is none. */
export async function knownPerson(tx: Tx, personId: Id): Promise<Known | undefined> {
  // A shared lock: nobody is made inactive between this look and the commit.
  const [row] = await tx.sql<Person & Rights>(
    `select ${personColumns}, role.permissions, role.limits, role.needs_mfa as "needsMfa"
       from person join role on role.id = person.role_id where person.id = $1 for share of person`,
    [personId],
  )
  if (!row) return undefined
  const { permissions, limits, needsMfa, ...person } = row
  return { person, permissions, limits, needsMfa }
}

/** A password as it was typed, for whom, and what the try is counted under. */
export type Try = {
  readonly login: string
  readonly key: string
  readonly password: string
  /** Nothing is known of where it comes from. */
  readonly isStranger?: boolean
}

type Right = { readonly personId: Id; readonly hash: string; readonly second: SecondStep }
export type Tried = Right | 'refused' | 'not-looked-at' | 'code-needed' | 'code-refused'

/**
 * Tries a password for a name, in its turn and counted, and then what `second` says of a second step.
 * Whoever the name belongs to, and however often it was tried, one password is hashed.
 */
export async function tryPassword(
  kernel: Kernel,
  { login, key, password, isStranger = false }: Try,
  second: (personId: Id) => Promise<SecondStep | 'needed' | 'refused'> = async () => 'none',
): Promise<Tried> {
  const { config, database } = kernel
  const look = async (): Promise<Tried> => {
    const counted = await countTry(database.sql, key, kernel.at(), config.limits)
    const [found] = await database.sql<{ personId: Id; hash: string }>(
      `select person_id as "personId", hash from credential
         join person on person.id = person_id where login = $1 and active`,
      [login],
    )
    const hash = counted && found ? found.hash : nobodysHash
    const right = await isPassword(hash, password)
    if (!counted) return 'not-looked-at'
    if (!right || !found) return 'refused'
    const step = await second(found.personId)
    if (step === 'refused') return 'code-refused'
    if (step === 'needed') {
      await takeTryBack(database.sql, key)
      return 'code-needed'
    }
    await forgiveTries(database.sql, key)
    return { ...found, second: step }
  }
  return hashingTurns(config).take(key, look, isStranger)
}

/** Throws unless the caller has all that the person has. */
export function requireOver(tx: Tx, known: Known | undefined): Known {
  if (!known) throw new Problem('not-found', 'There is no such person')
  if (!mayGrant(granterOf(tx.scope, tx.memory), known.person, known)) {
    throw new Problem('forbidden', 'This person holds more than you do')
  }
  return known
}

/** Who asks. Throws `forbidden` for a device alone, which has no sign-in. */
export function personOf({ personId }: Scope): Id {
  if (personId === null) throw new Problem('forbidden', 'Only a person may do this')
  return personId
}
