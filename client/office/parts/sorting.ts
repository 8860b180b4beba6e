// Sorts the rows of a list by a column: text as the reader's language orders it, numbers by size, what is missing last.
import type { Locale } from '../../look/locale.ts'

type Key = string | number | null

const collators = new Map<Locale, Intl.Collator>()

function collator(locale: Locale): Intl.Collator {
  const known = collators.get(locale) ?? new Intl.Collator(locale, { numeric: true })
  collators.set(locale, known)
  return known
}

/** A sorted copy; rows of equal keys keep their order, and rows without a key stay at the end either way. */
export function sorted<Row>(
  rows: readonly Row[],
  by: (row: Row) => Key,
  direction: 'up' | 'down',
  locale: Locale,
): Row[] {
  const { compare } = collator(locale)
  const sign = direction === 'up' ? 1 : -1
  const keyed = rows.map((row) => ({ row, key: by(row) }))
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null)
    if (typeof a.key === 'number' && typeof b.key === 'number') return sign * (a.key - b.key)
    return sign * compare(String(a.key), String(b.key))
  })
  return keyed.map(({ row }) => row)
}
