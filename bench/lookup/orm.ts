// What a code means, as one asks an ORM: find the code, its variant, its product, and the variant's other codes.
import { wrap, type EntityManager } from '@mikro-orm/postgresql'
import type { Output } from '#shared/contract.ts'
import type { catalogLookUp } from '#catalog/contract.ts'
import { BarcodeRow, ProductRow, VariantRow } from '#catalog/entities.ts'

export async function findByOrm(
  em: EntityManager,
  code: string,
): Promise<Output<typeof catalogLookUp>> {
  const { variantId, packMilli = null } = await em.findOneOrFail(BarcodeRow, code.padStart(14, '0'))
  const variant = await em.findOneOrFail(VariantRow, variantId)
  const { id, productId, sku, name = null, unit, packs, archived } = variant
  const [product, codes] = await Promise.all([
    em.findOneOrFail(ProductRow, productId),
    em.find(BarcodeRow, { variantId, packMilli: null }, { orderBy: { position: 'asc' } }),
  ])
  const { categoryId = null, taxId = null, reorderMilli = null, picture = null } = product
  const barcodes = codes.map((each) => each.code)
  return {
    product: { ...wrap(product).toPOJO(), categoryId, taxId, reorderMilli, picture },
    variant: { id, productId, sku, name, unit, barcodes, packs, archived },
    lotCode: null,
    expiryOn: null,
    quantityMilli: null,
    packMilli,
  }
}
