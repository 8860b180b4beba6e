// The client as its sources are, built once however many test files want it at the same time.
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { buildClient } from '#supervisor/client-build.ts'
import { FolderTaken, takeFolder } from '#supervisor/lock.ts'
import { repository } from '#supervisor/node-child.ts'

const turn = join(repository, 'node_modules', '.cache', 'mizan-client-build')

/** Resolves when client/dist can be served. Rejects with what Vite said. */
export async function clientBuilt(): Promise<void> {
  const release = await takeTurn()
  try {
    await buildClient(() => {})
  } finally {
    release()
  }
}

async function takeTurn(): Promise<() => void> {
  for (;;) {
    try {
      return takeFolder(turn)
    } catch (error) {
      if (!(error instanceof FolderTaken)) throw error
      await pause(100)
    }
  }
}
