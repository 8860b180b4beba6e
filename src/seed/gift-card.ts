// The gift card of the seed shop: a service without a tax and without a price, because it is sold for what is put on
// it, and what it buys is taxed when it is bought.
import type { Kernel } from '#kernel/kernel.ts'
import { catalogAdd, variants } from '#catalog/contract.ts'
import { id, type AskSystem } from './asking.ts'

const sku = 'GIFT-CARD'

export async function layGiftCard(kernel: Kernel, ask: AskSystem): Promise<void> {
  if (kernel.memory.records(variants).find('sku', sku).length > 0) return
  const productId = id()
  await ask(catalogAdd, {
    product: {
      id: productId,
      name: { en: 'Gift card', ar: 'بطاقة هدية' },
      categoryId: null,
      taxId: null,
      tracking: 'none',
      stockPolicy: 'allow',
      minimumLifeDays: 0,
      reorderMilli: null,
      picture: null,
      favourite: false,
      service: true,
      archived: false,
    },
    variants: [
      {
        id: id(),
        productId,
        sku,
        name: null,
        unit: 'C62',
        barcodes: [],
        packs: [],
        archived: false,
      },
    ],
  })
}
