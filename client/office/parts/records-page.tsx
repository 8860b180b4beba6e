// A page that is one list of records with one sheet to add and change them: its head, the button that adds, the list with its
// tools, and the sheet of what is open.
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useSay } from '../../words/index.ts'
import { type ListColumn, Listing, type ListingProps } from './listing.tsx'
import { OfficePage, PageHead } from './page-head.tsx'

export type RecordsPageProps<Row> = RecordsListProps<Row> & {
  /** Acts of the page before the one that adds. */
  acts?: ReactNode
}

export type RecordsListProps<Row> = Pick<
  ListingProps<Row>,
  'rows' | 'nameOf' | 'filters' | 'rowHeight' | 'problem' | 'onAgain' | 'more'
> & {
  title: string
  /** The list's key on this device. */
  name: string
  icon: ReactNode
  /** What the button that adds says; left out where nothing is added. */
  add?: string | undefined
  /** What an empty list says. */
  none: string
  noneDetail?: string
  columns: readonly ListColumn<Row>[]
  idOf(row: Row): string
  /** Adds where there is no row yet, else changes it. */
  sheet(row: Row | null, onClose: () => void): ReactNode
}

export function RecordsPage<Row>({ acts, ...props }: RecordsPageProps<Row>) {
  return (
    <OfficePage>
      <RecordsList
        {...props}
        head={(button) => (
          <PageHead title={props.title}>
            {acts}
            {button}
          </PageHead>
        )}
      />
    </OfficePage>
  )
}

/** The same as part of a page, such as a tab; `head` places the button that adds. */
export function RecordsList<Row>(
  props: RecordsListProps<Row> & { head(button: ReactNode): ReactNode },
) {
  const say = useSay()
  const { add, sheet, head, title, icon, none, noneDetail, ...list } = props
  const [open, setOpen] = useState<{ row: Row | null } | null>(null)
  const action = { words: add ?? say('act.close'), onAct: () => setOpen({ row: null }) }
  const button = add !== undefined && (
    <Button leftSection={<IconPlus size={20} stroke={1.8} aria-hidden />} onClick={action.onAct}>
      {add}
    </Button>
  )
  return (
    <>
      {head(button)}
      <Listing<Row>
        {...list}
        label={title}
        onOpen={(row) => setOpen({ row })}
        empty={{
          icon,
          title: none,
          ...(noneDetail === undefined ? {} : { detail: noneDetail }),
          ...(add === undefined ? {} : { action }),
        }}
      />
      {open && sheet(open.row, () => setOpen(null))}
    </>
  )
}
