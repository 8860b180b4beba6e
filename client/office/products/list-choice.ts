// Which price list the products page shows for a store, and which store it shows for a list: the two never disagree, because
// prices of a list that no till of the store charges, beside its stock, would mislead. Pure.
import type { PriceList } from '#prices/contract.ts'
import type { Store } from '#stores/contract.ts'

type Shop = Pick<Store, 'id' | 'currency'>

/** Whether a list can hold in a store at all. */
export function fitsStore({ currency, storeIds }: PriceList, store: Shop): boolean {
  return currency === store.currency && (storeIds === null || storeIds.includes(store.id))
}

/** The active lists, the one that wins first. */
export function shownLists(lists: readonly PriceList[]): PriceList[] {
  return lists
    .filter(({ active }) => active)
    .toSorted((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1))
}

/**
 * The list shown: the one chosen while it holds in the store, or in no store of this person; else the store's everyday
 * list, which is the lowest of those for every customer; those above it are exceptions.
 */
export function listFor(
  lists: readonly PriceList[],
  store: Shop | undefined,
  own: readonly Shop[],
  chosen: string | null,
): PriceList | null {
  const picked = lists.find(({ id }) => id === chosen)
  if (
    picked &&
    (!store || fitsStore(picked, store) || !own.some((each) => fitsStore(picked, each)))
  )
    return picked
  const fits = lists.filter((list) => store && fitsStore(list, store))
  const everyday = fits.filter(({ customerGroupIds }) => customerGroupIds === null)
  return everyday.at(-1) ?? fits.at(-1) ?? lists.at(-1) ?? null
}

/** The store to look at with a list: the one looked at while the list holds there, else the first in which it does. */
export function storeFor(
  list: PriceList | undefined,
  store: Shop | undefined,
  own: readonly Shop[],
): string | undefined {
  if (!list || (store && fitsStore(list, store))) return store?.id
  return (own.find((each) => fitsStore(list, each)) ?? store)?.id
}
