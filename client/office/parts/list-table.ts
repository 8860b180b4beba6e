// The rows of a list as plain values: to find among them, and to hand them out as a file.
import { fold } from '#shared/folding.ts'
import { csvCell } from '#shared/text.ts'

export type Plain = string | number | null
export type PlainColumn<Row> = {
  readonly id: string
  readonly head: string
  by?(row: Row): Plain
  plain?(row: Row): Plain
}
export type PlainTable = { readonly heads: readonly string[]; readonly rows: readonly Plain[][] }

/** What a cell says without its looks. */
export function plainOf<Row>(column: PlainColumn<Row>, row: Row): Plain {
  return (column.plain ?? column.by)?.(row) ?? null
}

/** The rows in which every word that was typed stands somewhere, whatever its case, accents or digits. */
export function rowsWith<Row>(
  rows: readonly Row[],
  columns: readonly PlainColumn<Row>[],
  text: string,
  nameOf: (row: Row) => string,
): readonly Row[] {
  const sought = fold(text).split(/\s+/).filter(Boolean)
  if (sought.length === 0) return rows
  return rows.filter((row) => {
    const cells = columns.map((column) => plainOf(column, row) ?? '')
    const whole = fold([nameOf(row), ...cells].join('\n'))
    return sought.every((word) => whole.includes(word))
  })
}

export function tableOf<Row>(
  rows: readonly Row[],
  columns: readonly PlainColumn<Row>[],
): PlainTable {
  return {
    heads: columns.map(({ head }) => head),
    rows: rows.map((row) => columns.map((column) => plainOf(column, row))),
  }
}

/** RFC 4180 with a byte order mark, without which spreadsheets read Arabic wrongly. */
export function csvOf({ heads, rows }: PlainTable): string {
  const lines = [heads, ...rows].map((cells) =>
    cells.map((cell) => csvCell(cell === null ? '' : String(cell))).join(','),
  )
  return `\uFEFF${lines.join('\r\n')}\r\n`
}
