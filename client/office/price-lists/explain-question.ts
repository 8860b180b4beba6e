// A question about a price as it is put together, and as it is asked.
import type { Channel } from '#prices/contract.ts'
import { instantOf } from '../parts/moments.ts'
import { readQuantity } from '../parts/typed.ts'

export type QuestionDraft = {
  storeId: string | null
  variantId: string | null
  /** As typed, in units; empty for one. */
  quantity: string
  packMilli: number | null
  customerGroupId: string | null
  channel: Channel
  /** As the field holds it; empty for now. */
  moment: string
}

export const emptyQuestion: QuestionDraft = {
  storeId: null,
  variantId: null,
  quantity: '',
  packMilli: null,
  customerGroupId: null,
  channel: 'store',
  moment: '',
}

/** What is asked; undefined while store or product is missing or the quantity cannot be read. */
export function questionOf(draft: QuestionDraft) {
  const { storeId, variantId, packMilli, customerGroupId, channel } = draft
  const quantityMilli = readQuantity(draft.quantity)
  const at = instantOf(draft.moment)
  if (storeId === null || variantId === null) return undefined
  if (quantityMilli === undefined || (quantityMilli !== null && quantityMilli <= 0))
    return undefined
  // Goods of a pack are asked for by the whole pack where nothing was typed.
  const quantity = quantityMilli ?? packMilli
  return {
    storeId,
    variantId,
    channel,
    ...(quantity === null ? {} : { quantityMilli: quantity }),
    ...(packMilli === null ? {} : { packMilli }),
    ...(customerGroupId === null ? {} : { customerGroupId }),
    ...(at === null ? {} : { at }),
  }
}
