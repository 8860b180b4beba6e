// How a line came to its amount, told step by step and computed again from what the journal kept.
import Type, { type Static } from 'typebox'
import { Nullable, OneOf, Strict, operation } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'
import { LocalName } from '#shared/names.ts'

/**
 * A step of the chain. `amountMinor` is what the line came to after it, in minor units with the sign of
 * the line; `changeMinor` what the step added (a discount: negative for a sale).
 */
export const ExplainStep = Strict({
  by: OneOf(
    'list',
    'group',
    'break',
    'pack',
    'override',
    'sold',
    'discount',
    'tax-position',
    'tax',
  ),
  /** What a person would call it: the list, the group, the tax; null where the kind says it all. */
  name: Nullable(LocalName),
  reason: Nullable(Type.String()),
  /** Of steps that set the price, hundredths of a minor unit for `packMilli`. */
  unitPriceCentiMinor: Nullable(Type.Integer()),
  packMilli: Nullable(Type.Integer()),
  /** Of quantity breaks: from how much it holds. */
  minimumMilli: Nullable(Type.Integer()),
  /** Of discounts, who gave it: line, basket or promotion. */
  origin: Nullable(Type.String()),
  ratePpm: Nullable(Type.Integer()),
  changeMinor: Type.Integer(),
  amountMinor: Type.Integer(),
})
export type ExplainStep = Static<typeof ExplainStep>

export const LineExplanation = Strict({
  saleId: Id,
  lineId: Id,
  variantId: Id,
  quantityMilli: Type.Integer(),
  currency: Type.String(),
  pricesIncludeTax: Type.Boolean(),
  /** The price version of the decision. */
  version: Nullable(Type.Integer()),
  priceId: Nullable(Id),
  steps: Type.Array(ExplainStep),
  /** What the line comes to by this chain. */
  amountMinor: Type.Integer(),
  netMinor: Type.Integer(),
  taxMinor: Type.Integer(),
  /** Whether that is what was charged. */
  agrees: Type.Boolean(),
})
export type LineExplanation = Static<typeof LineExplanation>

export const salesExplain = operation({
  name: 'sales.explain',
  summary: 'How a line of a sale came to its amount',
  detail:
    'Computed again from the journal, the price of the decision and the taxes of the document. `not-found` for a sale or line that is not there.',
  http: ['GET', '/stores/:storeId/sales/:saleId/lines/:lineId/explanation'],
  needs: 'sales.get',
  effect: 'read',
  input: Strict({ storeId: Id, saleId: Id, lineId: Id }),
  output: LineExplanation,
})
