// Notices that a source of the server changed, for development only.

import { existsSync, watch } from 'node:fs'
import { join } from 'node:path'
import { repository } from './node-child.ts'

const settleMs = 200

/** Calls `changed` once after each burst of changes; returns what stops it. */
export function watchSources(changed: () => void): () => void {
  let timer: NodeJS.Timeout | undefined
  const folders = ['src', 'workers', 'migrations'].map((name) => join(repository, name))
  const watchers = folders.filter(existsSync).map((folder) =>
    watch(folder, { recursive: true }, (_event, file) => {
      if (!file?.endsWith('.ts')) return
      clearTimeout(timer)
      timer = setTimeout(changed, settleMs)
    }),
  )
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers) watcher.close()
  }
}
