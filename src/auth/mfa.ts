// Setting a second step up, and taking it away. The seed is shown once, and holds nothing up until a code
// has shown that the app has it. No seed and no code ever goes into a fact.
import type { Input, Output } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import { COMPANY } from '#shared/streams.ts'
import { Problem } from '#kernel/problems.ts'
import type { Act, Ask } from '#kernel/room.ts'
import { grants } from '#kernel/scope.ts'
import type { Tx } from '#kernel/transact.ts'
import { people, roles } from '#users/contract.ts'
import { newOneTimeCode, oneTimeHash } from './codes.ts'
import { knownPerson, personOf, requireOver } from './known.ts'
import {
  mfaEnded,
  mfaSet,
  recoveryCodesMade,
  type beginMfa,
  type confirmMfa,
  type endMfa,
  type renewRecoveryCodes,
} from './proof-contract.ts'
import { hasMfa, takeTotp } from './second-step.ts'
import { sealSeed } from './seeds.ts'
import { endSessions } from './sessions.ts'
import { newTotpSecret, otpauthUri } from './totp.ts'

const RECOVERY_CODES = 10

/** Makes a seed in place of one that was never confirmed. */
export async function begin({
  kernel,
  scope,
  memory,
  transact,
}: Act): Promise<Output<typeof beginMfa>> {
  const personId = personOf(scope)
  const secret = newTotpSecret()
  const sealed = await sealSeed(kernel, personId, secret)
  await transact(async (tx) => {
    const [begun] = await tx.sql(
      `insert into totp as t (person_id, secret, last_step) values ($1, $2, 0)
       on conflict (person_id) do update set secret = excluded.secret, last_step = 0
         where t.confirmed_at is null returning 1 as begun`,
      [personId, sealed],
    )
    if (!begun) throw new Problem('wrong-state', 'There is a second step already')
  })
  const login = memory.get(people, personId)?.login ?? ''
  return { uri: otpauthUri(login, secret), secret }
}

/** Confirms the seed with a code of it; ends the other sign-ins, which were made without. */
export async function confirm(
  { kernel, scope, transact }: Act,
  { code }: Input<typeof confirmMfa>,
): Promise<Output<typeof confirmMfa>> {
  const personId = personOf(scope)
  return transact(async (tx) => {
    // A sign-in that is being made without it is waited for, and ended with the others below.
    await tx.sql(`select 1 from person where id = $1 for update`, [personId])
    if (!(await takeTotp(kernel, tx, personId, code, true))) throw new Problem('code-refused')
    await tx.sql(`update session set proofs = proofs || '["totp"]', proved_at = $2 where id = $1`, [
      scope.sessionId,
      tx.at,
    ])
    tx.emit(mfaSet, COMPANY, { personId, at: tx.at })
    const but = scope.sessionId
    await endSessions(tx, { personId, but }, 'a second step was set up')
    return { recoveryCodes: await makeRecoveryCodes(tx, personId) }
  })
}

async function makeRecoveryCodes(tx: Tx, personId: Id): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newOneTimeCode)
  await tx.sql(`delete from recovery_code where person_id = $1`, [personId])
  await tx.sql(
    `insert into recovery_code (person_id, hash) select $1, hash from unnest($2::text[]) as hash`,
    [personId, codes.map((code) => oneTimeHash(personId, code))],
  )
  tx.emit(recoveryCodesMade, COMPANY, { personId, at: tx.at })
  return codes
}

/** Makes new recovery codes in place of all that are left. */
export async function renew({
  scope,
  sql,
  transact,
}: Act): Promise<Output<typeof renewRecoveryCodes>> {
  const personId = personOf(scope)
  if (!(await hasMfa(sql, personId))) throw new Problem('wrong-state', 'There is no second step')
  return transact(async (tx) => ({
    recoveryCodes: await makeRecoveryCodes(tx, personId),
  }))
}

/** Takes a second step away: one’s own, or by right that of somebody whose phone is lost. */
export async function end(
  { scope, transact }: Act,
  { personId }: Input<typeof endMfa>,
): Promise<Output<typeof endMfa>> {
  const own = personOf(scope) === personId
  const needs = own ? undefined : 'auth.end-mfa'
  if (needs && !grants(scope.permissions, needs)) throw new Problem('forbidden')
  const ending = async (tx: Tx) => {
    const known = await knownPerson(tx, personId)
    if (!own) requireOver(tx, known)
    const [ended] = await tx.sql(
      `delete from totp where person_id = $1 and confirmed_at is not null returning 1 as ended`,
      [personId],
    )
    if (!ended) throw new Problem('wrong-state', 'There is no second step')
    await tx.sql(`delete from recovery_code where person_id = $1`, [personId])
    // What was made with a step that is gone must not count as made with one.
    await tx.sql(
      `update session set proofs = proofs - 'totp' - 'recovery'
        where person_id = $1 and ended_at is null`,
      [personId],
    )
    tx.emit(mfaEnded, COMPANY, { personId, at: tx.at })
    const but = own && !known?.needsMfa ? scope.sessionId : null
    await endSessions(tx, { personId, but }, 'the second step was taken away')
    return { personId }
  }
  return transact(ending, { needs })
}

/** Whether the role of a person needs a second step. */
export function isMfaNeeded({ memory }: Pick<Ask, 'memory'>, personId: Id): boolean {
  const person = memory.get(people, personId)
  return person !== undefined && (memory.get(roles, person.roleId)?.needsMfa ?? false)
}
