// Who works in the seed shop. Their passwords are made on this machine, kept beside its data for the
// owner of the machine alone, and shown at each start; no two installations share them.
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

type SeedPerson = {
  readonly login: string
  readonly name: string
  readonly roleId: 'admin' | 'manager' | 'cashier' | 'warehouse'
  /** Codes of the stores they work in; null means all. */
  readonly stores: readonly string[] | null
  readonly locale: 'en' | 'ar'
}

export const people: readonly SeedPerson[] = [
  { login: 'karim', name: 'Karim Nabil', roleId: 'admin', stores: null, locale: 'en' },
  { login: 'dalia', name: 'Dalia Mansour', roleId: 'manager', stores: null, locale: 'en' },
  { login: 'amelia', name: 'Amelia Hart', roleId: 'cashier', stores: ['LON'], locale: 'en' },
  { login: 'youssef', name: 'يوسف عادل', roleId: 'cashier', stores: ['CAI'], locale: 'ar' },
  { login: 'nadia', name: 'نادية كمال', roleId: 'warehouse', stores: ['CAI'], locale: 'ar' },
]

// No letters or digits that look like one another, so that a password can be read aloud.
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Twelve characters of five bits each, in three groups. */
function newPassword(): string {
  const picked = [...randomBytes(12)].map((byte) => letters[byte % letters.length] ?? 'x').join('')
  return `${picked.slice(0, 4)}-${picked.slice(4, 8)}-${picked.slice(8)}`
}

/** The password of each login, read from `file` or made and written there for its owner only. */
export async function passwords(file: string): Promise<Record<string, string>> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Record<string, string>
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const made = Object.fromEntries(people.map(({ login }) => [login, newPassword()]))
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 })
  return made
}
