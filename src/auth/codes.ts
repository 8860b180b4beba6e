// Codes that are used once: of a list for the day a phone is lost, and of an administrator for a new
// password. They have 80 random bits, so that a fast hash is enough; only the hash is kept.
import { createHash, randomInt } from 'node:crypto'
import { latinDigits } from '#shared/text.ts'
import type { Id } from '#shared/ids.ts'

/** Letters and digits nobody mistakes for one another when reading them aloud. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const LENGTH = 16

/** A new code as it is shown, `XXXX-XXXX-XXXX-XXXX`. */
export function newOneTimeCode(): string {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join(
    '',
  )
  return (letters.match(/.{4}/g) ?? []).join('-')
}

/** What is kept of a code, hex; of another person the same code would have another hash. */
export function oneTimeHash(personId: Id, typed: string): string {
  const code = latinDigits(typed)
    .toUpperCase()
    .replace(/[\s-]+/g, '')
  return createHash('sha256').update(`${personId}\n${code}`).digest('hex')
}
