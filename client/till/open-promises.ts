// The promises of an open till: prices that change are looked at again at once, and answers that come late find
// their sale, also after a reload.
import { useCallback, useEffect } from 'react'
import { priceLists, prices } from '#prices/contract.ts'
import { useLink, useWatched } from '../link/react.ts'
import type { Desk } from './desk.ts'
import { repriced, termsOf } from './pricing.ts'
import { shelfOf } from './shelf.ts'
import { useEveryFewSeconds } from './use-shelf.ts'

/** Sales and drawers that went on without an answer are told of it when it comes. */
export function useLateAnswers(desk: Desk): void {
  const { journal } = useLink()
  const heard = useWatched(journal.state)
  const { unanswered, drawer } = useWatched(desk.state)
  useEffect(() => {
    for (const { id } of unanswered) {
      void journal.entry(id).then((entry) => {
        if (entry?.verdict) desk.answered(id, entry.verdict)
      })
    }
    if (drawer?.state !== 'open') return
    void journal.entry(drawer.id).then((entry) => {
      if (entry?.verdict?.outcome === 'refused') desk.change({ drawer: null })
    })
  }, [journal, heard, unanswered, drawer, desk])
}

/** A price that changes is on the open line before anything else happens; planned ones begin by themselves. */
export function useRepricing(desk: Desk): void {
  const { store, clock } = useLink()
  const look = useCallback(() => {
    const at = clock.nowAt()
    const shelf = shelfOf(store, store.home.value, at)
    if (!shelf) return
    const { basket } = desk.state.value
    const { lines } = basket
    const terms = termsOf(basket)
    const nowMs = Date.now()
    const next = lines.map((line) => repriced(line, shelf, at, nowMs, terms))
    if (next.some((line, i) => line !== lines[i])) desk.basket({ do: 'lines', lines: next })
  }, [desk, store, clock])
  useEffect(() => {
    const stops = [prices, priceLists].map((source) => store.watch(source, look))
    look()
    return () => stops.forEach((stop) => stop())
  }, [store, look])
  useEveryFewSeconds(look)
}
