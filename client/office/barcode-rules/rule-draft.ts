// A rule for codes the shops print themselves, as it is typed, and what a code means by the rules.
import { toGtin14 } from '#shared/gtin.ts'
import { type RestrictedRule, isCompleteRule, readRestricted } from '#shared/restricted-codes.ts'
import { isUnit } from '#shared/quantity.ts'
import { latinDigits } from '#shared/text.ts'

export type RuleDraft = {
  prefix: string
  itemDigits: number | null
  valueCheck: boolean
  valueDigits: number | null
  value: RestrictedRule['value']
  decimals: number | null
  unit: string
}
/** What is left of thirteen digits beside the check digit. */
const WHOLE = 12
const prefixShape = /^(02|2[0-9])[0-9]{0,4}$/

export const newRule: RuleDraft = {
  prefix: '20',
  itemDigits: 5,
  valueCheck: false,
  valueDigits: 5,
  value: 'quantity',
  decimals: 3,
  unit: 'KGM',
}

export function ruleDraftOf(rule: RestrictedRule): RuleDraft {
  return { ...newRule, ...rule }
}

/** How many digits prefix, item, guard and value fill together. */
export function lengthOf({ prefix, itemDigits, valueCheck, valueDigits }: RuleDraft): number {
  return prefix.trim().length + (itemDigits ?? 0) + (valueCheck ? 1 : 0) + (valueDigits ?? 0)
}

export type RuleFault = 'prefix' | 'length' | 'guard'

export function ruleFault(draft: RuleDraft): RuleFault | undefined {
  if (!prefixShape.test(latinDigits(draft.prefix.trim()))) return 'prefix'
  if (draft.valueCheck && draft.valueDigits !== 4 && draft.valueDigits !== 5) return 'guard'
  return lengthOf(draft) === WHOLE ? undefined : 'length'
}

/** What is sent; undefined while it is not whole. */
export function ruleOf(draft: RuleDraft): RestrictedRule | undefined {
  const { itemDigits, valueCheck, valueDigits, decimals, unit } = draft
  if (ruleFault(draft) || itemDigits === null || valueDigits === null || decimals === null) {
    return undefined
  }
  const prefix = latinDigits(draft.prefix.trim())
  const shape = { prefix, itemDigits, valueCheck, valueDigits }
  if (draft.value === 'price') return { ...shape, value: 'price', decimals: Math.min(decimals, 4) }
  if (!isUnit(unit)) return undefined
  const rule = { ...shape, value: 'quantity', decimals: Math.min(decimals, 3), unit } as const
  return isCompleteRule(rule) ? rule : undefined
}

/** The code in groups as the rule reads it: `20 IIIII VVVVV C`. */
export function layoutOf(rule: RestrictedRule): string {
  const { prefix, itemDigits, valueCheck, valueDigits } = rule
  const groups = ['I'.repeat(itemDigits), valueCheck ? 'G' : '', 'V'.repeat(valueDigits), 'C']
  return [prefix, ...groups].filter(Boolean).join(' ')
}

export type Reading = ReturnType<typeof readRestricted> | { kind: 'none' } | { kind: 'check' }

/** What the thirteen digits of a label mean. */
export function readLabel(
  typed: string,
  rules: readonly RestrictedRule[],
  currency: string,
): Reading {
  const digits = latinDigits(typed).replaceAll(/\s/g, '')
  if (!/^\d{13}$/.test(digits)) return { kind: 'none' }
  const gtin = toGtin14(digits)
  return gtin === undefined ? { kind: 'check' } : readRestricted(gtin, rules, currency)
}
