// What a basket is sold on beyond its prices: the tax a customer's tax position puts in the place of
// the product's, and the shares of a discount on the whole basket. Pure.
import type { Id } from '#shared/ids.ts'
import { splitMinor, sumMinor } from '#shared/money.ts'
import type { TaxPosition } from '#stores/contract.ts'
import type { Discount, SaleLine } from './contract.ts'

/** The tax of a line under a tax position, with the product's own where another took its place. */
export function taxUnder(
  taxId: Id | null,
  position: Pick<TaxPosition, 'map'> | undefined,
): Pick<SaleLine, 'taxId' | 'listTaxId'> {
  const mapped = position?.map.find(({ fromTaxId }) => fromTaxId === taxId)
  if (!mapped || taxId === null) return { taxId }
  return { taxId: mapped.toTaxId, listTaxId: taxId }
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
