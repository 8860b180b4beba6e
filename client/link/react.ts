// The link as React reads it: hooks over stable snapshots, so that a page draws again only when
// what it reads has changed. It holds no state of its own.
import type { Static, TSchema } from 'typebox'
import { createContext, use, useCallback, useState, useSyncExternalStore } from 'react'
import type { EventKind } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import type { DeviceState } from './device.ts'
import type { JournalState } from './journal.ts'
import type { Link } from './link.ts'
import type { LiveState } from './live.ts'
import type { OutboxState } from './outbox.ts'
import type { SessionState } from './session.ts'
import type { Kept, Store } from './store.ts'
import type { Watched } from './watched.ts'

/** `<LinkContext value={link}>` around the app. */
export const LinkContext = createContext<Link | null>(null)

export function useLink(): Link {
  const link = use(LinkContext)
  if (!link) throw new Error('no link around this component')
  return link
}

/** Any watched value. */
export function useWatched<T>(watched: Watched<T>): T {
  return useSyncExternalStore(watched.subscribe, watched.get, watched.get)
}

export const useLive = (): LiveState => useWatched(useLink().live.state)
/** The terminals as the hub last saw them, by terminal; empty for all but managers. */
export const usePresence = () => useWatched(useLink().live.presence)
export const useSession = (): SessionState => useWatched(useLink().session.state)
export const useDevice = (): DeviceState => useWatched(useLink().device.state)
export const useJournal = (): JournalState => useWatched(useLink().journal.state)
export const useOutbox = (): OutboxState => useWatched(useLink().outbox.state)

function useStoreId(storeId: Id | undefined): Id | undefined {
  const home = useWatched(useLink().store.home)
  return storeId ?? home ?? undefined
}

/** The record with this key; undefined where there is none or no key. */
export function useRecord<R extends TSchema>(
  source: Kept<R>,
  key: string | null,
  storeId?: Id,
): Static<R> | undefined {
  const { store } = useLink()
  const at = useStoreId(storeId)
  const subscribe = useCallback(
    (listener: () => void) => (key === null ? () => {} : store.watch(source, listener, at, key)),
    [store, source, key, at],
  )
  const read = () => (key === null ? undefined : store.record(source, key, at))
  return useSyncExternalStore(subscribe, read, read)
}

/** All records of a collection, in no order. */
export function useRecords<R extends TSchema>(source: Kept<R>, storeId?: Id): readonly Static<R>[] {
  const { store } = useLink()
  const at = useStoreId(storeId)
  const subscribe = useCallback(
    (listener: () => void) => store.watch(source, listener, at),
    [store, source, at],
  )
  const read = () => store.records(source, at)
  return useSyncExternalStore(subscribe, read, read)
}

/** What a selector gave last, so that nothing is computed or drawn without a change. */
class Selection<T> {
  #versions = ''
  #select: ((store: Store) => T) | null = null
  #held: { value: T } | null = null

  read(store: Store, versions: string, select: (store: Store) => T, equal: Equal<T>): T {
    if (this.#held && versions === this.#versions && select === this.#select)
      return this.#held.value
    const value = select(store)
    if (!this.#held || !equal(this.#held.value, value)) this.#held = { value }
    this.#versions = versions
    this.#select = select
    return this.#held.value
  }
}
type Equal<T> = (a: T, b: T) => boolean

/**
 * A value computed from collections, computed again only when one of `sources` changes. `sources`
 * and `select` should keep their identity between renders, and a `select` that makes new objects
 * needs an `equal` that sees through them; where it says so the former value stays.
 */
export function useSelector<T>(
  sources: readonly Kept[],
  select: (store: Store) => T,
  equal: Equal<T> = Object.is,
  storeId?: Id,
): T {
  const { store } = useLink()
  const at = useStoreId(storeId)
  const [selection] = useState(() => new Selection<T>())
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = sources.map((source) => store.watch(source, listener, at))
      return () => stops.forEach((stop) => stop())
    },
    [store, sources, at],
  )
  const read = () => {
    const versions = sources.map((source) => `${source.name} ${store.version(source, at)}`)
    return selection.read(store, `${at} ${versions.join()}`, select, equal)
  }
  return useSyncExternalStore(subscribe, read, read)
}

/** Goes up with each fact of a kind: what a queried list depends on to ask again. */
export function useFactVersion(event: EventKind): number {
  const { store } = useLink()
  const subscribe = useCallback(
    (listener: () => void) => store.watchFacts(event, listener),
    [store, event],
  )
  const read = () => store.factVersion(event)
  return useSyncExternalStore(subscribe, read, read)
}
