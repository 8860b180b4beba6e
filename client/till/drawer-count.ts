// Counting cash: which notes and coins there are of a currency, and what the counted pieces come to. Pure; it knows
// nothing of what a drawer should hold.
import type { CashCount } from '#tills/contract.ts'
import { latinDigits } from '#shared/text.ts'
import { exponentOf } from '../look/decimals.ts'

/** Notes and coins in hundredths of a unit, largest first. */
const known: Record<string, readonly number[]> = {
  EGP: [20_000, 10_000, 5_000, 2_000, 1_000, 500, 100, 50, 25],
  GBP: [5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
  EUR: [50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
  USD: [10_000, 5_000, 2_000, 1_000, 500, 100, 50, 25, 10, 5, 1],
  SAR: [50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 25],
  AED: [100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 100, 50, 25],
  KWD: [2_000, 1_000, 500, 100, 50, 25, 10, 5, 2, 1],
  JPY: [1_000_000, 500_000, 100_000, 50_000, 10_000, 5_000, 1_000, 500, 100],
}
const common = [20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1] as const

const MOST_PIECES = 1_000_000

/** The values of a currency's notes and coins in its minor units, largest first. */
export function denominationsOf(currency: string): readonly number[] {
  const minor = 10 ** exponentOf(currency)
  return (known[currency] ?? common)
    .map((hundredths) => (hundredths * minor) / 100)
    .filter((value) => Number.isInteger(value))
}

/** How many pieces there are of each value, as they were typed. */
export type Pieces = ReadonlyMap<number, string>

/** What somebody typed as a number of pieces, in either set of digits; nothing but digits is kept. */
export function piecesTyped(text: string): string {
  const digits = latinDigits(text)
    .replaceAll(/\D/g, '')
    .replace(/^0+(?=\d)/, '')
  return Number(digits) > MOST_PIECES ? String(MOST_PIECES) : digits
}

export function countOf(pieces: Pieces): CashCount {
  const denominations = [...pieces]
    .map(([valueMinor, typed]) => ({ valueMinor, count: Number(typed) }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.valueMinor - a.valueMinor)
  const countedMinor = denominations.reduce((sum, each) => sum + each.valueMinor * each.count, 0)
  return { denominations, countedMinor }
}

/** One piece more or less of a value. */
export function stepped(pieces: Pieces, valueMinor: number, by: 1 | -1): Pieces {
  const now = Number(pieces.get(valueMinor) ?? '')
  const next = Math.min(MOST_PIECES, Math.max(0, now + by))
  return new Map(pieces).set(valueMinor, String(next))
}
