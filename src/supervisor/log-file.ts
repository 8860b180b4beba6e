// The log files of the parts, under DATA_DIR/log: opened for a child to write to, kept from growing
// for ever, and read back when a part does not start.

import { existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

const longestBytes = 20 * 1024 * 1024

/** A file descriptor to append to; the caller closes it. A long file is put aside as `.1` first. */
export function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true })
  if (existsSync(file) && statSync(file).size > longestBytes) renameSync(file, `${file}.1`)
  return openSync(file, 'a', 0o600)
}

/** The last `count` lines that are not empty. */
export function lastLines(file: string, count: number): string {
  if (!existsSync(file)) return ''
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines
    .filter((line) => line.trim())
    .slice(-count)
    .join('\n')
}
