// Files that hold a secret: a process does not start while somebody else of the machine can read one. It
// changes no mode; who widened it should know that it was wide.
import { statSync } from 'node:fs'

// Writing by the group, and anything by others. A group that may read is how secrets are mounted.
const wide = 0o027

/** Throws a sentence for a person unless `file` is closed to others. Windows has no such modes. */
export function requirePrivate(file: string): void {
  if (process.platform === 'win32' || (statSync(file).mode & wide) === 0) return
  throw new Error(`${file} holds a secret, and others may read or change it: chmod 600 "${file}"`)
}
