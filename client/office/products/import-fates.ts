// What a trial said of the rows of a file, counted and put in the order in which a person wants to see them.
import type { Static } from 'typebox'
import type { RowFate } from '#prices/import-contract.ts'

export type Fate = Static<typeof RowFate>

export type FateCounts = Record<Fate['fate'], number> & {
  /** Rows that change something. */
  written: number
}

export function fates(rows: readonly Fate[]): FateCounts {
  const counts: FateCounts = { add: 0, change: 0, same: 0, refuse: 0, written: 0 }
  for (const { fate } of rows) counts[fate] += 1
  counts.written = counts.add + counts.change
  return counts
}

/** Refused rows first, because they are what keeps the file from being applied; the others as in the file. */
export function refusedFirst(rows: readonly Fate[]): Fate[] {
  const order = (row: Fate) => (row.fate === 'refuse' ? 0 : 1)
  return rows.toSorted((a, b) => order(a) - order(b) || a.row - b.row)
}
