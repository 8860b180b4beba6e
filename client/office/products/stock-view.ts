// What a store holds of each variant and which of it expires first, added up in one pass over its levels. Virtual places
// hold nothing; goods that may not be sold are counted, because they are there.
import { addDays } from '#shared/days.ts'
import type { Level, Lot } from '#stock/contract.ts'

export type Holding = {
  readonly onHandMilli: number
  /** The earliest day on which something on hand expires. */
  readonly expiryOn: string | null
  /** Lots on hand that may not be sold. */
  readonly blockedLots: number
}
export const emptyHolding: Holding = { onHandMilli: 0, expiryOn: null, blockedLots: 0 }

type Sum = { onHandMilli: number; expiryOn: string | null; blocked: Set<string> }

/** Adds the levels of one variant, or of all of them by variant. */
export function holdings(
  levels: Iterable<Level>,
  lotOf: (lotId: string) => Lot | undefined,
): Map<string, Holding> {
  const sums = new Map<string, Sum>()
  for (const level of levels) {
    if (level.onHandMilli === 0) continue
    let sum = sums.get(level.variantId)
    if (!sum) {
      sum = { onHandMilli: 0, expiryOn: null, blocked: new Set() }
      sums.set(level.variantId, sum)
    }
    sum.onHandMilli += level.onHandMilli
    const lot = level.lotId === null ? undefined : lotOf(level.lotId)
    if (lot) count(sum, lot)
  }
  return new Map(
    [...sums].map(([id, { onHandMilli, expiryOn, blocked }]) => [
      id,
      { onHandMilli, expiryOn, blockedLots: blocked.size },
    ]),
  )
}

function count(sum: Sum, { id, status, expiryOn }: Lot): void {
  if (status !== 'available') sum.blocked.add(id)
  if (expiryOn !== null && (sum.expiryOn === null || expiryOn < sum.expiryOn)) {
    sum.expiryOn = expiryOn
  }
}

/** Whether something on hand expires within the days, or has. */
export function expiresWithin(holding: Holding, today: string, days: number): boolean {
  return holding.expiryOn !== null && holding.expiryOn <= addDays(today, days)
}

/** Whole days from one day to another; negative where it has passed. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}
