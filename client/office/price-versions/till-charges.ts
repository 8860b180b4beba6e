// What each till charges for one product at this moment: those that hold every version as the copy here says, those behind
// as the prices stood before the first version they lack. Pure; which price wins is for the rules of prices.
import type { Price, PriceList } from '#prices/contract.ts'
import { ONE_MILLI, priceFor } from '#prices/rules.ts'
import { knownTo, type Shop, type TillStanding } from './rollout.ts'

export type StoreCharges = {
  readonly store: Shop
  readonly tills: number
  /** What the tills with every version charge; null where the product has no price. */
  readonly nowCentiMinor: number | null
  /** Other figures that tills behind still charge, and how many of them. */
  readonly others: readonly { unitPriceCentiMinor: number | null; tills: number }[]
  /** Tills behind of which it is not known here what they charge. */
  readonly unknown: number
}

export type ChargesParts = {
  readonly lists: ReadonlyMap<string, PriceList>
  /** Those that hold now, of the one product. */
  readonly prices: readonly Price[]
  /** Those that held before the oldest version a till lacks as well, by store; null while it is not known. */
  readonly before: ReadonlyMap<string, readonly Price[]> | null
  readonly tills: readonly TillStanding[]
  readonly newest: number
  readonly nowAt: string
  readonly quantityMilli?: number
}

export function chargesOf(parts: ChargesParts): StoreCharges[] {
  const { lists, nowAt, quantityMilli = ONE_MILLI } = parts
  const byStore = Map.groupBy(parts.tills, ({ store }) => store.id)
  return [...byStore.values()].flatMap((tills): StoreCharges[] => {
    const [first] = tills
    if (!first) return []
    const { store } = first
    const price = (prices: readonly Price[]) =>
      priceFor({ lists, prices, store, quantityMilli, at: nowAt })?.unitPriceCentiMinor ?? null
    const now = price(parts.prices)
    const earlier = parts.before?.get(store.id)
    const counts = new Map<number | null, number>()
    let unknown = 0
    for (const { held } of tills) {
      if (held !== null && held >= parts.newest) continue
      if (!earlier || held === null) unknown += 1
      else {
        const charged = price(knownTo([...earlier, ...newer(parts.prices, earlier)], held))
        counts.set(charged, (counts.get(charged) ?? 0) + 1)
      }
    }
    const others = [...counts]
      .filter(([charged]) => charged !== now)
      .map(([unitPriceCentiMinor, count]) => ({ unitPriceCentiMinor, tills: count }))
    return [{ store, tills: tills.length, nowCentiMinor: now, others, unknown }]
  })
}

function newer(prices: readonly Price[], known: readonly Price[]): Price[] {
  const ids = new Set(known.map(({ id }) => id))
  return prices.filter(({ id }) => !ids.has(id))
}
