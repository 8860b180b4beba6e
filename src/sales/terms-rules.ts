// What a basket is sold on beyond its prices: the tax a customer's tax position puts in the place of
// the product's, and the shares of a discount on the whole basket. Pure.
import type { Id } from '#shared/ids.ts'
import { splitMinor, sumMinor } from '#shared/money.ts'
import type { TaxPosition } from '#stores/contract.ts'
import { taxesUntil, taxOn } from '#stores/rules.ts'
import type { Taxes } from './amounts.ts'
import type { Discount, SaleLine } from './contract.ts'

/** The company's taxes, and the instant whose are meant, ISO 8601. */
export type Taxing = { readonly taxes: Taxes; readonly at: string }

/**
 * The tax of a line under a tax position, with the product's own where another took its place. A tax that
 * has taken the place of one that is mapped is mapped as well, until it is by itself.
 */
export function taxUnder(
  taxId: Id | null,
  position: Pick<TaxPosition, 'map'> | undefined,
  { taxes, at }: Taxing,
): Pick<SaleLine, 'taxId' | 'listTaxId'> {
  if (taxId === null) return { taxId }
  const chain = taxesUntil(taxId, taxes, at)
  const ownId = chain.at(-1) ?? taxId
  const toTaxId = chain
    .map((id) => position?.map.find(({ fromTaxId }) => fromTaxId === id)?.toTaxId)
    .findLast((id) => id !== undefined)
  const heldId = toTaxId === undefined ? ownId : taxOn(toTaxId, taxes, at)
  return heldId === ownId ? { taxId: ownId } : { taxId: heldId, listTaxId: ownId }
}

/**
 * The share of each line in a discount on the whole basket, by what the lines come to (minor units,
 * before this discount), to the last unit. Lines that are nothing or come back have no share, and a
 * discount above the sum is cut to it. Null for a line without a share.
 */
export function basketDiscounts(
  amountsMinor: readonly number[],
  discountMinor: number,
  reason: string | null = null,
): (Discount | null)[] {
  const weights = amountsMinor.map((amountMinor) => Math.max(0, amountMinor))
  const most = sumMinor(weights)
  const shares = splitMinor(Math.max(0, Math.min(discountMinor, most)), weights)
  return shares.map((amountMinor) => {
    return amountMinor === 0 ? null : { by: 'basket', amountMinor, reason, ruleId: null }
  })
}
