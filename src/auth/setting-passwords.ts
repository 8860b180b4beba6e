// New passwords: one's own, by right, or with a one-time code of an administrator. None is ever
// remembered but as its slow hash, and each ends the sign-ins that were made with the former one.
import type { Input, Output } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import { COMPANY } from '#shared/streams.ts'
import { Problem } from '#kernel/problems.ts'
import type { Act } from '#kernel/room.ts'
import { grants } from '#kernel/scope.ts'
import type { Tx } from '#kernel/transact.ts'
import { countTry, resetKey, signInKey } from './attempts.ts'
import { newOneTimeCode, oneTimeHash } from './codes.ts'
import { passwordSet, type setPassword } from './contract.ts'
import { knownPerson, requireOver } from './known.ts'
import { forgetDevices } from './known-devices.ts'
import { requireGoodPassword } from './password-rules.ts'
import { hashPassword } from './passwords.ts'
import { requirePresent } from './proofs.ts'
import {
  resetOffered,
  resetRefused,
  type offerReset,
  type resetPassword,
} from './reset-contract.ts'
import { loginOf } from './rules.ts'
import { endSessions } from './sessions.ts'
import { hashingTurns } from './turns.ts'

/** Sets a password: one's own with the present one, anybody else's by right. */
export async function givePassword(
  act: Act,
  input: Input<typeof setPassword>,
): Promise<Output<typeof setPassword>> {
  const { kernel, scope } = act
  const { personId } = input
  const own = scope.personId === personId
  const needs = own ? undefined : 'auth.set-password'
  if (!needs) await requirePresent(act, input.present)
  else if (!grants(scope.permissions, needs)) throw new Problem('forbidden')
  else await kernel.directory.requireProof(scope)
  const hash = await newHash(act, personId, input.password)
  const keeping = async (tx: Tx) => {
    const known = await knownPerson(tx, personId)
    if (!own) requireOver(tx, known)
    await keep(tx, personId, hash, own ? 'owner' : 'right', own ? scope.sessionId : null)
  }
  await act.transact(keeping, { needs })
  return { personId }
}

/** Hashes a password in its turn. Throws `invalid-input` for one that this person may not have. */
async function newHash({ kernel, sql, limits }: Act, personId: Id, password: string) {
  const [names] = await sql<{ login: string; name: string }>(
    `select login, name from person where id = $1`,
    [personId],
  )
  const { login = '', name = '' } = names ?? {}
  requireGoodPassword(password, [login, name], limits.passwordCharacters)
  return hashingTurns(kernel.config).take(personId, () => hashPassword(password))
}

async function keep(
  tx: Tx,
  personId: Id,
  hash: string,
  by: 'owner' | 'right' | 'reset',
  but: Id | null,
): Promise<void> {
  await tx.sql(
    `insert into credential (person_id, hash, changed_at) values ($1, $2, $3)
     on conflict (person_id) do update set hash = excluded.hash, changed_at = excluded.changed_at`,
    [personId, hash, tx.at],
  )
  // What was offered before this password is no way around it.
  await tx.sql(`delete from password_reset where person_id = $1`, [personId])
  if (by !== 'owner') await forgetDevices(tx, personId)
  tx.emit(passwordSet, COMPANY, { personId, by, at: tx.at })
  await endSessions(tx, { personId, but }, 'the password changed')
}

/** Makes a one-time code for a new password of somebody who holds no more than the caller. */
export async function offer(
  { limits, transact }: Act,
  { personId }: Input<typeof offerReset>,
): Promise<Output<typeof offerReset>> {
  const code = newOneTimeCode()
  return transact(async (tx) => {
    requireOver(tx, await knownPerson(tx, personId))
    const expiresAt = new Date(Date.parse(tx.at) + limits.resetMinutes * 60_000).toISOString()
    await tx.sql(
      `insert into password_reset (person_id, hash, expires_at) values ($1, $2, $3)
       on conflict (person_id) do update set hash = excluded.hash, expires_at = excluded.expires_at`,
      [personId, oneTimeHash(personId, code), expiresAt],
    )
    tx.emit(resetOffered, COMPANY, { personId, expiresAt, at: tx.at })
    return { code, expiresAt }
  })
}

/** Sets a new password with a one-time code; a second step stays as it is. */
export async function reset(
  act: Act,
  input: Input<typeof resetPassword>,
): Promise<Output<typeof resetPassword>> {
  const { scope, sql, at, limits, transact } = act
  const login = loginOf(input.login)
  const looked = await countTry(sql, resetKey(login), at, limits)
  const [person] = await sql<{ id: Id }>(`select id from person where login = $1 and active`, [
    login,
  ])
  const codeHash = oneTimeHash(person?.id ?? '', input.code)
  const [open] = await sql(
    `select 1 from password_reset where person_id = $1 and hash = $2 and expires_at > $3`,
    [person?.id ?? null, codeHash, at],
  )
  if (!looked || !person || !open) {
    if (looked) await noteRefusal(act, person ? login : '')
    throw new Problem('code-refused')
  }
  const hash = await newHash(act, person.id, input.password)
  const spending = async (tx: Tx) => {
    const [spent] = await tx.sql(
      `delete from password_reset where person_id = $1 and hash = $2 returning 1 as spent`,
      [person.id, codeHash],
    )
    // Of two who use the code at once, the second finds it used.
    if (!spent) throw new Problem('code-refused')
    await keep(tx, person.id, hash, 'reset', null)
    await tx.sql(`delete from sign_in_try where key = any($1)`, [
      [resetKey(login), signInKey(scope, login)],
    ])
  }
  await transact(spending, { by: { ...scope, personId: person.id } })
  return { reset: true }
}

async function noteRefusal({ kernel, scope }: Act, login: string): Promise<void> {
  await kernel.transact({ scope }, async (tx) => {
    tx.emit(resetRefused, COMPANY, { login, address: scope.address, at: tx.at })
  })
}
