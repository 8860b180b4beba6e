// The stores a manager watches: all open ones the person may see, followed live; and which of them the figures are
// of. On an enrolled terminal that is the terminal's own store.
import { useEffect, useMemo, useRef } from 'react'
import type { Id } from '#shared/ids.ts'
import { stores, type Store } from '#stores/contract.ts'
import { useDevice, useLink, useRecords, useSession } from '../link/react.ts'
import { useChoice } from './chosen.ts'
import { chosenStores } from './choice.ts'

/** The hub takes at most this many store streams beside the company's. */
const MOST_FOLLOWED = 199

/** The open stores this person may see, by name. */
export function useOwnStores(): readonly Store[] {
  const all = useRecords(stores)
  const session = useSession()
  const { terminal } = useDevice()
  const mine = session.kind === 'signed-in' ? session.person.storeIds : null
  const only = terminal?.storeId
  return useMemo(
    () =>
      all
        .filter(({ id, open }) => open && (mine === null || mine.includes(id)))
        .filter(({ id }) => only === undefined || id === only)
        .toSorted((a, b) => (a.name.en < b.name.en ? -1 : 1))
        .slice(0, MOST_FOLLOWED),
    [all, mine, only],
  )
}

/** Follows every store of the person, the chosen ones first, and keeps the look on the chosen one's time zone. */
export function useFollowed(own: readonly Store[]): readonly Store[] {
  const link = useLink()
  const [choice] = useChoice(own)
  const chosen = useMemo(() => (choice ? chosenStores(choice, own) : []), [choice, own])
  const followed = useRef('')
  const wanted = own.map(({ id }) => id).toSorted()
  const key = wanted.join()
  const first: Id | undefined = chosen[0]?.id
  useEffect(() => {
    if (first === undefined) return
    const present = new Set<string>(link.store.streams)
    const missing = key.split(',').some((id) => !present.has(`store:${id}`))
    if (missing && followed.current !== key) {
      followed.current = key
      link.follow([first, ...key.split(',').filter((id) => id !== first)])
    }
    link.store.home.set(first)
  }, [link, key, first])
  return chosen
}
