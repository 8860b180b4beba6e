// A table of any length, of which only the rows on the screen exist. It sorts nothing and keeps nothing: the caller owns
// rows, sort and selection; the table owns focus and the one open cell.
import { Checkbox, UnstyledButton, useDirection } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type CSSProperties,
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { useSay } from '../words/index.ts'
import { classes } from './classes.ts'
import css from './data-table.module.css'
import { DataTableRow } from './data-table-row.tsx'
import { type Cell, type Column, moveCell, nextSort, type Sort } from './table-state.ts'

export type DataTableProps<Row> = {
  /** What the table is, for those who do not see its title. */
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  idOf(row: Row): string
  nameOf(row: Row): string
  sort: Sort
  onSort(sort: Sort): void
  /** Left out when rows cannot be selected. */
  selection?: { ids: ReadonlySet<string>; toggle(id: string): void; toggleAll(): void }
  /** What a click on a row does, and Enter on a cell that cannot be edited. */
  onOpen?(row: Row): void
  /** The rows' least height; 48 unless names have a second line. */
  rowHeight?: number
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rows, selection, rowHeight = 48 } = props
  const scroll = useRef<HTMLDivElement>(null)
  const virtual = useRows(scroll, rows.length, rowHeight)
  const cells = useCells(props, scroll, virtual.scrollToIndex)
  const { focus, open } = cells
  const widths = columns.map(({ width }) => width)
  const template = [...(selection ? ['44px'] : []), ...widths].join(' ')
  return (
    <div className={css.frame} style={{ '--columns': template } as CSSProperties}>
      <div
        ref={scroll}
        className={css.scroll}
        role="grid"
        aria-label={props.label}
        aria-rowcount={rows.length + 1}
        aria-multiselectable={selection !== undefined}
        onKeyDown={cells.onKeyDown}
      >
        <Head {...props} />
        <div role="rowgroup" className={css.body} style={{ blockSize: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index]
            if (row === undefined) return null
            const id = props.idOf(row)
            return (
              <DataTableRow
                key={id}
                measure={virtual.measureElement}
                row={row}
                id={id}
                name={props.nameOf(row)}
                index={index}
                offset={start}
                columns={columns}
                selected={selection?.ids.has(id) ?? null}
                focusColumn={focus.row === index ? focus.column : null}
                openColumn={open?.row === index ? open.column : null}
                onFocus={cells.setFocus}
                onToggle={selection?.toggle}
                onOpen={cells.setOpen}
                onClose={cells.close}
                onAct={props.onOpen}
              />
            )
          })}
        </div>
      </div>
    </div>
  )
}

// The rows on the screen. The height of rows not seen yet is guessed from most of those that were: a guess that is right
// keeps a hundred thousand rows from being placed anew for every row that comes into sight.
function useRows(scroll: RefObject<HTMLDivElement | null>, count: number, least: number) {
  const { dir } = useDirection()
  const cards = useMediaQuery('(max-width: 56.24em)')
  const guess = useRef(least)
  // The table is drawn again at each scroll on purpose; what does not change in it are its rows.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => guess.current,
    overscan: 8,
  })
  const drawn = virtual.getVirtualItems().length > 0
  useLayoutEffect(() => {
    const seen = [...(scroll.current?.querySelectorAll<HTMLElement>('[data-index]') ?? [])]
    const heights = seen.map((row) => row.offsetHeight).toSorted((a, b) => a - b)
    const most = heights[Math.floor(heights.length / 2)]
    if (!drawn || !most || most === guess.current) return
    guess.current = most
    virtual.measure()
  }, [scroll, virtual, drawn, dir, cards])
  return virtual
}

// The one cell that has the focus and the one that is open, and the keys that move them.
function useCells<Row>(
  { columns, rows, selection, idOf, onOpen }: DataTableProps<Row>,
  scroll: RefObject<HTMLDivElement | null>,
  scrollToRow: (row: number) => void,
) {
  const { dir } = useDirection()
  const [focus, setFocus] = useState<Cell>({ row: 0, column: 0 })
  const [open, setOpen] = useState<Cell | null>(null)
  const go = (cell: Cell) => {
    setFocus(cell)
    scrollToRow(cell.row)
    const find = () =>
      scroll.current?.querySelector<HTMLElement>(
        `[data-row="${cell.row}"][data-column="${cell.column}"]`,
      )
    const there = find()
    // A far row only exists after it was scrolled to; a near one takes the focus before the next key comes.
    if (there) there.focus()
    else requestAnimationFrame(() => find()?.focus())
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (open || !(event.target as Element).hasAttribute('data-row')) return
    const size = { rows: rows.length, columns: columns.length, page: 10 }
    const to = moveCell(focus, event.key, size, dir === 'rtl')
    const row = rows[focus.row]
    if (to) go(to)
    else if (event.key === ' ' && selection && row) selection.toggle(idOf(row))
    else if (event.key === 'Enter' && columns[focus.column]?.edit) setOpen(focus)
    else if (event.key === 'Enter' && onOpen && row) onOpen(row)
    else return
    event.preventDefault()
  }
  const latest = useRef(() => {})
  useLayoutEffect(() => {
    latest.current = () => {
      setOpen(null)
      go(focus)
    }
  })
  const close = useCallback(() => latest.current(), [])
  return { focus, setFocus, open, setOpen, close, onKeyDown }
}

function Head<Row>({ columns, rows, selection, sort, onSort }: DataTableProps<Row>) {
  const say = useSay()
  const chosen = selection?.ids.size ?? 0
  return (
    <div role="rowgroup" className={css.head}>
      <div role="row" style={{ display: 'contents' }}>
        {selection && (
          <div role="columnheader" className={classes(css.headCell, css.check)}>
            <Checkbox
              aria-label={say('table.selectAll')}
              checked={chosen > 0 && chosen === rows.length}
              indeterminate={chosen > 0 && chosen < rows.length}
              onChange={selection.toggleAll}
            />
          </div>
        )}
        {columns.map((column) => {
          const sorted = sort?.column === column.id ? sort.direction : null
          const Arrow = sorted === 'down' ? IconArrowDown : IconArrowUp
          const order = sorted === 'up' ? 'ascending' : 'descending'
          return (
            <div
              key={column.id}
              role="columnheader"
              aria-sort={sorted ? order : 'none'}
              className={classes(css.headCell, column.number && css.number)}
            >
              {column.sortable ? (
                <UnstyledButton
                  className={classes(css.sort, column.number && css.number)}
                  onClick={() => onSort(nextSort(sort, column.id))}
                >
                  <bdi>{column.head}</bdi>
                  {sorted && <Arrow size={16} stroke={1.8} aria-hidden />}
                </UnstyledButton>
              ) : (
                <bdi>{column.head}</bdi>
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}
