// What the open basket is taxed by, to be compared with what it was a moment before: whether a rate has begun, or goods
// are taxed otherwise by now. Pure.
import type { Id } from '#shared/ids.ts'
import { taxOn } from '#stores/rules.ts'
import type { Basket } from './basket.ts'
import { basketTotals } from './document.ts'
import { productOf } from './lots.ts'
import type { Shelf } from './shelf.ts'

/** What the lines of a basket are taxed by, whoever buys, and what it comes to. */
export type Taxed = {
  readonly basketId: Id
  readonly taxIds: ReadonlyMap<Id, Id | null>
  readonly totalMinor: number
}

/** Goods of a receipt keep their tax, and goods that are not known yet have none to lose. */
export function taxedNow(basket: Basket, shelf: Shelf): Taxed {
  const taxIds = new Map<Id, Id | null>()
  for (const { id, variantId, sold } of basket.lines) {
    const product = productOf(shelf, variantId)
    if (product && !sold) taxIds.set(id, taxOn(product.taxId, shelf.taxes, shelf.taxedAt))
  }
  return { basketId: basket.basketId, taxIds, totalMinor: basketTotals(basket, shelf).totalMinor }
}

/** The tax that came to a line of the same basket in the place of another; undefined where none did. */
export function taxThatCame(before: Taxed, now: Taxed): Id | null | undefined {
  if (before.basketId !== now.basketId) return undefined
  for (const [lineId, taxId] of now.taxIds) {
    const former = before.taxIds.get(lineId)
    if (former !== undefined && former !== taxId) return taxId
  }
  return undefined
}
