// What the tiles of the find zone show: which goods stand under a category, their price and what is left, as the hub
// counts it now. Plain values, so that a push repaints only the tiles it concerns.
import { categories, type Category, products, type Variant, variants } from '#catalog/contract.ts'
import { fullName } from '#catalog/rules.ts'
import type { Id } from '#shared/ids.ts'
import { lotFault } from '#stock/rules.ts'
import { dayProducts } from '../link/plan.ts'
import type { Store } from '../link/store.ts'
import type { Locale } from '../look/locale.ts'
import type { ProductTileProps } from '../ui/product-tile.tsx'
import type { Line } from './basket.ts'
import { holdingsFor, leftOf } from './lots.ts'
import { chargeFor, everybody } from './pricing.ts'
import type { Shelf } from './shelf.ts'

export const FAVOURITES = 'favourites'
/** More than this is not looked through with the eyes; the search finds the rest. */
const MOST = 120
const MOST_FAVOURITES = 24
/** Sorting names costs more than finding them: of a category with more, these are sorted. */
const MOST_SORTED = 1_000

export type Tile = Omit<ProductTileProps, 'onPick' | 'inBasketMilli'>

/** The categories a till offers, in their order. */
export function mainCategories(store: Store): Category[] {
  return store
    .records(categories)
    .filter(({ parentId }) => parentId === null)
    .toSorted((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
}

/** The variants under a category and those below it, by name; under favourites what is liked, then what sells. */
export function variantsUnder(store: Store, chosen: string, locale: Locale): Variant[] {
  const within = branch(store, chosen)
  const sold = chosen === FAVOURITES ? soldLately(store) : undefined
  const found: { rank: number; name: string; variant: Variant }[] = []
  for (const variant of store.map(variants).values()) {
    const product = store.record(products, variant.productId)
    if (!product || product.archived || variant.archived) continue
    const { favourite, categoryId } = product
    if (!sold && !(categoryId !== null && within.has(categoryId))) continue
    if (!sold && found.length >= MOST_SORTED) break
    if (sold && !favourite && found.length >= MOST && !sold.has(variant.id)) continue
    const rank = favourite && sold ? Number.MAX_SAFE_INTEGER : (sold?.get(variant.id) ?? 0)
    found.push({ rank, name: fullName(product, variant)[locale], variant })
  }
  const order = new Intl.Collator(locale).compare
  return found
    .sort((a, b) => b.rank - a.rank || order(a.name, b.name))
    .slice(0, sold ? MOST_FAVOURITES : MOST)
    .map(({ variant }) => variant)
}

/** How much of each variant was sold on the days this device knows. */
function soldLately(store: Store): ReadonlyMap<Id, number> {
  const sold = new Map<Id, number>()
  for (const { variantId, quantityMilli } of store.map(dayProducts).values()) {
    sold.set(variantId, (sold.get(variantId) ?? 0) + quantityMilli)
  }
  return sold
}

function branch(store: Store, chosen: string): ReadonlySet<Id> {
  const within = new Set([chosen])
  let grew = true
  while (grew) {
    grew = false
    for (const { id, parentId } of store.map(categories).values()) {
      if (parentId === null || within.has(id) || !within.has(parentId)) continue
      within.add(id)
      grew = true
    }
  }
  return within
}

/** A tile's values; undefined for a variant without a product. */
export function tileOf(
  store: Store,
  shelf: Shelf,
  variant: Variant,
  moment: { at: string; onDay: string },
): Tile | undefined {
  const product = shelf.product(variant.productId)
  if (!product) return undefined
  const category = product.categoryId ? store.record(categories, product.categoryId) : undefined
  const one = { variantId: variant.id, quantityMilli: 1000 }
  const charge = chargeFor(shelf, one, moment.at, everybody)
  const holdings = holdingsFor(shelf, variant.id, [])
  const faults = holdings.flatMap(({ lot, onHandMilli }) => {
    const fault = lot && lotFault(lot, moment.onDay, product.minimumLifeDays)
    return lot && fault && onHandMilli > 0 ? [fault === 'lot-expired' ? 'expired' : lot.status] : []
  })
  const good = holdings.filter(
    ({ lot }) => !lot || !lotFault(lot, moment.onDay, product.minimumLifeDays),
  )
  const onHandMilli = leftOf(good)
  const firm = product.stockPolicy === 'block' || product.tracking === 'lot'
  const stopped = onHandMilli > 0 || product.service || !firm ? undefined : stopOf(faults)
  return {
    id: variant.id,
    names: fullName(product, variant),
    picture: product.picture ?? '',
    category: category?.picture ?? '',
    unitPriceCentiMinor: charge?.unitPriceCentiMinor ?? null,
    currency: shelf.shop.currency,
    unit: variant.unit,
    onHandMilli: product.service ? null : onHandMilli,
    ...(product.reorderMilli === null ? {} : { reorderMilli: product.reorderMilli }),
    ...(stopped ? { stopped } : {}),
    favourite: product.favourite,
  }
}

function stopOf(faults: readonly string[]): NonNullable<Tile['stopped']> {
  const [first] = faults
  if (first === undefined) return 'none-left'
  return first === 'recalled' || first === 'expired' ? first : 'on-hold'
}

/** How much of each variant the open basket takes away. */
export function basketCounts(lines: readonly Line[]): ReadonlyMap<Id, number> {
  const counts = new Map<Id, number>()
  for (const { variantId, quantityMilli } of lines) {
    if (quantityMilli > 0) counts.set(variantId, (counts.get(variantId) ?? 0) + quantityMilli)
  }
  return counts
}
