// The inbox: what wants someone, computed from what is live; one button each, which goes to where it can be done.
import { IconCircleCheck } from '@tabler/icons-react'
import { memo, useMemo } from 'react'
import { useLocation } from 'wouter'
import { products, variants } from '#catalog/contract.ts'
import type { Id } from '#shared/ids.ts'
import { levels, locations, lots } from '#stock/contract.ts'
import { stores, type Store as Shop } from '#stores/contract.ts'
import { useLink, useWatched } from '../link/react.ts'
import type { Store } from '../link/store.ts'
import { Empty } from '../ui/empty.tsx'
import { InboxRow as Row } from '../ui/inbox-row.tsx'
import { useSay } from '../words/index.ts'
import { useAcross } from './across.ts'
import type { FleetMember } from './fleet.ts'
import { heardOf, lettingsOf, voidsOf } from './heard.ts'
import {
  exceptionRows,
  type InboxRow,
  lotRows,
  lowRows,
  type StockAccess,
  type StoreStock,
  waitingRows,
} from './inbox.ts'
import { useMatter } from './matter.tsx'
import { useMinuteMs } from './minute.ts'

const PACE_MS = 1000
const sources = [levels, locations, lots, products, variants, stores]

type Stock = { all: StoreStock[]; access: StockAccess }
function select(store: Store, ids: readonly Id[]): Stock {
  const all = ids.flatMap((id) => {
    const record = store.record(stores, id)
    if (!record) return []
    return [
      { store: record, locations: store.records(locations, id), levels: store.records(levels, id) },
    ]
  })
  const access: StockAccess = {
    lot: (id) => store.record(lots, id),
    variant: (id) => store.record(variants, id),
    product: (id) => store.record(products, id),
  }
  return { all, access }
}

/** Everything that wants someone now, the loudest first. */
export function useInbox(
  own: readonly Shop[],
  members: readonly FleetMember[],
): readonly InboxRow[] {
  const { store } = useLink()
  const ids = useMemo(() => own.map(({ id }) => id), [own])
  const stock = useAcross(sources, ids, select, PACE_MS)
  const heard = useWatched(heardOf(store))
  const voids = useWatched(voidsOf(store))
  const lettings = useWatched(lettingsOf(store))
  const minuteMs = useMinuteMs()
  const fromStock = useMemo(() => {
    const { all, access } = stock
    return [...lotRows(all, access, minuteMs), ...lowRows(all, access, minuteMs)]
  }, [stock, minuteMs])
  return useMemo(
    () => [
      ...exceptionRows(heard),
      ...voids.map((each): InboxRow => ({ kind: 'void', heard: each })),
      ...lettings.map((each): InboxRow => ({ kind: 'let-in', heard: each })),
      ...waitingRows(members),
      ...fromStock,
    ],
    [heard, voids, lettings, members, fromStock],
  )
}

export const InboxList = memo(function InboxList({ rows }: { rows: readonly InboxRow[] }) {
  const say = useSay()
  if (rows.length === 0) {
    return (
      <Empty
        icon={<IconCircleCheck size={40} stroke={1.6} aria-hidden />}
        title={say('board.inboxEmpty')}
        detail={say('board.inboxEmptyDetail')}
      />
    )
  }
  return (
    <div>
      {rows.map((row) => (
        <Matter key={keyOf(row)} row={row} />
      ))}
    </div>
  )
})

function keyOf(row: InboxRow): string {
  if (row.kind === 'exception') return row.heard.sale.saleId
  if (row.kind === 'void') return row.heard.taken.voidId
  if (row.kind === 'let-in') return row.heard.letIn.id
  if (row.kind === 'waiting') return row.member.terminal.id
  return row.kind === 'held' ? row.lot.id : row.kind
}

function Matter({ row }: { row: InboxRow }) {
  const say = useSay()
  const [, go] = useLocation()
  const look = useMatter(row)
  const action = row.kind === 'waiting' ? say('board.seeFleet') : say('board.review')
  return <Row id={keyOf(row)} {...look} action={action} onAct={() => go(look.to)} />
}
