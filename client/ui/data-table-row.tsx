// One row of a large table. A cell that can be edited opens with Enter or two touches, keeps what was typed when
// it is left, and gives it up on Escape.
import { Checkbox } from '@mantine/core'
import { type CSSProperties, memo, useRef } from 'react'
import { useSay } from '../words/index.ts'
import { classes } from './classes.ts'
import css from './data-table.module.css'
import type { Cell, Column } from './table-state.ts'

export type DataTableRowProps<Row> = {
  measure(element: Element | null): void
  row: Row
  id: string
  name: string
  index: number
  /** Where it stands in the scrolled body, in pixels. */
  offset: number
  columns: readonly Column<Row>[]
  /** Null when rows cannot be selected. */
  selected: boolean | null
  focusColumn: number | null
  openColumn: number | null
  onFocus(cell: Cell): void
  onToggle: ((id: string) => void) | undefined
  onOpen(cell: Cell): void
  onClose(): void
  onAct: ((row: Row) => void) | undefined
}

function TableRow<Row>({ measure, ...props }: DataTableRowProps<Row>) {
  const { row, index, columns, selected } = props
  const say = useSay()
  const style: CSSProperties = { transform: `translateY(${props.offset}px)` }
  return (
    <div
      ref={measure}
      role="row"
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={selected ?? undefined}
      className={classes(
        css.row,
        selected === true && css.selected,
        props.onAct !== undefined && css.pressable,
      )}
      style={style}
      onClick={(event) => {
        // What stands in the row and can be pressed itself is not the row.
        if ((event.target as Element).closest('button, a, input, label, [data-editable]')) return
        props.onAct?.(row)
      }}
    >
      {selected !== null && (
        <div role="gridcell" className={classes(css.cell, css.check)}>
          <Checkbox
            tabIndex={-1}
            aria-label={say('table.selectRow', { name: props.name })}
            checked={selected}
            onChange={() => props.onToggle?.(props.id)}
          />
        </div>
      )}
      {columns.map((column, at) => (
        <div
          key={column.id}
          role="gridcell"
          tabIndex={props.focusColumn === at ? 0 : -1}
          data-row={index}
          data-column={at}
          data-label={at === 0 ? undefined : column.head}
          data-editable={column.edit ? '' : undefined}
          className={classes(
            css.cell,
            column.number && css.number,
            props.openColumn === at && css.editing,
          )}
          onFocus={() => props.onFocus({ row: index, column: at })}
          onDoubleClick={() => column.edit && props.onOpen({ row: index, column: at })}
        >
          {props.openColumn === at && column.edit ? (
            <Editor column={column} edit={column.edit} row={row} onClose={props.onClose} />
          ) : (
            column.cell(row)
          )}
        </div>
      ))}
    </div>
  )
}

// Scrolling draws the table again many times a second; a row that did not change is not drawn with it.
export const DataTableRow = memo(TableRow) as typeof TableRow

function Editor<Row>({
  column,
  edit,
  row,
  onClose,
}: {
  column: Column<Row>
  edit: NonNullable<Column<Row>['edit']>
  row: Row
  onClose(): void
}) {
  const say = useSay()
  const settled = useRef(false)
  // Leaving the cell keeps what was typed; only Escape gives it up. Closing moves the focus, which must not settle it twice.
  const settle = (text: string | null) => {
    if (settled.current) return
    settled.current = true
    if (text !== null && text !== edit.text(row)) edit.commit(row, text)
    onClose()
  }
  return (
    <input
      autoFocus
      aria-label={say('table.edit', { column: column.head })}
      defaultValue={edit.text(row)}
      onFocus={(event) => event.currentTarget.select()}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Enter') settle(event.currentTarget.value)
        if (event.key === 'Escape') settle(null)
      }}
      onBlur={(event) => settle(event.currentTarget.value)}
    />
  )
}

/** A value that was edited and not yet published: the old struck, the new beside it. */
export function EditedValue({ was, now }: { was: string; now: string }) {
  return (
    <>
      <s className={css.was}>
        <bdi>{was}</bdi>
      </s>
      <bdi className={css.edited}>{now}</bdi>
    </>
  )
}
