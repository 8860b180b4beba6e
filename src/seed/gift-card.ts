// The gift card of the seed shop: a service without a tax and without a price, because it is sold for what is put on
// it, and what it buys is taxed when it is bought.
import type { Kernel } from '#kernel/kernel.ts'
import { catalogAdd, variants } from '#catalog/contract.ts'
import { plainProduct, plainVariant } from '#catalog/rules.ts'
import { id, type AskSystem } from './asking.ts'

const sku = 'GIFT-CARD'

export async function layGiftCard(kernel: Kernel, ask: AskSystem): Promise<void> {
  if (kernel.memory.records(variants).find('sku', sku).length > 0) return
  const productId = id()
  await ask(catalogAdd, {
    product: {
      ...plainProduct,
      id: productId,
      name: { en: 'Gift card', ar: 'بطاقة هدية' },
      stockPolicy: 'allow',
      service: true,
    },
    variants: [{ ...plainVariant, id: id(), productId, sku }],
  })
}
