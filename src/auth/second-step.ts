// The second step of signing in: a code of an app or of the list of recovery codes, each good once. All
// that must be remembered of it is in PostgreSQL, so that no two hubs take the same code.
import type { Id } from '#shared/ids.ts'
import { COMPANY } from '#shared/streams.ts'
import { latinDigits } from '#shared/text.ts'
import type { Sql } from '#kernel/database.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Act } from '#kernel/room.ts'
import type { Tx } from '#kernel/transact.ts'
import { oneTimeHash } from './codes.ts'
import { recoveryCodeUsed, type ProofKind } from './proof-contract.ts'
import { openSeed } from './seeds.ts'
import { stepOfCode } from './totp.ts'

/** What a sign-in was made with besides the password. */
export type SecondStep = Exclude<ProofKind, 'password' | 'pin'> | 'none'

/** Whether what a sign-in was made with includes a second step. */
export function hasSecondStep(proofs: readonly ProofKind[]): boolean {
  return proofs.some((kind) => kind === 'totp' || kind === 'recovery')
}

export async function hasMfa(sql: Sql, personId: Id): Promise<boolean> {
  const [row] = await sql(`select 1 from totp where person_id = $1 and confirmed_at is not null`, [
    personId,
  ])
  return row !== undefined
}

/** What of a second step comes with a right password; a code that is right is used up. */
export async function secondStep(
  act: Act,
  personId: Id,
  code: string | undefined,
): Promise<SecondStep | 'needed' | 'refused'> {
  if (!(await hasMfa(act.sql, personId))) return 'none'
  return code === undefined ? 'needed' : await useCode(act, personId, code)
}

/** Uses a code up, whichever of the two kinds it is. */
export async function useCode(
  { kernel, scope, transact }: Act,
  personId: Id,
  code: string,
): Promise<'totp' | 'recovery' | 'refused'> {
  const using = async (tx: Tx) => {
    if (await takeTotp(kernel, tx, personId, code)) return 'totp'
    return (await takeRecoveryCode(tx, personId, code)) ? 'recovery' : 'refused'
  }
  return transact(using, { by: { ...scope, personId } })
}

/**
 * Takes a code of the app, if it is of a step after the last one that was taken; the first one of a seed
 * confirms it where `first` says so.
 */
export async function takeTotp(
  kernel: Kernel,
  tx: Tx,
  personId: Id,
  typed: string,
  first = false,
): Promise<boolean> {
  const [totp] = await tx.sql<{ secret: string }>(
    `select secret from totp where person_id = $1 and (confirmed_at is null) = $2 for update`,
    [personId, first],
  )
  const code = latinDigits(typed).replace(/\s/g, '')
  const seed = totp && (await openSeed(kernel, personId, totp.secret))
  const step = seed === undefined ? undefined : stepOfCode(seed, code, Date.parse(tx.at))
  if (step === undefined) return false
  const taken = await tx.sql(
    `update totp set last_step = $2, confirmed_at = coalesce(confirmed_at, $3)
      where person_id = $1 and last_step < $2 returning 1 as taken`,
    [personId, step, tx.at],
  )
  return taken.length > 0
}

async function takeRecoveryCode(tx: Tx, personId: Id, typed: string): Promise<boolean> {
  const [used] = await tx.sql(
    `delete from recovery_code where person_id = $1 and hash = $2 returning 1 as used`,
    [personId, oneTimeHash(personId, typed)],
  )
  if (!used) return false
  const left = await recoveryCodesLeft(tx.sql, personId)
  tx.emit(recoveryCodeUsed, COMPANY, { personId, left, at: tx.at })
  return true
}

export async function recoveryCodesLeft(sql: Sql, personId: Id): Promise<number> {
  const [row] = await sql<{ left: number }>(
    `select count(*) as left from recovery_code where person_id = $1`,
    [personId],
  )
  return row?.left ?? 0
}
