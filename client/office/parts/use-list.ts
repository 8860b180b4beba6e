// The view of one list, kept on this device for the person who made it. Without a name nothing is kept.
import { useState } from 'react'
import {
  dropView,
  type KeptList,
  type ListView,
  nothingKept,
  readKept,
  saveView,
} from './list-views.ts'

export type ListKeeping = KeptList & {
  set(part: Partial<ListView>): void
  /** Gives what is shown now a name. */
  save(name: string): void
  drop(name: string): void
}

export const listKey = (personId: string, name: string) => `mizan.list.${personId}.${name}`

function keep(key: string | null, list: KeptList): void {
  if (key === null) return
  try {
    localStorage.setItem(key, JSON.stringify(list))
  } catch {
    // A browser that refuses storage shows the list as it is by itself next time.
  }
}

function kept(key: string | null): KeptList {
  try {
    return key === null ? nothingKept : readKept(localStorage.getItem(key))
  } catch {
    return nothingKept
  }
}

/** The caller begins anew for another key. */
export function useList(key: string | null): ListKeeping {
  const [list, setList] = useState(() => kept(key))
  const take = (next: KeptList) => {
    setList(next)
    keep(key, next)
  }
  return {
    ...list,
    set: (part) => take({ ...list, view: { ...list.view, ...part } }),
    save: (name) => take(saveView(list, name)),
    drop: (name) => take(dropView(list, name)),
  }
}
