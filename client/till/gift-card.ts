// Selling and loading gift cards: as what they are sold, and the line that puts an amount on one. The line is worth
// what is put on the card, whatever a list says.
import type { Product, Variant } from '#catalog/contract.ts'
import type { Id } from '#shared/ids.ts'
import { type Charge, type Line, plainLine } from './basket.ts'

/** Whether goods are gift cards: a service without a tax, because what one buys is taxed when it is bought. */
export function isGiftCard({ product, variant }: { product: Product; variant: Variant }): boolean {
  return product.service && product.taxId === null && !product.archived && !variant.archived
}

/** What gift cards are sold as. */
export function giftGoods(
  variants: readonly Variant[],
  product: (id: Id) => Product | undefined,
): { readonly variant: Variant; readonly product: Product }[] {
  return variants.flatMap((variant) => {
    const goods = product(variant.productId)
    return goods && isGiftCard({ product: goods, variant }) ? [{ variant, product: goods }] : []
  })
}

export function giftLine(
  of: { readonly id: Id; readonly variantId: Id; readonly accountId: Id },
  amountMinor: number,
): Line {
  const charge: Charge = {
    unitPriceCentiMinor: amountMinor * 100,
    decision: { priceId: null, listId: null, version: null, by: 'override', reason: 'gift-card' },
    minimumMilli: 0,
  }
  const { id, variantId, accountId } = of
  const worth = { charge, seen: charge, quantityMilli: 1000, issues: accountId }
  return { ...plainLine, id, variantId, ...worth }
}
