// The arrow keys in the matrix of roles: from box to box, as in any table, in the reading direction of the page.
import type { KeyboardEvent } from 'react'

const steps: Record<string, readonly [rows: number, columns: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

export function moveByArrows(event: KeyboardEvent, table: HTMLTableElement | null): void {
  const step = steps[event.key]
  const cell = (event.target as Element).closest<HTMLTableCellElement>('td, th')
  if (!step || !cell || !table) return
  const mirrored = getComputedStyle(table).direction === 'rtl' ? -1 : 1
  const column = cell.cellIndex + step[1] * mirrored
  for (let at = rowOf(cell) + step[0]; ; at += step[0]) {
    const target = table.rows[at]?.cells[column]?.querySelector<HTMLElement>('input, button')
    const there = target && !(target instanceof HTMLInputElement && target.disabled)
    if (there) {
      event.preventDefault()
      target.focus()
    }
    if (there || step[0] === 0 || !table.rows[at]) return
  }
}

const rowOf = (cell: HTMLTableCellElement) => (cell.parentElement as HTMLTableRowElement).rowIndex
