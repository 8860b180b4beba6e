// Changing the person at a till by a PIN. What comes of it is a sign-in of that till and its store alone,
// which never counts as a proof of who somebody is for what is dangerous.
import type { Input, Output } from '#shared/contract.ts'
import { Problem } from '#kernel/problems.ts'
import type { Act } from '#kernel/room.ts'
import type { Tx } from '#kernel/transact.ts'
import { worksIn } from '#users/rules.ts'
import { knownPerson } from './known.ts'
import type { switchPerson } from './pin-contract.ts'
import { checkPin, isStillPin } from './pins.ts'
import { openSession } from './sessions.ts'

/** Signs the person of a PIN in at the till that asks. */
export async function switchTo(
  act: Act,
  { login, pin }: Input<typeof switchPerson>,
): Promise<Output<typeof switchPerson>> {
  const { limits } = act
  const { terminalId, audience, storeIds } = act.scope
  const [storeId] = storeIds ?? []
  if (terminalId === null || storeId === undefined || audience !== 'till') {
    throw new Problem('forbidden', 'People are switched at a till')
  }
  const holder = await checkPin(act, { login, pin, storeId, terminalId })
  const { personId } = holder
  const scope = { ...act.scope, personId, sessionId: null }
  const switching = async (tx: Tx) => {
    // It may have been changed, and all sign-ins ended, while it was looked at.
    if (!(await isStillPin(tx, holder))) throw new Problem('pin-refused')
    const known = await knownPerson(tx, personId)
    if (!known || !worksIn(known.person, storeId)) throw new Problem('pin-refused')
    if (known.needsMfa) throw new Problem('mfa-needed')
    const { refreshToken } = await openSession(
      tx,
      { personId, proofs: ['pin'], device: '' },
      limits,
    )
    const { person, permissions } = known
    return { refreshToken, person, permissions: [...permissions], provedAt: tx.at }
  }
  return act.transact(switching, { by: scope })
}
