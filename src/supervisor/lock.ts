// One system per data folder. The holder is a file naming a process; it does not outlast that
// process, however it ended.

import { linkSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { forget, recall, remember } from './left-over.ts'

/** Thrown when somebody else has the folder. */
export class FolderTaken extends Error {
  constructor(dataDir: string, pid: number) {
    super(
      `Mizan already runs on ${dataDir} (process ${pid}). ` +
        'Stop that one, or set DATA_DIR to another folder.',
    )
    this.name = 'FolderTaken'
  }
}

/** Takes the folder for this process, making it when absent; returns what gives it back. */
export function takeFolder(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true })
  const file = join(dataDir, 'supervisor.json')
  const draft = `${file}.${process.pid}`
  remember(draft, process.pid)
  try {
    for (;;) {
      // A link either makes the complete file or fails: two starts cannot both have it.
      if (linked(draft, file)) return () => forget(file)
      const { pid, state } = recall(file)
      if (state === 'running') throw new FolderTaken(dataDir, pid)
      forget(file)
    }
  } finally {
    rmSync(draft, { force: true })
  }
}

function linked(draft: string, file: string): boolean {
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}
