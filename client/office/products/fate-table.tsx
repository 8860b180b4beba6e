// The trial of a file as a table: what each row would do, and what is wrong with those that would do nothing.
import { useMemo, useState } from 'react'
import { importFaults } from '#prices/import-contract.ts'
import { useNumerals } from '../../look/look.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Code } from '../../ui/code.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column, Sort } from '../../ui/table-state.ts'
import type { Tone } from '../../ui/tone.ts'
import { useSay } from '../../words/index.ts'
import parts from '../parts/parts.module.css'
import { csvColumns } from './products-csv.ts'
import { type Fate, fates, refusedFirst } from './import-fates.ts'

const tones: Record<Fate['fate'], Tone> = {
  add: 'live',
  change: 'accent',
  same: 'plain',
  refuse: 'bad',
}

export function FateTable({ rows }: { rows: readonly Fate[] }) {
  const say = useSay()
  const [sort, setSort] = useState<Sort>(null)
  const counts = fates(rows)
  const shown = useMemo(() => {
    if (!sort) return refusedFirst(rows)
    const sign = sort.direction === 'up' ? 1 : -1
    return rows.toSorted((a, b) => sign * (a.row - b.row))
  }, [rows, sort])
  const columns = useColumns()
  return (
    <>
      <p className={parts.quiet} role="status">
        {say('importing.summary', {
          add: counts.add,
          change: counts.change,
          same: counts.same,
          refuse: counts.refuse,
        })}{' '}
        {counts.refuse > 0 && say('importing.correctFirst')}
      </p>
      <div className={parts.fill}>
        <DataTable<Fate>
          label={say('importing.trial')}
          columns={columns}
          rows={shown}
          idOf={({ row }) => String(row)}
          nameOf={({ sku }) => sku}
          sort={sort}
          onSort={setSort}
        />
      </div>
    </>
  )
}

/** What is wrong with a row in the reader's words; what this client has no words for in the hub's. */
function useWrong(): (row: Fate) => string {
  const say = useSay()
  const columnOf = (path: string) => {
    const column = csvColumns.find((each) => `/${each}` === path)
    return column && say(`importFaults.columns.${column}`)
  }
  const faultOf = ({ code, message }: Fate['errors'][number]) => {
    const known = importFaults.find((each) => each === code)
    return known ? say(`importFaults.faults.${known}`) : message
  }
  return ({ errors }) =>
    errors
      .map((error) => [columnOf(error.path), faultOf(error)].filter(Boolean).join(': '))
      .join(' ') || '–'
}

function useColumns(): readonly Column<Fate>[] {
  const say = useSay()
  const wrong = useWrong()
  const numerals = useNumerals()
  return [
    {
      id: 'row',
      head: say('importing.row'),
      width: '88px',
      sortable: true,
      cell: ({ row }) => <bdi>{numerals.count(row)}</bdi>,
    },
    { id: 'sku', head: say('products.sku'), width: '180px', cell: ({ sku }) => <Code>{sku}</Code> },
    {
      id: 'fate',
      head: say('importing.fate'),
      width: '150px',
      cell: ({ fate }) => <Chip tone={tones[fate]}>{say(`importing.fates.${fate}`)}</Chip>,
    },
    {
      id: 'errors',
      head: say('importing.errors'),
      width: 'minmax(240px, 1fr)',
      cell: (row) => <bdi>{wrong(row)}</bdi>,
    },
  ]
}
