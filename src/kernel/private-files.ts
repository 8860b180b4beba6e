// Files that hold a secret: one is made whole or not at all, once, closed to everybody else, and a process
// does not start while somebody else of the machine can read it. No mode of a file that is there is
// changed; who widened it should know that it was wide.
import { randomUUID } from 'node:crypto'
import { statSync } from 'node:fs'
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

// Writing by the group, and anything by others. A group that may read is how secrets are mounted.
const wide = 0o027

/** Throws a sentence for a person unless `file` is closed to others. Windows has no such modes. */
export function requirePrivate(file: string): void {
  if (process.platform === 'win32' || (statSync(file).mode & wide) === 0) return
  throw new Error(`${file} holds a secret, and others may read or change it: chmod 600 "${file}"`)
}

/** What stands in `file`; undefined where there is none. */
export async function readSecret(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** What stands in `file`, made first where there is none; of two that make it at once one wins. */
export async function readOrMakeSecret(file: string, make: () => string): Promise<string> {
  const there = await readSecret(file)
  if (there !== undefined) return there
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  // A link appears whole or not at all and never replaces a file: nobody reads half a secret, and the
  // second to arrive keeps that of the first.
  await drafted(file, make(), (draft) =>
    link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    }),
  )
  return readFile(file, 'utf8')
}

/** Puts another secret in the place of the one in the file, whole or not at all. */
export async function replaceSecret(file: string, text: string): Promise<void> {
  await drafted(file, text, (draft) => rename(draft, file))
}

async function drafted(
  file: string,
  text: string,
  place: (draft: string) => Promise<void>,
): Promise<void> {
  const draft = `${file}.${randomUUID()}`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
    await place(draft)
  } finally {
    await handle.close()
    await rm(draft, { force: true })
  }
}
