// A product as it is being typed, and what it becomes when it is sent. Quantities stay text until they are read exactly.
import type { Product } from '#catalog/contract.ts'
import { quantityFromDecimal, quantityToDecimal } from '#shared/quantity.ts'
import { latinDigits } from '#shared/text.ts'
import { bothNames } from '../parts/both-names.ts'

export type ProductDraft = Omit<Product, 'id' | 'archived' | 'reorderMilli'> & {
  /** As typed, in units; empty for none. */
  reorder: string
}

export const emptyDraft: ProductDraft = {
  name: { en: '', ar: '' },
  categoryId: null,
  taxId: null,
  tracking: 'none',
  stockPolicy: 'warn',
  minimumLifeDays: 0,
  reorder: '',
  picture: null,
  favourite: false,
  service: false,
}

export function draftOf(product: Product): ProductDraft {
  const { name, categoryId, taxId, tracking, stockPolicy, minimumLifeDays } = product
  const { picture, favourite, service, reorderMilli } = product
  const kept = { name, categoryId, taxId, tracking, stockPolicy, minimumLifeDays }
  const reorder = reorderMilli === null ? '' : quantityToDecimal(reorderMilli)
  return { ...kept, picture, favourite, service, reorder }
}

/** A quantity as typed in either script's digits, in thousandths; null for none, undefined where it is no quantity. */
export function readQuantity(text: string): number | null | undefined {
  const plain = latinDigits(text.trim()).replace('\u2212', '-').replace(/^\+/, '')
  return plain === '' ? null : quantityFromDecimal(plain)
}

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
