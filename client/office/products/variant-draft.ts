// A variant as it is being typed: its SKU, its own name if the product has several, its unit and barcodes.
import type { Variant } from '#catalog/contract.ts'
import { tidyBarcode, tidySku } from '#catalog/rules.ts'
import type { Id } from '#shared/ids.ts'
import { latinDigits } from '#shared/text.ts'
import { bothNames } from '../parts/both-names.ts'

export type VariantDraft = {
  sku: string
  name: { en: string; ar: string }
  unit: string
  barcodes: readonly string[]
}
export const emptyVariant: VariantDraft = {
  sku: '',
  name: { en: '', ar: '' },
  unit: 'C62',
  barcodes: [],
}

export function variantDraftOf(variant: Variant): VariantDraft {
  return { ...variant, name: variant.name ?? { en: '', ar: '' } }
}

/** The variant to send; undefined while its SKU is missing. */
export function variantOf(draft: VariantDraft, id: Id, productId: Id): Variant | undefined {
  const sku = tidySku(draft.sku)
  if (sku === undefined) return undefined
  const { unit, barcodes } = draft
  return {
    id,
    productId,
    sku,
    name: bothNames(draft.name),
    unit,
    barcodes: [...barcodes],
    packs: [],
    archived: false,
  }
}

/** The list with one more barcode as it is kept; a text where it cannot be one. */
export function withBarcode(
  barcodes: readonly string[],
  typed: string,
): { barcodes: string[] } | { fault: 'check-digit' | 'twice' | 'unreadable' } {
  const tidy = tidyBarcode(latinDigits(typed.trim()))
  if (!tidy.ok) {
    return { fault: tidy.message.includes('check digit') ? 'check-digit' : 'unreadable' }
  }
  if (barcodes.includes(tidy.code)) return { fault: 'twice' }
  return { barcodes: [...barcodes, tidy.code] }
}
