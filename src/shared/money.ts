// Money as integers: minor units with an ISO 4217 code, and unit prices with two digits more. It
// multiplies in BigInt, rounds a half away from zero, and refuses a fraction or an unsafe integer
// with a RangeError; it never converts between currencies.

import Type, { type Static } from 'typebox'
import { currencyCodes, exponentOf } from './currencies.ts'
import {
  assertSafe,
  divideHalfAway,
  formatDecimal,
  parseDecimal,
  safeNumber,
  spread,
} from './decimal.ts'

export { currencyCodes, exponentOf, isCurrency } from './currencies.ts'

/** All of something as a share: a part is so many parts per million of it. */
export const WHOLE_PPM = 1_000_000

const CENTI_PLACES = 2
// Hundredths of a minor unit per minor unit.
const CENTI = 100n

/** An active ISO 4217 code such as 'EGP' or 'KWD'. */
export const Currency = Type.Enum([...currencyCodes], {
  description: 'An active ISO 4217 code',
})
export type Currency = Static<typeof Currency>

/** A signed amount in minor units of its currency (piastres, cents, fils). */
const AmountMinor = Type.Integer({
  minimum: Number.MIN_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
  description: 'An amount in minor units of its currency',
})

/** An amount with its currency. */
export const Money = Type.Object(
  { amountMinor: AmountMinor, currency: Currency },
  { additionalProperties: false },
)
export type Money = Static<typeof Money>

/**
 * Price times quantity in minor units, rounded once; a negative quantity (a return) gives a negative
 * amount. The price is for `packMilli` thousandths, which is one unit unless said otherwise.
 */
export function lineAmountMinor(
  unitPriceCentiMinor: number,
  quantityMilli: number,
  packMilli = 1000,
): number {
  assertSafe('a unit price', unitPriceCentiMinor)
  assertSafe('a quantity', quantityMilli, packMilli)
  if (packMilli < 1) throw new RangeError('a price is for something')
  const exact = BigInt(unitPriceCentiMinor) * BigInt(quantityMilli)
  return safeNumber(divideHalfAway(exact, BigInt(packMilli) * CENTI), 'a line amount')
}

/** amountMinor × numerator / denominator, for shares and percentages; denominator not 0. */
export function scaleMinor(amountMinor: number, numerator: number, denominator: number): number {
  assertSafe('a scaled amount', amountMinor, numerator, denominator)
  const exact = BigInt(amountMinor) * BigInt(numerator)
  return safeNumber(divideHalfAway(exact, BigInt(denominator)), 'a scaled amount')
}

/**
 * Splits an amount by weights (integers ≥ 0) so that the parts sum to it exactly and none has the other
 * sign; splitting -x gives the negatives of splitting x. Weights may all be 0 only if the amount is 0.
 */
export function splitMinor(totalMinor: number, weights: readonly number[]): number[] {
  assertSafe('an amount to split', totalMinor)
  assertSafe('a weight', ...weights)
  if (weights.some((weight) => weight < 0)) throw new RangeError('a weight is negative')
  if (totalMinor === 0) return weights.map(() => 0)
  const all = weights.reduce((sum, weight) => sum + BigInt(weight), 0n)
  if (all === 0n) throw new RangeError('an amount cannot be split by no weight')
  const magnitude = BigInt(Math.abs(totalMinor))
  const sign = totalMinor < 0 ? -1n : 1n
  const parts = spread(
    weights.map((weight) => magnitude * BigInt(weight)),
    all,
  )
  return parts.map((part) => Number(sign * part))
}

/** The sum of amounts; throws RangeError where it leaves the safe integers. */
export function sumMinor(amounts: Iterable<number>): number {
  let sum = 0n
  for (const amountMinor of amounts) {
    assertSafe('an amount', amountMinor)
    sum += BigInt(amountMinor)
  }
  return safeNumber(sum, 'a sum of amounts')
}

/** The nearest multiple of an increment ≥ 1, for cash: 1.02 by 0.05 is 1.00, 1.03 is 1.05. */
export function roundToIncrementMinor(amountMinor: number, incrementMinor: number): number {
  assertSafe('an amount to round', amountMinor, incrementMinor)
  if (incrementMinor < 1) throw new RangeError('a cash increment is below one minor unit')
  const increment = BigInt(incrementMinor)
  return safeNumber(divideHalfAway(BigInt(amountMinor), increment) * increment, 'a rounded amount')
}

/** 1250 EGP is '12.50', 1250 KWD is '1.250', 1250 JPY is '1250'. */
export function toDecimal(amountMinor: number, currency: string): string {
  return formatDecimal(amountMinor, exponentOf(currency))
}

/** '12.5' EGP is 1250; undefined where it is no plain decimal or finer than the minor unit. */
export function fromDecimal(text: string, currency: string): number | undefined {
  return parseDecimal(text, exponentOf(currency))
}

/** 125000 hundredths of a piastre is '12.50', 125050 is '12.505': at least the currency's digits. */
export function unitPriceToDecimal(unitPriceCentiMinor: number, currency: string): string {
  const exponent = exponentOf(currency)
  return formatDecimal(unitPriceCentiMinor, exponent + CENTI_PLACES, exponent)
}

/** '12.505' EGP is 125050; undefined where it is no plain decimal or finer than the hundredth. */
export function unitPriceFromDecimal(text: string, currency: string): number | undefined {
  return parseDecimal(text, exponentOf(currency) + CENTI_PLACES)
}
