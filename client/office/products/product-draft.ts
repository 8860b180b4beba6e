// A product as it is being typed, and what it becomes when it is sent. Quantities stay text until they are read exactly.
import type { Product } from '#catalog/contract.ts'
import { plainProduct } from '#catalog/rules.ts'
import { quantityToDecimal } from '#shared/quantity.ts'
import { bothNames } from '../parts/both-names.ts'
import { readQuantity } from '../parts/typed.ts'

export type ProductDraft = Omit<Product, 'id' | 'archived' | 'reorderMilli'> & {
  /** As typed, in units; empty for none. */
  reorder: string
}

export function draftOf(product: Omit<Product, 'id'>): ProductDraft {
  const { reorderMilli, archived: _, ...kept } = product
  return { ...kept, reorder: reorderMilli === null ? '' : quantityToDecimal(reorderMilli) }
}

export const emptyDraft: ProductDraft = draftOf({ ...plainProduct, name: { en: '', ar: '' } })

/** The product's fields as they are sent; undefined while something is missing. */
export function productOf(draft: ProductDraft): Omit<Product, 'id' | 'archived'> | undefined {
  const { reorder, ...rest } = draft
  const name = bothNames(draft.name)
  const reorderMilli = readQuantity(reorder)
  if (!name || reorderMilli === undefined || (reorderMilli ?? 0) < 0) return undefined
  return { ...rest, name, reorderMilli }
}

/** Only what differs from the record, so that two people changing different fields do not undo each other. */
export function changesOf(
  product: Product,
  next: Omit<Product, 'id' | 'archived'>,
): Partial<Omit<Product, 'id'>> {
  const differs = ([field, value]: [string, unknown]) =>
    JSON.stringify(value) !== JSON.stringify(product[field as keyof Product])
  return Object.fromEntries(Object.entries(next).filter(differs))
}
