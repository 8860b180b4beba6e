// The price of one unit in a list, now and next. It knows one list only: which list wins in a store is for `prices/rules`.
import type { Price } from '#prices/contract.ts'
import { ONE_MILLI } from '#prices/rules.ts'

const isForOne = ({ minimumMilli, packMilli }: Price) =>
  minimumMilli === 0 && packMilli === ONE_MILLI

/** The price for a single unit that holds in the list at an instant; undefined where it has none. */
export function priceInList(
  prices: readonly Price[],
  listId: string | null,
  at: string,
): Price | undefined {
  let found: Price | undefined
  for (const price of prices) {
    if (price.listId !== listId || !isForOne(price)) continue
    if (price.validFrom > at || (price.validTo !== null && price.validTo <= at)) continue
    if (!found || price.validFrom > found.validFrom) found = price
  }
  return found
}

/** The next price for a single unit that is to hold after an instant. */
export function plannedInList(
  prices: readonly Price[],
  listId: string | null,
  at: string,
): Price | undefined {
  return prices
    .filter((price) => price.listId === listId && isForOne(price) && price.validFrom > at)
    .toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1))[0]
}
