// PINs: what a person types at somebody else's till to agree to one thing, or to take their place there.
// They are checked here, few times and slowly, and nothing they could be tried against leaves the hub.
import type { Input, Output } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import { COMPANY } from '#shared/streams.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { Problem } from '#kernel/problems.ts'
import type { Act } from '#kernel/room.ts'
import { grants } from '#kernel/scope.ts'
import type { Tx } from '#kernel/transact.ts'
import type { Person } from '#users/contract.ts'
import { personColumns } from '#users/entities.ts'
import { worksIn } from '#users/rules.ts'
import { countPinTry, forgivePinTries } from './attempts.ts'
import { pinRefused, pinSet, type setPin } from './contract.ts'
import { knownPerson, requireOver } from './known.ts'
import { markPin } from './pin-marks.ts'
import { hashPassword, isPassword, nobodysHash } from './passwords.ts'
import { requirePresent } from './proofs.ts'
import { isObviousPin, loginOf, setPinPermission } from './rules.ts'
import { hashingTurns } from './turns.ts'

/** Who typed a right PIN. `hash` is for `isStillPin`, in the transaction that acts on it. */
export type PinHolder = { readonly personId: Id; readonly hash: string }

/** What was typed at a till of a store. */
export type TypedPin = {
  readonly login: string
  readonly pin: string
  readonly storeId: Id
  readonly terminalId: Id
}

const loginKey = (login: string) => `login:${login}`

/**
 * Whose PIN this is. Throws `pin-refused` for a wrong PIN, an unknown login, and a person without a PIN,
 * inactive or of another store, alike and after the same work; `locked-out` with `retryAfterMs` where
 * too many were wrong. A try is counted before it is looked at, on all hubs together; what is left of the
 * tries is told alike for names that nobody has.
 */
export async function checkPin(act: Act, typed: TypedPin): Promise<PinHolder> {
  const { kernel, at } = act
  const { sql } = kernel.database
  const { limits } = kernel.config
  const login = loginOf(typed.login)
  const terminalKey = `terminal:${typed.terminalId}`
  const counts = [
    { key: loginKey(login), most: limits.pinTries },
    { key: terminalKey, most: limits.pinTriesPerTerminal },
  ]
  const found = await hashingTurns(kernel.config).take(login, async () => {
    const standing = await countPinTry(sql, counts, at, limits)
    if ('until' in standing) {
      throw new Problem('locked-out', {
        retryAfterMs: Date.parse(standing.until) - Date.parse(at),
      })
    }
    const holder = await holderOf(kernel, login, typed.storeId)
    const right = await isPassword(holder?.hash ?? nobodysHash, typed.pin)
    if (!right || !holder) return standing
    await forgivePinTries(sql, loginKey(login), terminalKey)
    return holder
  })
  if ('personId' in found) return found
  await noteRefusal(act, login, typed.terminalId)
  throw new Problem('pin-refused', { attemptsLeft: found.left })
}

async function holderOf(
  kernel: Kernel,
  login: string,
  storeId: Id,
): Promise<PinHolder | undefined> {
  const [row] = await kernel.database.sql<Person & { hash: string }>(
    `select ${personColumns}, pin.hash from pin join person on person.id = pin.person_id
      where person.login = $1`,
    [login],
  )
  return row && worksIn(row, storeId) ? { personId: row.id, hash: row.hash } : undefined
}

/** Puts a refused PIN on the log; a name nobody has is left out, as it may be a mistyped PIN. */
async function noteRefusal({ kernel, scope }: Act, login: string, terminalId: Id): Promise<void> {
  await kernel.transact({ scope }, async (tx) => {
    const [known] = await tx.sql(`select 1 from person where login = $1`, [login])
    const { address } = scope
    tx.emit(pinRefused, COMPANY, { login: known ? login : '', terminalId, address, at: tx.at })
  })
}

/** Whether the PIN that was checked is still theirs; it stays so until the transaction ends. */
export async function isStillPin(tx: Tx, { personId, hash }: PinHolder): Promise<boolean> {
  const [same] = await tx.sql(`select 1 from pin where person_id = $1 and hash = $2 for share`, [
    personId,
    hash,
  ])
  return same !== undefined
}

/** Sets a PIN: one's own with the present password, anybody else's by right. */
export async function givePin(
  act: Act,
  input: Input<typeof setPin>,
): Promise<Output<typeof setPin>> {
  const { kernel, scope } = act
  const { personId, pin } = input
  const own = scope.personId === personId
  const needs = own ? undefined : setPinPermission
  if (!needs) await requirePresent(act, input.present)
  else if (!grants(scope.permissions, needs)) throw new Problem('forbidden')
  else await kernel.directory.requireProof(scope)
  if (isObviousPin(pin)) {
    const errors = [{ path: '/pin', message: 'anybody would try this first' }]
    throw new Problem('invalid-input', { errors })
  }
  const hash = await hashingTurns(kernel.config).take(personId, () => hashPassword(pin))
  const keeping = async (tx: Tx) => {
    const known = await knownPerson(tx, personId)
    if (!own) requireOver(tx, known)
    await tx.sql(
      `insert into pin (person_id, hash, changed_at) values ($1, $2, $3)
       on conflict (person_id) do update set hash = excluded.hash, changed_at = excluded.changed_at`,
      [personId, hash, tx.at],
    )
    if (known) await tx.sql(`delete from pin_try where key = $1`, [loginKey(known.person.login)])
    tx.emit(pinSet, COMPANY, { personId, at: tx.at })
    await markPin(tx, personId)
  }
  await act.transact(keeping, { needs })
  return { personId }
}
