// The shelf as it is now: another object after each change of what a basket depends on, and at each new day, so that
// whoever computes from it computes again. It asks no network.
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { dayIn } from '#shared/days.ts'
import { useLossSince } from '../frame/since.ts'
import { taxes } from '#stores/contract.ts'
import { useLink, useLive, useWatched } from '../link/react.ts'
import type { Shelf } from './shelf.ts'
import { lastTaxed, shelfOf, shelfSources } from './shelf.ts'

const LOOK_EVERY_MS = 5_000

export type ShelfNow = { readonly shelf: Shelf; readonly onDay: string; readonly version: string }

export function useShelf(): ShelfNow | undefined {
  const { store, clock } = useLink()
  const home = useWatched(store.home)
  const version = useSyncExternalStore(
    (listener) => {
      const stops = shelfSources.map((source) => store.watch(source, listener))
      return () => stops.forEach((stop) => stop())
    },
    () => `${home} ${shelfSources.map((source) => store.version(source)).join()}`,
  )
  const taxedAt = useEvery(() => lastTaxed(store.map(taxes).values(), clock.nowAt()))
  const shelf = useMemo(() => {
    // Named so that a new version makes a new shelf, although it reads the same store.
    void version
    return shelfOf(store, home, taxedAt)
  }, [store, home, version, taxedAt])
  const timeZone = shelf?.shop.timeZone ?? 'UTC'
  const onDay = useEvery(() => dayIn(timeZone, new Date().toISOString()))
  return useMemo(() => shelf && { shelf, onDay, version }, [shelf, onDay, version])
}

/** A text that depends on the time, read again every few seconds. */
function useEvery(read: () => string): string {
  return useSyncExternalStore((listener) => {
    const timer = setInterval(listener, LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, read)
}

/** Whether the link is live, and since when it is not. */
export function useLinkLoss(): { live: boolean; lostAtMs: number | null } {
  const live = useLive().kind === 'live'
  const sinceMs = useLossSince()
  return useMemo(() => ({ live, lostAtMs: live ? null : sinceMs }), [live, sinceMs])
}

/** Calls again and again while the page is open, for prices that begin by themselves. */
export function useEveryFewSeconds(act: () => void): void {
  useEffect(() => {
    const timer = setInterval(act, LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [act])
}
