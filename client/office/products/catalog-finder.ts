// Finds products for the grid in this device's own index: by name, SKU and barcode, and by the beginning of a lot code.
import { fold } from '#shared/folding.ts'
import { lots } from '#stock/contract.ts'
import type { Store } from '../../link/store.ts'
import { searchBook } from '../../link/catalog-search.ts'

/** More than any catalogue holds: the grid shows whatever is found. */
const MOST_HITS = 1_000_000
/** One letter begins too many lots to mean one. */
const SHORTEST_LOT = 2

/** Variant ids, the best match first; those found by a lot come last. */
export function findVariants(store: Store, text: string, most = MOST_HITS): string[] {
  const hits = searchBook(store).search(text, most)
  const ids = new Set(hits.map(({ variant }) => variant.id))
  const beginning = fold(text.trim())
  if (beginning.length >= SHORTEST_LOT && ids.size < most) {
    for (const lot of store.map(lots).values()) {
      if (fold(lot.code).startsWith(beginning)) ids.add(lot.variantId)
    }
  }
  return [...ids].slice(0, most)
}
