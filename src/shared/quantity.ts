// Quantities as integers of thousandths of a unit, to text and back, and the units they may have. It
// refuses a fraction or an unsafe integer with a RangeError.

import Type from 'typebox'
import { formatDecimal, parseDecimal } from './decimal.ts'
import { units, type UnitCode as KnownUnit } from './units.ts'

export { isUnit, units, type Unit } from './units.ts'

const PLACES = 3

/** A UN/ECE Recommendation 20 unit code that the shops use, such as 'C62' (piece) or 'KGM'. */
export const UnitCode = Type.Unsafe<KnownUnit>(
  Type.Enum(Object.keys(units), { description: 'A UN/ECE Recommendation 20 unit code' }),
)
export type UnitCode = KnownUnit

/** 1500 is '1.5', 1000 is '1': no zeros at the end, so that pieces read as whole numbers. */
export function quantityToDecimal(quantityMilli: number): string {
  return formatDecimal(quantityMilli, PLACES, 0)
}

/** '1.5' is 1500; undefined where it is no plain decimal or finer than a thousandth. */
export function quantityFromDecimal(text: string): number | undefined {
  return parseDecimal(text, PLACES)
}
