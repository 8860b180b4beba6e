// Which products the grid shows and in which order. The order is found when a person asks for it and stays while news comes:
// a row changes in its place and never jumps from under the finger.
import type { Product, Variant } from '#catalog/contract.ts'
import { fold } from '#shared/folding.ts'
import type { Locale } from '../../look/locale.ts'
import type { Sort } from '../../ui/table-state.ts'
import { emptyHolding, expiresWithin, type Holding } from './stock-view.ts'

export const tabs = ['all', 'reorder', 'expiring', 'no-barcode', 'archived'] as const
export type Tab = (typeof tabs)[number]
/** What "expiring" looks ahead, in days. */
export const EXPIRING_DAYS = 30

/** Where the order looks things up; the live store, or maps in a test. */
export type Shelf = {
  readonly product: (productId: string) => Product | undefined
  readonly holding: (variantId: string) => Holding | undefined
  readonly price: (variantId: string) => number | undefined
  readonly category: (categoryId: string) => string | undefined
  readonly today: string
  readonly locale: Locale
  /** Which state of the stock this is; another state is another shelf. */
  readonly heard?: string
}

/** Whether a variant belongs under a tab. Archived ones are under their own tab only. */
export function belongs(tab: Tab, variant: Variant, shelf: Shelf): boolean {
  const product = shelf.product(variant.productId)
  if (!product) return false
  const archived = product.archived || variant.archived
  if (archived !== (tab === 'archived')) return false
  const holding = shelf.holding(variant.id) ?? emptyHolding
  switch (tab) {
    case 'all':
    case 'archived':
      return true
    case 'reorder':
      return product.reorderMilli !== null && holding.onHandMilli <= product.reorderMilli
    case 'expiring':
      return expiresWithin(holding, shelf.today, EXPIRING_DAYS)
    case 'no-barcode':
      return variant.barcodes.length === 0
  }
}

/** How many variants are under each tab. */
export function countTabs(variants: readonly Variant[], shelf: Shelf): Record<Tab, number> {
  const counts: Record<Tab, number> = {
    all: 0,
    reorder: 0,
    expiring: 0,
    'no-barcode': 0,
    archived: 0,
  }
  for (const variant of variants) {
    for (const tab of tabs) if (belongs(tab, variant, shelf)) counts[tab] += 1
  }
  return counts
}

const folded = new WeakMap<Product, Record<Locale, string>>()

function sortName(product: Product, locale: Locale): string {
  let names = folded.get(product)
  if (!names) {
    names = { en: fold(product.name.en), ar: fold(product.name.ar) }
    folded.set(product, names)
  }
  return names[locale]
}

type Key = string | number | undefined

function keyOf(column: string, variant: Variant, shelf: Shelf): Key {
  const product = shelf.product(variant.productId)
  if (!product) return undefined
  switch (column) {
    case 'sku':
      return variant.sku
    case 'category':
      return product.categoryId === null ? undefined : shelf.category(product.categoryId)
    case 'price':
      return shelf.price(variant.id)
    case 'onHand':
      return shelf.holding(variant.id)?.onHandMilli ?? 0
    case 'expiry':
      return shelf.holding(variant.id)?.expiryOn ?? undefined
    default:
      return sortName(product, shelf.locale)
  }
}

/** The ids to show. Without a sort the order of `variants` stays, which for a search is the best match first. */
export function orderOf(
  variants: readonly Variant[],
  tab: Tab,
  sort: Sort,
  shelf: Shelf,
): string[] {
  const shown = variants.filter((variant) => belongs(tab, variant, shelf))
  if (!sort) return shown.map(({ id }) => id)
  const sign = sort.direction === 'up' ? 1 : -1
  const keyed = shown.map(({ id }, at) => {
    const variant = shown[at]
    return { id, key: variant && keyOf(sort.column, variant, shelf) }
  })
  keyed.sort((a, b) => {
    if (a.key === undefined || b.key === undefined) {
      return Number(a.key === undefined) - Number(b.key === undefined)
    }
    return a.key < b.key ? -sign : a.key > b.key ? sign : 0
  })
  return keyed.map(({ id }) => id)
}
