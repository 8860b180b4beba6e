// Columns that stand in many lists: a text, and a name in both languages. They sort, are found and go out as they are read.
import { nameIn, type Locale, type Names } from '../../look/locale.ts'
import type { ListColumn } from './listing.tsx'
import { TwoNames } from './names.tsx'

export function textColumn<Row>(
  id: string,
  head: string,
  width: string,
  by: (row: Row) => string | null,
): ListColumn<Row> {
  return { id, head, width, by, cell: (row) => <bdi>{by(row) ?? '–'}</bdi> }
}

/** A figure that is counted, written by `write`. */
export function figureColumn<Row>(
  id: string,
  head: string,
  by: (row: Row) => number,
  write: (figure: number) => string,
): ListColumn<Row> {
  return {
    ...{ id, head, by, width: '96px', number: true },
    cell: (row) => <bdi>{write(by(row))}</bdi>,
  }
}

export function nameColumn<Row extends { name: Names }>(
  head: string,
  locale: Locale,
): ListColumn<Row> {
  return {
    id: 'name',
    head,
    width: 'minmax(180px, 2fr)',
    by: ({ name }) => nameIn(locale, name),
    cell: ({ name }) => <TwoNames names={name} />,
  }
}
