// Quantities as integers of thousandths of a unit. It adds and compares only like with like, and
// refuses a mixture of units or an unsafe integer with a RangeError.

import Type, { type Static } from 'typebox'
import { assertSafe, formatDecimal, parseDecimal } from './decimal.ts'
import { units, type UnitCode as KnownUnit } from './units.ts'

export { isUnit, units, type Unit } from './units.ts'

const PLACES = 3

/** A signed quantity in thousandths of its unit: 1.5 kg is 1500, one piece is 1000. */
export const QuantityMilli = Type.Integer({
  minimum: Number.MIN_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
  description: 'A quantity in thousandths of its unit',
})
export type QuantityMilli = Static<typeof QuantityMilli>

/** A UN/ECE Recommendation 20 unit code that the shops use, such as 'C62' (piece) or 'KGM'. */
export const UnitCode = Type.Unsafe<KnownUnit>(
  Type.Enum(Object.keys(units), { description: 'A UN/ECE Recommendation 20 unit code' }),
)
export type UnitCode = KnownUnit

/** A quantity with its unit. */
export const Quantity = Type.Object(
  { quantityMilli: QuantityMilli, unit: UnitCode },
  { additionalProperties: false },
)
export type Quantity = Static<typeof Quantity>

function assertSameUnit(a: Quantity, b: Quantity): void {
  assertSafe('a quantity', a.quantityMilli, b.quantityMilli)
  if (a.unit !== b.unit) throw new RangeError(`${a.unit} and ${b.unit} do not mix`)
}

/** a + b in their common unit; throws RangeError if the units differ or the sum is unsafe. */
export function addQuantity(a: Quantity, b: Quantity): Quantity {
  assertSameUnit(a, b)
  const quantityMilli = a.quantityMilli + b.quantityMilli
  assertSafe('a sum of quantities', quantityMilli)
  return { quantityMilli, unit: a.unit }
}

/** Below 0, 0 or above 0 as a is less than, equal to or more than b; throws if the units differ. */
export function compareQuantity(a: Quantity, b: Quantity): number {
  assertSameUnit(a, b)
  return Math.sign(a.quantityMilli - b.quantityMilli)
}

/** 1500 is '1.5', 1000 is '1': no zeros at the end, so that pieces read as whole numbers. */
export function quantityToDecimal(quantityMilli: number): string {
  return formatDecimal(quantityMilli, PLACES, 0)
}

/** '1.5' is 1500; undefined where it is no plain decimal or finer than a thousandth. */
export function quantityFromDecimal(text: string): number | undefined {
  return parseDecimal(text, PLACES)
}
