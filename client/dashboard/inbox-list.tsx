// The inbox: what wants someone, computed from what is live; one button each, which goes to where it can be done.
import {
  IconAlertOctagon,
  IconCalendarExclamation,
  IconCircleCheck,
  IconCloudOff,
  IconPackage,
  IconTrendingDown,
} from '@tabler/icons-react'
import { memo, type ReactNode, useMemo } from 'react'
import { useLocation } from 'wouter'
import { products, variants, type Variant } from '#catalog/contract.ts'
import { fullName } from '#catalog/rules.ts'
import type { Id } from '#shared/ids.ts'
import { levels, locations, lots, type Lot } from '#stock/contract.ts'
import { stores, type Store as Shop } from '#stores/contract.ts'
import { useLink, useWatched } from '../link/react.ts'
import type { Store } from '../link/store.ts'
import { nameIn } from '../look/locale.ts'
import { useLook } from '../look/look.tsx'
import { Code } from '../ui/code.tsx'
import { Empty } from '../ui/empty.tsx'
import { InboxRow as Row } from '../ui/inbox-row.tsx'
import type { Tone } from '../ui/tone.ts'
import { useSay } from '../words/index.ts'
import { useAcross } from './across.ts'
import type { FleetMember } from './fleet.ts'
import { memberNames } from './fleet-panel.tsx'
import { heardOf } from './heard.ts'
import {
  exceptionRows,
  type InboxRow,
  lotRows,
  lowRows,
  type StockAccess,
  type StoreStock,
  waitingRows,
} from './inbox.ts'
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
  const minuteMs = useMinuteMs()
  const fromStock = useMemo(() => {
    const { all, access } = stock
    return [...lotRows(all, access, minuteMs), ...lowRows(all, access, minuteMs)]
  }, [stock, minuteMs])
  return useMemo(
    () => [...exceptionRows(heard), ...waitingRows(members), ...fromStock],
    [heard, members, fromStock],
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
  if (row.kind === 'waiting') return row.member.terminal.id
  return row.kind === 'held' ? row.lot.id : row.kind
}

type Look = { tone: Tone; icon: ReactNode; title: ReactNode; detail: ReactNode; to: string }

function Matter({ row }: { row: InboxRow }) {
  const say = useSay()
  const [, go] = useLocation()
  const look = useLookOf(row)
  const action = row.kind === 'waiting' ? say('board.seeFleet') : say('board.review')
  return <Row id={keyOf(row)} {...look} action={action} onAct={() => go(look.to)} />
}

const icon = { size: 22, stroke: 1.8 } as const

function useLookOf(row: InboxRow): Look {
  const say = useSay()
  const { locale, numerals } = useLook()
  const { store } = useLink()
  const nameOf = (variantId: Id): string => {
    const variant = store.record(variants, variantId)
    const product = variant && store.record(products, variant.productId)
    return variant && product ? nameIn(locale, fullName(product, variant)) : ''
  }
  const lotWords = (lot: Lot, leftMilli: number) => {
    const unit = store.record(variants, lot.variantId)?.unit ?? 'C62'
    return { name: nameOf(lot.variantId), left: quantityText(leftMilli, unit) }
  }
  const quantityText = (milli: number, unit: string) => {
    const parts = numerals.quantity(milli, unit, 'short')
    return parts.unit ? `${parts.figure}\u00A0${parts.unit}` : parts.figure
  }
  const shopName = (id: Id) => {
    const shop = store.record(stores, id)
    return shop ? nameIn(locale, shop.name) : ''
  }
  switch (row.kind) {
    case 'exception': {
      const { sale, storeId } = row.heard
      const codes = sale.exceptions.map((code) => exceptionWords(say, code)).join(' · ')
      return {
        tone: 'bad',
        icon: <IconTrendingDown {...icon} />,
        title: (
          <>
            {say('board.exception')} <Code>{sale.receipt}</Code>
          </>
        ),
        detail: say('board.exceptionDetail', { what: codes, store: shopName(storeId) }),
        to: `/office/sales/${storeId}/${sale.saleId}`,
      }
    }
    case 'waiting': {
      const { member } = row
      const name = nameIn(locale, memberNames(member))
      return {
        tone: 'off',
        icon: <IconCloudOff {...icon} />,
        title: say('board.waiting', { name, count: member.queued }),
        detail: say('board.waitingDetail'),
        to: '/dashboard/fleet',
      }
    }
    case 'held':
      return {
        tone: row.lot.status === 'recalled' ? 'bad' : 'off',
        icon: <IconAlertOctagon {...icon} />,
        title: (
          <>
            {say(`scan.lot.${heldWord(row.lot)}`)}: {say('line.lot')} <Code>{row.lot.code}</Code>
          </>
        ),
        detail: say('board.heldDetail', lotWords(row.lot, row.leftMilli)),
        to: '/office/lots',
      }
    case 'expired':
    case 'expiring':
      return {
        tone: row.kind === 'expired' ? 'bad' : 'off',
        icon: <IconCalendarExclamation {...icon} />,
        title: say(`board.${row.kind}`, { count: row.lots }),
        detail: say('board.expiringDetail', {
          ...lotWords(row.worst.lot, row.worst.leftMilli),
          date: row.worst.lot.expiryOn === null ? '' : numerals.date(row.worst.lot.expiryOn),
        }),
        to: '/office/lots',
      }
    case 'low': {
      const { variant, storeId, leftMilli } = row.worst
      return {
        tone: 'plain',
        icon: <IconPackage {...icon} />,
        title: say('board.low', { count: row.products }),
        detail: say('board.lowDetail', {
          name: nameOf(variant.id),
          left: leftOf(variant, leftMilli, quantityText),
          store: shopName(storeId),
        }),
        to: '/office/products',
      }
    }
  }
}

const leftOf = (
  variant: Variant,
  leftMilli: number,
  text: (milli: number, unit: string) => string,
) => text(leftMilli, variant.unit)

const heldWord = ({ status }: Lot) => (status === 'available' ? 'on-hold' : status)

const known = [
  'stock-short',
  'lot-expired',
  'lot-blocked',
  'price-mismatch',
  'session-closed',
] as const

function exceptionWords(say: ReturnType<typeof useSay>, code: string): string {
  const slug = known.find((each) => each === code)
  return slug ? say(`problem.${slug}`) : code
}
