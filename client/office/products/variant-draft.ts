// A variant as it is being typed: its SKU, its own name if the product has several, its unit, barcodes and packs.
import type { Pack, Variant } from '#catalog/contract.ts'
import { plainVariant, tidyBarcode, tidySku } from '#catalog/rules.ts'
import { ONE_MILLI } from '#prices/rules.ts'
import type { Id } from '#shared/ids.ts'
import { quantityToDecimal } from '#shared/quantity.ts'
import { latinDigits } from '#shared/text.ts'
import { bothNames } from '../parts/both-names.ts'
import { readQuantity } from '../parts/typed.ts'

export type VariantDraft = {
  sku: string
  name: { en: string; ar: string }
  unit: string
  barcodes: readonly string[]
  packs: readonly PackDraft[]
  archived: boolean
}
export type PackDraft = Pick<Pack, 'unit'> & {
  key: string
  /** How much is in it, as typed, in units of the variant. */
  quantity: string
  barcodes: readonly string[]
}
export type PackFault = 'quantity' | 'one' | 'twice'

export function variantDraftOf(variant: Omit<Variant, 'id' | 'productId'>): VariantDraft {
  const { sku, unit, barcodes, archived } = variant
  const packs = variant.packs.map((pack) => ({
    unit: pack.unit,
    key: String(pack.quantityMilli),
    quantity: quantityToDecimal(pack.quantityMilli),
    barcodes: pack.barcodes,
  }))
  return { sku, unit, barcodes, archived, packs, name: variant.name ?? { en: '', ar: '' } }
}

export const emptyVariant: VariantDraft = variantDraftOf({ ...plainVariant, sku: '' })

/** What is wrong with the size of a pack among the others; undefined where nothing is. */
export function packFault(pack: PackDraft, packs: readonly PackDraft[]): PackFault | undefined {
  const milli = readQuantity(pack.quantity)
  if (milli === null || milli === undefined || milli <= 0) return 'quantity'
  if (milli === ONE_MILLI) return 'one'
  const same = (other: PackDraft) => readQuantity(other.quantity) === milli
  return packs.some((other) => other.key !== pack.key && same(other)) ? 'twice' : undefined
}

/** The variant to send; undefined while its SKU is missing or a pack is wrong. */
export function variantOf(draft: VariantDraft, id: Id, productId: Id): Variant | undefined {
  const sku = tidySku(draft.sku)
  if (sku === undefined) return undefined
  if (draft.packs.some((pack) => packFault(pack, draft.packs))) return undefined
  const { unit, barcodes, archived } = draft
  const packs = draft.packs.map((pack) => ({
    unit: pack.unit,
    quantityMilli: readQuantity(pack.quantity) ?? 0,
    barcodes: [...pack.barcodes],
  }))
  const name = bothNames(draft.name)
  return { id, productId, sku, name, unit, barcodes: [...barcodes], packs, archived }
}

/** The list with one more barcode as it is kept; a text where it cannot be one. */
export function withBarcode(
  barcodes: readonly string[],
  typed: string,
): { barcodes: string[] } | { fault: 'check-digit' | 'twice' | 'unreadable' } {
  const tidy = tidyBarcode(latinDigits(typed.trim()))
  if (!tidy.ok) {
    return { fault: tidy.fault === 'barcode-check' ? 'check-digit' : 'unreadable' }
  }
  if (barcodes.includes(tidy.code)) return { fault: 'twice' }
  return { barcodes: [...barcodes, tidy.code] }
}
