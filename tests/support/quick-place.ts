// Where tests put what is gone when they end: in memory, where the system keeps a folder for that. A database is
// a thousand files, and a file system that looks for room among what was just deleted takes longer with each.
import { readFileSync, statfsSync } from 'node:fs'
import { freemem, tmpdir } from 'node:os'

const inMemory = '/dev/shm'
/** What the databases and browsers of two files need at once, several times over. */
const enoughBytes = 4 * 2 ** 30

/** A folder that is there and may be written to; a folder of one's own is made in it. */
export function quickPlace(): string {
  return isRoomy() && mayRunPrograms() ? inMemory : tmpdir()
}

// What lies there is taken from the memory the tests need themselves.
function isRoomy(): boolean {
  try {
    const { bavail, bsize } = statfsSync(inMemory)
    return Math.min(bavail * bsize, freemem() / 2) > enoughBytes
  } catch {
    return false
  }
}

// A container may have one from which nothing is run, and a test may put programs where its files are.
function mayRunPrograms(): boolean {
  const mounts = readFileSync('/proc/mounts', 'utf8').split('\n')
  const [, , kind, options] =
    mounts.find((line) => line.split(' ')[1] === inMemory)?.split(' ') ?? []
  return kind === 'tmpfs' && !options?.split(',').includes('noexec')
}
