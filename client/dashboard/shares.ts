// What the day is made of: the products that sold most, categories and tenders as parts of the whole. Pure, for
// stores of one currency.
import type { Category, Product, Variant } from '#catalog/contract.ts'
import type { DayProduct, DayTotals } from '#sales/state.ts'
import { WHOLE_PPM } from '#shared/money.ts'

export type Top = { variantId: string; amountMinor: number; quantityMilli: number }
export type Share = { id: string; amountMinor: number; sharePpm: number }

/** The variants that brought most, with what they came to over all the stores. */
export function topProducts(products: readonly DayProduct[], most: number): Top[] {
  const sums = new Map<string, Top>()
  for (const { variantId, amountMinor, quantityMilli } of products) {
    const before = sums.get(variantId)
    sums.set(variantId, {
      variantId,
      amountMinor: (before?.amountMinor ?? 0) + amountMinor,
      quantityMilli: (before?.quantityMilli ?? 0) + quantityMilli,
    })
  }
  return [...sums.values()]
    .filter(({ amountMinor }) => amountMinor > 0)
    .toSorted((a, b) => b.amountMinor - a.amountMinor || (a.variantId < b.variantId ? -1 : 1))
    .slice(0, most)
}

export type CatalogMaps = {
  variant: (id: string) => Variant | undefined
  product: (id: string) => Product | undefined
  category: (id: string) => Category | undefined
}

/** What stands under none. */
export const NO_CATEGORY = 'none'

/** Shares by the category at the top of the tree. */
export function categoryShares(products: readonly DayProduct[], maps: CatalogMaps): Share[] {
  const sums = new Map<string, number>()
  for (const { variantId, amountMinor } of products) {
    const productId = maps.variant(variantId)?.productId
    const product = productId === undefined ? undefined : maps.product(productId)
    const id = rootOf(product?.categoryId ?? null, maps)
    sums.set(id, (sums.get(id) ?? 0) + amountMinor)
  }
  return sharesOf(sums)
}

const DEEPEST = 20

function rootOf(categoryId: string | null, maps: CatalogMaps): string {
  let id = categoryId
  for (let depth = 0; id !== null && depth < DEEPEST; depth += 1) {
    const category = maps.category(id)
    if (!category) return NO_CATEGORY
    if (category.parentId === null) return id
    id = category.parentId
  }
  return NO_CATEGORY
}

/** Shares by how it was paid, change already taken off the cash. */
export function tenderShares(days: readonly DayTotals[]): Share[] {
  const sums = new Map<string, number>()
  for (const { tenders } of days) {
    for (const [kind, amountMinor] of Object.entries(tenders)) {
      sums.set(kind, (sums.get(kind) ?? 0) + amountMinor)
    }
  }
  return sharesOf(sums)
}

// A part that went back on balance is no part of what came in.
function sharesOf(sums: ReadonlyMap<string, number>): Share[] {
  const parts = [...sums].filter(([, amountMinor]) => amountMinor > 0)
  const whole = parts.reduce((sum, [, amountMinor]) => sum + amountMinor, 0)
  return parts
    .map(([id, amountMinor]) => ({
      id,
      amountMinor,
      sharePpm: Math.round((amountMinor / whole) * WHOLE_PPM),
    }))
    .toSorted((a, b) => b.amountMinor - a.amountMinor)
}
