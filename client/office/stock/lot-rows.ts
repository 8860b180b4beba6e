// The lots a person looks for, with what a store holds of each. Pure: it is handed records and names.
import { fold } from '#shared/folding.ts'
import { type Level, type Lot, lotStatuses } from '#stock/contract.ts'
import { earliestDay, statusFault } from '#stock/rules.ts'
import type { Store } from '#stores/contract.ts'

export type LotRow = {
  readonly lot: Lot
  readonly productName: { readonly en: string; readonly ar: string }
  readonly sku: string
  readonly unit: string
  readonly onHandMilli: number
}
export type LotStatus = Lot['status']
export type LotFilter = {
  readonly text: string
  readonly status: LotStatus | 'all'
  readonly held: boolean
}

export const isLotStatus = (text: string | null): text is LotStatus =>
  lotStatuses.some((each) => each === text)

/** On hand of each lot in one store, from its levels. */
export function onHandByLot(levels: Iterable<Level>): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { lotId, onHandMilli } of levels) {
    if (lotId !== null) sums.set(lotId, (sums.get(lotId) ?? 0) + onHandMilli)
  }
  return sums
}

/** Those that fit, first expiring first; a lot without a date comes last. */
export function lotsShown(rows: readonly LotRow[], filter: LotFilter): LotRow[] {
  const sought = fold(filter.text.trim())
  const fits = ({ lot, productName, sku, onHandMilli }: LotRow) =>
    (filter.status === 'all' || lot.status === filter.status) &&
    (!filter.held || onHandMilli > 0) &&
    (sought === '' ||
      [lot.code, sku, productName.en, productName.ar].some((text) => fold(text).includes(sought)))
  const day = ({ lot }: LotRow) => lot.expiryOn ?? lot.bestBeforeOn ?? '9999-12-31'
  return rows.filter(fits).toSorted((a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : 0))
}

export const statusAfter = { hold: 'on-hold', release: 'available', recall: 'recalled' } as const

/** What can be done to a lot at this instant, ISO 8601: only what the hub would not refuse. */
export function lotActs(
  lot: Pick<Lot, 'status' | 'expiryOn'>,
  stores: Iterable<Pick<Store, 'open' | 'timeZone'>>,
  at: string,
): readonly ('hold' | 'release' | 'recall')[] {
  const onDay = earliestDay(stores, at)
  const acts =
    lot.status === 'available' ? (['hold', 'recall'] as const) : (['release', 'recall'] as const)
  return acts.filter((act) => {
    const to = statusAfter[act]
    return to !== lot.status && statusFault(lot, to, onDay) === undefined
  })
}
