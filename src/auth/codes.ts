// Codes that are used once: of a list for the day a phone is lost, and of an administrator for a new
// password. They have 80 random bits, so that a fast hash is enough; only the hash is kept.
import { createHash, randomInt } from 'node:crypto'
import type { Id } from '#shared/ids.ts'
import { CODE_ALPHABET, codeOf } from './rules.ts'

const LENGTH = 16

/** A new code as it is shown, `XXXX-XXXX-XXXX-XXXX`. */
export function newOneTimeCode(): string {
  const letters = Array.from(
    { length: LENGTH },
    () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)],
  ).join('')
  return (letters.match(/.{4}/g) ?? []).join('-')
}

/** What is kept of a code, hex; of another person the same code would have another hash. */
export function oneTimeHash(personId: Id, typed: string): string {
  return createHash('sha256')
    .update(`${personId}\n${codeOf(typed)}`)
    .digest('hex')
}
