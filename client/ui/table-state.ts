// The shape of a large table: its columns, its three-state sort, and moving a cell of focus. Pure, so that it is tested alone.
import type { ReactNode } from 'react'

export type Column<Row> = {
  id: string
  /** What the head says; money columns name their currency here, once. */
  head: string
  /** A CSS grid width: `minmax(200px, 2fr)`, `120px`. */
  width: string
  /** Number columns meet at their decimals in both directions. */
  number?: boolean
  sortable?: boolean
  cell(row: Row): ReactNode
  /** Makes the cell editable: the text to start from, and what to do with the text typed. */
  edit?: { text(row: Row): string; commit(row: Row, text: string): void }
}

export type Sort = { column: string; direction: 'up' | 'down' } | null

/** The next of the three states when a head is pressed: up, down, none. */
export function nextSort(sort: Sort, column: string): Sort {
  if (sort?.column !== column) return { column, direction: 'up' }
  return sort.direction === 'up' ? { column, direction: 'down' } : null
}

export type Cell = { row: number; column: number }

/** Where the focus goes for a key; null when the key does not move it. Arrows are visual, so they turn in RTL. */
export function moveCell(
  cell: Cell,
  key: string,
  size: { rows: number; columns: number; page: number },
  rtl: boolean,
): Cell | null {
  const forward = rtl ? 'ArrowLeft' : 'ArrowRight'
  const backward = rtl ? 'ArrowRight' : 'ArrowLeft'
  const { row, column } = cell
  const moves: Record<string, Cell> = {
    ArrowDown: { row: row + 1, column },
    ArrowUp: { row: row - 1, column },
    [forward]: { row, column: column + 1 },
    [backward]: { row, column: column - 1 },
    PageDown: { row: row + size.page, column },
    PageUp: { row: row - size.page, column },
    Home: { row, column: 0 },
    End: { row, column: size.columns - 1 },
  }
  const to = moves[key]
  if (!to) return null
  return { row: clamp(to.row, size.rows), column: clamp(to.column, size.columns) }
}

function clamp(index: number, length: number): number {
  return Math.max(0, Math.min(length - 1, index))
}
