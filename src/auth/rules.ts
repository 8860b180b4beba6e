// What signing in takes for granted about names and about terminals. The rooms above bring the
// terminals; nothing here looks anything up.
import type { Audience } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import { latinDigits } from '#shared/text.ts'

/** A name as it is counted and looked up, however it was typed. */
export function loginOf(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase()
}

/** Letters and digits nobody mistakes for one another when reading them aloud. */
export const CODE_ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** A one-time code as it was typed, as it was made: capitals and Latin digits, without spaces and dashes. */
export function codeOf(typed: string): string {
  return latinDigits(typed)
    .toUpperCase()
    .replace(/[\s-]+/g, '')
}

/** Whether anybody would try this PIN first: one digit over and over, or digits in a row. */
export function isObviousPin(pin: string): boolean {
  const steps = Array.from(pin.slice(1), (digit, i) => (Number(digit) - Number(pin[i]) + 10) % 10)
  return [0, 1, 9].some((step) => steps.every((each) => each === step))
}

/** How long a till lets a person in by a PIN that the hub accepted there, without asking again. */
export const pinProofMs = 72 * 3_600_000

/** The permission to set somebody else's PIN. */
export const setPinPermission = 'users.set-pin'

/** A terminal as far as a caller's rights depend on it. */
export type Device = {
  readonly storeId: Id
  readonly code: string
  readonly fence: number
  readonly enrolled: boolean
  readonly audience: Audience
  /** What it may do while nobody has signed in at it. */
  readonly alone: readonly string[]
}

/** What a device shows of itself. */
export type Shown = {
  readonly id: Id
  readonly token?: string | undefined
  readonly signature?: string | undefined
}

/** The terminals, from memory. */
export type Devices = {
  readonly find: (id: Id) => Device | undefined
  /** The terminal as it was proved to be. Throws `not-signed-in` or `revoked`. */
  readonly prove: (shown: Shown, nonce: string | undefined) => Promise<Device>
}
