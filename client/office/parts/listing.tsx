// A list as a large table with its own sort: skeletons until it is there, the failure in three parts, the empty state with
// the next act. The rows belong to the caller.
import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { CallProblem } from '../../link/problem.ts'
import { useLook } from '../../look/look.tsx'
import { DataTable, type DataTableProps } from '../../ui/data-table.tsx'
import { Empty, type EmptyProps } from '../../ui/empty.tsx'
import { Skeletons } from '../../ui/skeletons.tsx'
import type { Column, Sort } from '../../ui/table-state.ts'
import { useSay } from '../../words/index.ts'
import css from './parts.module.css'
import { ProblemNote } from './problem-note.tsx'
import { sorted } from './sorting.ts'

export type ListColumn<Row> = Omit<Column<Row>, 'sortable'> & {
  /** What the column is sorted by; a column without it is not sorted. */
  by?(row: Row): string | number | null
}

export type ListingProps<Row> = Pick<
  DataTableProps<Row>,
  'label' | 'idOf' | 'nameOf' | 'onOpen' | 'rowHeight'
> & {
  columns: readonly ListColumn<Row>[]
  /** Undefined until they are known. */
  rows: readonly Row[] | undefined
  empty: EmptyProps
  problem?: CallProblem | null
  onAgain?(): void
  more?: (() => void) | undefined
}

export function Listing<Row>(props: ListingProps<Row>) {
  const { columns, rows, empty, problem = null, onAgain, more } = props
  const say = useSay()
  const { locale } = useLook()
  const [sort, setSort] = useState<Sort>(null)
  const inOrder = useMemo(() => {
    const by = columns.find(({ id }) => id === sort?.column)?.by
    return rows && by && sort ? sorted(rows, by, sort.direction, locale) : rows
  }, [rows, columns, sort, locale])
  const note = <ProblemNote problem={problem} {...(onAgain ? { onAgain } : {})} />
  if (!inOrder) return problem ? note : <Skeletons shape="rows" count={10} />
  if (inOrder.length === 0) return problem ? note : <Empty {...empty} />
  return (
    <>
      {note}
      <div className={css.fill}>
        <DataTable<Row>
          label={props.label}
          columns={columns.map((column) => ({ ...column, sortable: column.by !== undefined }))}
          rows={inOrder}
          idOf={props.idOf}
          nameOf={props.nameOf}
          sort={sort}
          onSort={setSort}
          {...(props.onOpen ? { onOpen: props.onOpen } : {})}
          {...(props.rowHeight ? { rowHeight: props.rowHeight } : {})}
        />
      </div>
      {more && (
        <Button variant="default" className={css.more} onClick={more}>
          {say('officeParts.more')}
        </Button>
      )}
    </>
  )
}
