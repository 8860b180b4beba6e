// Which stores a browser without a till watches: all that are open to the person, so that each page is live whichever
// store it shows. A terminal watches its own store and is left alone.
import { useLayoutEffect, useMemo, useRef } from 'react'
import { stores, type Store } from '#stores/contract.ts'
import { coversStores } from '#users/rules.ts'
import { streamOf } from '#shared/streams.ts'
import { useDevice, useLink, useRecords, useSession, useWatched } from '../link/react.ts'

/** What one greeting may name beside the company's own stream. */
const MOST = 199

/** The stores this person works in, in the order of their codes. */
export function useOwnStores(): readonly Store[] {
  const all = useRecords(stores)
  const session = useSession()
  const held = session.kind === 'signed-in' ? session.person.storeIds : null
  return useMemo(
    () =>
      all
        .filter(({ id }) => coversStores(held, [id]))
        .toSorted((a, b) => (a.code < b.code ? -1 : 1)),
    [all, held],
  )
}

/** The store looked at, and how to look at another. */
export function useChosenStore(): { store: Store | undefined; choose(id: string): void } {
  const link = useLink()
  const home = useWatched(link.store.home)
  const own = useOwnStores()
  const choose = (id: string) => {
    keepChoice(id)
    link.store.home.set(id)
  }
  return { store: own.find(({ id }) => id === home), choose }
}

const KEPT = 'mizan.office-store'

function keepChoice(id: string): void {
  try {
    localStorage.setItem(KEPT, id)
  } catch {
    // A browser that refuses storage begins with the first store next time.
  }
}

function keptChoice(): string | null {
  try {
    return localStorage.getItem(KEPT)
  } catch {
    return null
  }
}

/** Follows them, and looks at the store this person looked at last. */
export function useFollowedStores(): void {
  const link = useLink()
  const { terminal } = useDevice()
  const own = useOwnStores()
  const asked = useRef('')
  // Before anything is painted: a page must not show one store and then another.
  useLayoutEffect(() => {
    if (terminal || own.length === 0) return
    const open = own.filter((store) => store.open).slice(0, MOST)
    const ids = (open.length > 0 ? open : own.slice(0, MOST)).map(({ id }) => id)
    const kept = keptChoice()
    // Which copy came from the disk first is chance; without a choice it is the first store each time.
    const first = (kept !== null && ids.includes(kept) ? kept : ids[0]) ?? null
    link.store.home.set(first)
    const followed = link.store.streams
    // A copy takes a while to come; asking again meanwhile would only begin it anew.
    const missing = ids.some((id) => !followed.includes(streamOf(id)))
    if (!missing || asked.current === ids.join()) return
    asked.current = ids.join()
    link.follow([first ?? '', ...ids.filter((id) => id !== first)])
  }, [link, terminal, own])
}
