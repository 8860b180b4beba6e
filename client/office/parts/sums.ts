// Sums of money as they are typed: any digits, whole currency units with decimals.
import { isCurrency } from '#shared/currencies.ts'
import { fromDecimal } from '#shared/money.ts'
import { latinDigits } from '#shared/text.ts'

/** The sum in minor units, none below zero; undefined where it is unreadable. */
export function readSum(text: string, currency: string): number | undefined {
  if (!isCurrency(currency)) return undefined
  const minor = fromDecimal(latinDigits(text.trim()), currency)
  return minor === undefined || minor < 0 ? undefined : minor
}
