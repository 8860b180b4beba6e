// The passwords and PINs of the seed shop's people: made on this machine, kept beside its data for the
// owner of the machine alone, and shown at each start; no two installations share them.
import { randomBytes, randomInt } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isObviousPin } from '#auth/rules.ts'

// No letters or digits that look like one another, so that a password can be read aloud.
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Sixteen characters of five bits each, in four groups. */
function newPassword(): string {
  const picked = [...randomBytes(16)].map((byte) => letters[byte % letters.length] ?? 'x').join('')
  return (picked.match(/.{4}/g) ?? []).join('-')
}

/** Six digits that nobody would try first. */
function newPin(): string {
  const pin = String(randomInt(1_000_000)).padStart(6, '0')
  return isObviousPin(pin) ? newPin() : pin
}

/** The password of each login, read from `file` or made and written there for its owner only. */
export function passwords(file: string, logins: readonly string[]): Promise<Secrets> {
  return kept(file, logins, newPassword)
}

/** The PIN of each login, in the same way. */
export function pins(file: string, logins: readonly string[]): Promise<Secrets> {
  return kept(file, logins, newPin)
}

type Secrets = Record<string, string>

async function kept(
  file: string,
  logins: readonly string[],
  newSecret: () => string,
): Promise<Secrets> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Secrets
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const made = Object.fromEntries(logins.map((login) => [login, newSecret()]))
  await mkdir(dirname(file), { recursive: true })
  // Whole or not at all: half a file would keep every later start from reading it.
  await writeFile(`${file}.new`, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flush: true })
  await rename(`${file}.new`, file)
  return made
}
