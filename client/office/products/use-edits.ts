// The prices a person has typed and not published yet, and publishing them. A published price leaves the set when the feed
// brings it; until then its row shows it as edited, because until then no till charges it.
import { useCallback, useEffect, useState } from 'react'
import { newId } from '#shared/ids.ts'
import { prices, pricesSet } from '#prices/contract.ts'
import { useLink } from '../../link/react.ts'
import { keepEdits, keptEdits } from './edits-kept.ts'
import { priceNow } from './live-goods.ts'
import { type EditBook, edit, inParts, noEdits, settle, undo } from './price-edits.ts'

export type Publishing = {
  /** From when they hold; null: at once. */
  validFrom: string | null
  note: string | null
}
export type Published = { taken: number; version: number | null }

export type PriceEditing = {
  readonly book: EditBook
  change(changes: Iterable<readonly [string, number]>): void
  back(): void
  forget(): void
  /** Sends them; resolves with how many the hub has taken and the version they came into. */
  publish(publishing: Publishing): Promise<Published>
}

/** For one list; the caller begins anew for another. */
export function useEdits(listId: string | null): PriceEditing {
  const { store, call } = useLink()
  const arrived = useCallback(
    (id: string, price: number) => priceNow(store, id, listId)?.unitPriceCentiMinor === price,
    [store, listId],
  )
  const [book, setBook] = useState<EditBook>(() =>
    settle({ now: keptEdits(localStorage, listId), past: [] }, arrived),
  )
  useEffect(
    () => store.watch(prices, () => setBook((now) => settle(now, arrived))),
    [store, arrived],
  )
  useEffect(() => keepEdits(localStorage, listId, book.now), [listId, book.now])
  const publish = async ({ validFrom, note }: Publishing): Promise<Published> => {
    if (listId === null) return { taken: 0, version: null }
    let taken = 0
    let last: number | null = null
    for (const part of inParts(book.now)) {
      const made = part.map(([variantId, unitPriceCentiMinor]) => {
        return { id: newId(Date.now()), variantId, unitPriceCentiMinor }
      })
      const when = validFrom === null ? {} : { validFrom }
      const { version } = await call(pricesSet, { listId, prices: made, note, ...when })
      last = version.number
      taken += part.length
      // A price for later never comes into force while one looks, so that its edit would stay.
      const sent = new Set(part.map(([id]) => id))
      if (validFrom !== null) setBook((now) => settle(now, (id) => sent.has(id)))
    }
    return { taken, version: last }
  }
  return {
    book,
    change: (changes) =>
      setBook((now) =>
        edit(now, changes, (id) => priceNow(store, id, listId)?.unitPriceCentiMinor),
      ),
    back: () => setBook(undo),
    forget: () => setBook(noEdits),
    publish,
  }
}
