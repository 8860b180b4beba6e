// A list as a large table with its own sort: skeletons until it is there, the failure in three parts, the empty state with
// the next act. With a key of its own it also has its tools. The rows belong to the caller.
import { Button } from '@mantine/core'
import { type ReactNode, useMemo, useRef } from 'react'
import type { CallProblem } from '../../link/problem.ts'
import { usePersonId } from '../../link/rights.ts'
import { useLook } from '../../look/look.tsx'
import { DataTable, type DataTableProps } from '../../ui/data-table.tsx'
import { Empty, type EmptyProps } from '../../ui/empty.tsx'
import { Skeletons } from '../../ui/skeletons.tsx'
import type { Column } from '../../ui/table-state.ts'
import { useSay } from '../../words/index.ts'
import { type Plain, rowsWith, tableOf } from './list-table.ts'
import { ListTools } from './list-tools.tsx'
import { shownColumns } from './list-views.ts'
import listCss from './list.module.css'
import css from './parts.module.css'
import { ProblemNote } from '../../forms/problem-note.tsx'
import { sorted } from './sorting.ts'
import { listKey, type ListKeeping, useList } from './use-list.ts'

export type ListColumn<Row> = Omit<Column<Row>, 'sortable'> & {
  /** What the column is sorted by; a column without it is not sorted. */
  by?(row: Row): Plain
  /** What the cell says in a file and to the search, where that is not what it is sorted by. */
  plain?(row: Row): Plain
  /** Not shown until it is chosen. */
  hidden?: boolean
}

export type ListingProps<Row> = Pick<
  DataTableProps<Row>,
  'label' | 'idOf' | 'nameOf' | 'onOpen' | 'rowHeight' | 'selection'
> & {
  columns: readonly ListColumn<Row>[]
  /** Undefined until they are known. */
  rows: readonly Row[] | undefined
  empty: EmptyProps
  problem?: CallProblem | null
  onAgain?(): void
  more?: (() => void) | undefined
  /**
   * The list's key, such as `price-lists`: gives it search, choice of columns, saved views and files, kept by it for each
   * person on this device.
   */
  name?: string
  /** Filters of the page's own, between the search and the menus. */
  filters?: ReactNode
  /** The page has a search of its own, which finds more than the rows that are here. */
  ownSearch?: boolean
}

export function Listing<Row>(props: ListingProps<Row>) {
  const person = usePersonId()
  const key = props.name === undefined ? null : listKey(person ?? '', props.name)
  return <KeptListing<Row> key={key} {...props} kept={key} />
}

function KeptListing<Row>(props: ListingProps<Row> & { kept: string | null }) {
  const { columns, rows, empty, problem = null, onAgain, more, kept } = props
  const say = useSay()
  const keeping = useList(kept)
  const frame = useRef<HTMLDivElement>(null)
  const shown = shownColumns(columns, keeping.view.shown)
  const inOrder = useInOrder(props, keeping)
  const note = <ProblemNote problem={problem} {...(onAgain ? { onAgain } : {})} />
  const tools = kept !== null && (
    <ListTools
      label={props.label}
      keeping={keeping}
      columns={columns}
      ownSearch={props.ownSearch ?? false}
      table={() => tableOf(inOrder ?? [], shown)}
      onDown={() => frame.current?.querySelector<HTMLElement>('[data-row="0"]')?.focus()}
    >
      {props.filters}
    </ListTools>
  )
  // Filters stay where they are while another answer is awaited and when they leave nothing: whoever types in one goes on.
  const hasTools = props.filters !== undefined || (rows !== undefined && rows.length > 0)
  return (
    <>
      {note}
      {hasTools && tools}
      {inOrder && rows && rows.length > 0 ? (
        <div className={css.fill} ref={frame}>
          {inOrder.length === 0 ? (
            <p className={listCss.none} role="status">
              {say('lists.noneFit')}
            </p>
          ) : (
            <Table {...props} columns={shown} rows={inOrder} keeping={keeping} />
          )}
        </div>
      ) : (
        !problem && (rows ? <Empty {...empty} /> : <Skeletons shape="rows" count={10} />)
      )}
      {more && (
        <Button variant="default" className={css.more} onClick={more}>
          {say('officeParts.more')}
        </Button>
      )}
    </>
  )
}

function Table<Row>(
  props: Pick<
    ListingProps<Row>,
    'label' | 'idOf' | 'nameOf' | 'onOpen' | 'rowHeight' | 'selection'
  > & { columns: readonly ListColumn<Row>[]; rows: readonly Row[]; keeping: ListKeeping },
) {
  const { columns, keeping, onOpen, rowHeight, selection } = props
  return (
    <DataTable<Row>
      label={props.label}
      columns={columns.map((column) => ({ ...column, sortable: column.by !== undefined }))}
      rows={props.rows}
      idOf={props.idOf}
      nameOf={props.nameOf}
      sort={keeping.view.sort}
      onSort={(sort) => keeping.set({ sort })}
      {...(onOpen ? { onOpen } : {})}
      {...(rowHeight ? { rowHeight } : {})}
      {...(selection ? { selection } : {})}
    />
  )
}

function useInOrder<Row>(props: ListingProps<Row>, { view }: ListKeeping) {
  const { columns, rows, nameOf } = props
  const { locale } = useLook()
  const { sort, text } = view
  return useMemo(() => {
    if (!rows) return undefined
    const found = rowsWith(rows, columns, text, nameOf)
    const by = columns.find(({ id }) => id === sort?.column)?.by
    return by && sort ? sorted(found, by, sort.direction, locale) : found
  }, [rows, columns, nameOf, text, sort, locale])
}
