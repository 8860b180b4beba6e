// Which stores the figures are of: never stores of two currencies at once. Pure.
import type { Store } from '#stores/contract.ts'

export type Choice = { currency: string; storeId: string | null }

/** The currencies of the stores, that of most stores first. */
export function currenciesOf(stores: readonly Pick<Store, 'currency' | 'open'>[]): string[] {
  const counts = new Map<string, number>()
  for (const { currency, open } of stores) {
    if (open) counts.set(currency, (counts.get(currency) ?? 0) + 1)
  }
  return [...counts.keys()].toSorted(
    (a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || (a < b ? -1 : 1),
  )
}

/** The choice that can be kept: a currency there is, and a store of it or all of them. */
export function settled(wish: Choice | null, stores: readonly Store[]): Choice | null {
  const currencies = currenciesOf(stores)
  const currency = currencies.find((each) => each === wish?.currency) ?? currencies[0]
  if (currency === undefined) return null
  const own = stores.find(({ id }) => id === wish?.storeId)
  return { currency, storeId: own?.currency === currency ? own.id : null }
}

/** The stores a choice means, in the order of their names. */
export function chosenStores(choice: Choice, stores: readonly Store[]): Store[] {
  return stores
    .filter(({ open, currency, id }) => {
      return open && currency === choice.currency && (choice.storeId ?? id) === id
    })
    .toSorted((a, b) => (a.name.en < b.name.en ? -1 : 1))
}

/** What tells a store from its fellows: the part of its name after the last comma. */
export function shortName(name: string): string {
  return name.split(/[,،] */).at(-1) || name
}

/** The short names of stores, or the whole ones where two would be called the same. */
export function labelsOf(stores: readonly Store[], locale: 'en' | 'ar'): Map<string, string> {
  const short = stores.map(({ name }) => shortName(name[locale]))
  const clear = new Set(short).size === short.length
  return new Map(
    stores.map(({ id, name }, index) => [id, clear ? (short[index] ?? '') : name[locale]]),
  )
}
