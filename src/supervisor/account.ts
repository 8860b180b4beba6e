// PostgreSQL refuses to run as root. This file finds the unprivileged account it runs as then, and
// tells which folders that account can reach; it changes none.

import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

export type Account = { readonly uid: number; readonly gid: number }

/** The account for the database, or undefined when this process is not root and may run it itself. */
export function databaseAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  const rows = lines.map((line) => line.split(':'))
  const row = rows.find(([name]) => name === 'postgres') ?? rows.find(([name]) => name === 'nobody')
  const uid = Number(row?.[2])
  const gid = Number(row?.[3])
  if (!(uid > 0) || !(gid >= 0)) {
    throw new Error('PostgreSQL may not run as root and there is no user "postgres" or "nobody".')
  }
  return { uid, gid }
}

/** True if the account may walk through `folder` and every folder above it. */
export function canEnter(folder: string, account: Account | undefined): boolean {
  if (account === undefined) return true
  for (let path = folder; ; path = dirname(path)) {
    const { mode, uid, gid } = statSync(path)
    const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0
    if (((mode >> shift) & 1) === 0) return false
    if (path === dirname(path)) return true
  }
}
