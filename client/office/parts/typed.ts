// Figures as people type them: in the digits of either script, thousands parted or not, with either minus sign. Each is read
// exactly or not at all.
import { HIGHEST_UNIT_PRICE } from '#prices/contract.ts'
import { isCurrency } from '#shared/currencies.ts'
import { parseDecimal } from '#shared/decimal.ts'
import { fromDecimal, unitPriceFromDecimal } from '#shared/money.ts'
import { quantityFromDecimal } from '#shared/quantity.ts'
import { latinDigits } from '#shared/text.ts'

/** A percentage has four digits less than parts per million. */
export const PERCENT_PLACES = 4
const MOST_PPM = 10_000_000

function plain(text: string): string {
  const latin = latinDigits(text.trim()).replace('\u2212', '-').replace(/^\+/, '')
  return latin.replaceAll(/,(?=\d{3}(\D|$))/g, '')
}

const within = (value: number | undefined, most: number): number | undefined =>
  value === undefined || value < 0 || value > most ? undefined : value

/** A sum of money in minor units, none below zero; undefined where it is unreadable. */
export function readSum(text: string, currency: string): number | undefined {
  if (!isCurrency(currency)) return undefined
  return within(fromDecimal(plain(text), currency), Number.MAX_SAFE_INTEGER)
}

/** A price of one unit in hundredths of a minor unit; undefined where it is none. */
export function readPrice(text: string, currency: string): number | undefined {
  return within(unitPriceFromDecimal(plain(text), currency), HIGHEST_UNIT_PRICE)
}

/** A quantity in thousandths, which may be below zero; null for none, undefined where it is no quantity. */
export function readQuantity(text: string): number | null | undefined {
  const typed = plain(text)
  return typed === '' ? null : quantityFromDecimal(typed)
}

/** `7.5` is 75000 parts per million, `-5` is −50000; undefined where it is no percentage of at most 1000. */
export function readPercent(text: string): number | undefined {
  const ppm = parseDecimal(plain(text).replace(/[%٪]$/, '').trim(), PERCENT_PLACES)
  return ppm === undefined || Math.abs(ppm) > MOST_PPM ? undefined : ppm
}
