// What the tests of the supervisor share: a folder of their own, and patience.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** A new folder, removed when the test ends. */
export async function temporaryFolder(test: {
  teardown(handler: () => unknown): unknown
}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mizan-system-'))
  test.teardown(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Resolves once `holds` does; rejects after most of a minute, naming what was awaited: a start is slow on a busy machine. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 1800; attempt += 1) {
    if (holds()) return
    await pause(25)
  }
  throw new Error(`It did not happen in 45 s: ${what}`)
}
