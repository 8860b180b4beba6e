// Codes a shop prints itself (restricted circulation, 02 and 20-29): what a store's rules say they
// carry, a weight or a price. It looks no product up; it says which digits to look up.

import Type, { type Static } from 'typebox'
import { exponentOf } from './currencies.ts'
import { UnitCode } from './quantity.ts'

const DATA_DIGITS = 12
const shape = {
  prefix: Type.String({ pattern: '^(02|2[0-9])[0-9]{0,4}$' }),
  itemDigits: Type.Integer({ minimum: 0, maximum: 8 }),
  /** Whether a digit before the value guards it; only values of four or five digits have one. */
  valueCheck: Type.Boolean(),
  valueDigits: Type.Integer({ minimum: 3, maximum: 6 }),
}

/** How to read the codes that begin with `prefix`; prefix, item, guard and value fill 12 digits. */
export const RestrictedRule = Type.Union([
  Type.Object(
    {
      ...shape,
      value: Type.Literal('quantity'),
      unit: UnitCode,
      decimals: Type.Integer({ minimum: 0, maximum: 3 }),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      ...shape,
      value: Type.Literal('price'),
      decimals: Type.Integer({ minimum: 0, maximum: 4 }),
    },
    { additionalProperties: false },
  ),
])
export type RestrictedRule = Static<typeof RestrictedRule>

type RestrictedReading =
  | {
      readonly kind: 'quantity'
      readonly itemCode: string
      readonly quantityMilli: number
      readonly unit: UnitCode
    }
  | { readonly kind: 'price'; readonly itemCode: string; readonly amountMinor: number }
  | { readonly kind: 'refused'; readonly reason: 'value-check' | 'value-too-fine' }
  /** No rule speaks of it: the whole code is the product's. */
  | { readonly kind: 'plain' }

/** Whether a rule's digits fill the code and its guard digit is one that exists. */
export function isCompleteRule(rule: RestrictedRule): boolean {
  const { prefix, itemDigits, valueCheck, valueDigits } = rule
  const guard = valueCheck ? 1 : 0
  if (valueCheck && valueDigits !== 4 && valueDigits !== 5) return false
  return prefix.length + itemDigits + guard + valueDigits === DATA_DIGITS
}

// The four weighting factors of GS1's price check digit, each as the value of the digits 0 to 9.
const factors = {
  twoMinus: '0246891357',
  three: '0369258147',
  fivePlus: '0516273849',
  fiveMinus: '0594837261',
} as const

function weighed(digits: string, order: readonly (keyof typeof factors)[]): number {
  return order.reduce((sum, factor, i) => sum + Number(factors[factor][Number(digits[i])]), 0)
}

/** The guard digit of a value of four or five digits. */
export function valueCheckDigit(digits: string): string {
  if (digits.length === 4) {
    const sum = weighed(digits, ['twoMinus', 'twoMinus', 'three', 'fiveMinus'])
    return String((sum * 3) % 10)
  }
  const sum = weighed(digits, ['fivePlus', 'twoMinus', 'fiveMinus', 'fivePlus', 'twoMinus'])
  return String(factors.fiveMinus.indexOf(String((10 - (sum % 10)) % 10)))
}

function scaled(digits: string, decimals: number, places: number): number | undefined {
  const value = Number(digits)
  if (decimals <= places) return value * 10 ** (places - decimals)
  const surplus = 10 ** (decimals - places)
  return value % surplus === 0 ? value / surplus : undefined
}

/**
 * Reads a GTIN-14 by the complete rule with the longest matching prefix; amounts are in minor units of
 * the currency. `itemCode` is the prefix and item digits, the code a product is kept under.
 */
export function readRestricted(
  gtin: string,
  rules: readonly RestrictedRule[],
  currency: string,
): RestrictedReading {
  const code = gtin.slice(1)
  const rule = rules
    .filter((candidate) => code.startsWith(candidate.prefix) && isCompleteRule(candidate))
    .toSorted((a, b) => b.prefix.length - a.prefix.length)[0]
  if (rule === undefined || !gtin.startsWith('0')) return { kind: 'plain' }
  const itemCode = code.slice(0, rule.prefix.length + rule.itemDigits)
  const value = code.slice(DATA_DIGITS - rule.valueDigits, DATA_DIGITS)
  if (rule.valueCheck && code[itemCode.length] !== valueCheckDigit(value)) {
    return { kind: 'refused', reason: 'value-check' }
  }
  if (rule.value === 'quantity') {
    const quantityMilli = Number(value) * 10 ** (3 - rule.decimals)
    return { kind: 'quantity', itemCode, quantityMilli, unit: rule.unit }
  }
  const amountMinor = scaled(value, rule.decimals, exponentOf(currency))
  if (amountMinor === undefined) return { kind: 'refused', reason: 'value-too-fine' }
  return { kind: 'price', itemCode, amountMinor }
}
