// Showing once more who one is, before something dangerous. Tries are counted for the sign-in that makes
// them: who guesses here locks nobody else out, and a stranger locks nobody out here.
import type { Input, Output } from '#shared/contract.ts'
import { COMPANY } from '#shared/streams.ts'
import { Problem } from '#kernel/problems.ts'
import type { Act } from '#kernel/room.ts'
import { people } from '#users/contract.ts'
import { countTry, forgiveTries, proofKey } from './attempts.ts'
import { personOf, tryPassword } from './known.ts'
import { proofRefused, sessionProved, type Proof, type prove } from './proof-contract.ts'
import { useCode } from './second-step.ts'

/** Throws `wrong-credentials` unless this is the caller's present password. */
export async function requirePresent(act: Act, password = ''): Promise<void> {
  const { kernel, scope, memory } = act
  const login = memory.get(people, personOf(scope))?.login
  if (login === undefined) throw new Problem('not-signed-in')
  const tried = await tryPassword(kernel, { login, key: proofKey(scope), password })
  if (typeof tried !== 'string') return
  if (tried === 'refused') await noteRefusal(act, 'password')
  throw new Problem('wrong-credentials')
}

async function requireCode(act: Act, { kind, code }: Exclude<Proof, { kind: 'password' }>) {
  const { kernel, scope, sql } = act
  const key = proofKey(scope)
  if (!(await countTry(sql, key, act.at, kernel.config.limits))) throw new Problem('code-refused')
  if ((await useCode(act, personOf(scope), code)) === 'refused') {
    await noteRefusal(act, kind)
    throw new Problem('code-refused')
  }
  await forgiveTries(sql, key)
}

async function noteRefusal({ kernel, scope }: Act, kind: Proof['kind']): Promise<void> {
  const { address } = scope
  const personId = personOf(scope)
  await kernel.transact({ scope }, async (tx) => {
    tx.emit(proofRefused, COMPANY, { personId, kind, address, at: tx.at })
  })
}

/** Takes a proof: dangerous things may be asked for some minutes. */
export async function proveAgain(
  act: Act,
  { proof }: Input<typeof prove>,
): Promise<Output<typeof prove>> {
  const { kernel, scope, transact } = act
  const personId = personOf(scope)
  const { sessionId } = scope
  if (sessionId === null) throw new Problem('not-signed-in')
  if (proof.kind === 'password') await requirePresent(act, proof.password)
  else await requireCode(act, proof)
  return transact(async (tx) => {
    await tx.sql(`update session set proved_at = $2 where id = $1 and ended_at is null`, [
      sessionId,
      tx.at,
    ])
    tx.emit(sessionProved, COMPANY, { sessionId, personId, kind: proof.kind, at: tx.at })
    return { provedUntil: provedUntil(tx.at, kernel.config.limits.stepUpMinutes) }
  })
}

/** Until when a proof of `at` holds. */
export function provedUntil(at: string, minutes: number): string {
  return new Date(Date.parse(at) + minutes * 60_000).toISOString()
}
