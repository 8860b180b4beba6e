// The basket: whose it is, its lines, and what it comes to. Each line repaints alone.
import { Button } from '@mantine/core'
import {
  IconPlayerPlay,
  IconReceiptRefund,
  IconShoppingCart,
  IconUserSearch,
} from '@tabler/icons-react'
import { memo, useEffect, useRef } from 'react'
import { people } from '#users/contract.ts'
import { useRecords } from '../link/react.ts'
import { nameIn } from '../look/locale.ts'
import { useLook } from '../look/look.tsx'
import { BasketLine } from '../ui/basket-line.tsx'
import { Chip } from '../ui/chip.tsx'
import { Empty } from '../ui/empty.tsx'
import { Flip } from '../ui/flip.tsx'
import { PersonHead, type TotalRow, Totals } from '../ui/till-parts.tsx'
import { useSay } from '../words/index.ts'
import { ApprovalStrips } from './approval-strip.tsx'
import css from './page.module.css'
import { ParkStrip } from './park-strip.tsx'
import { type Till, useTill } from './till-state.ts'
import { useLatest } from './use-latest.ts'
import { useLineActs } from './use-line-acts.ts'

export function BasketZone() {
  const till = useTill()
  const { view, basket } = till
  const say = useSay()
  const rows = useRows(till)
  const { currency } = till.shelf.shop
  return (
    <section className={css.basket} aria-label={say('till.basket')}>
      <Head till={till} />
      <ParkStrip />
      {basket.returning && (
        <div className={css.returning} role="status">
          <IconReceiptRefund size={20} stroke={1.8} aria-hidden />
          <span>{say('sell.returningNow')}</span>
          <Button variant="default" onClick={() => till.act({ do: 'returning', returning: null })}>
            {say('sell.stopReturning')}
          </Button>
        </div>
      )}
      {basket.lines.length === 0 ? <Nothing till={till} /> : <Lines till={till} />}
      <ApprovalStrips />
      {basket.lines.length > 0 && (
        <div className={css.totals}>
          <Totals rows={rows} totalMinor={view.totalMinor} currency={currency} />
        </div>
      )}
    </section>
  )
}

function Head({ till }: { till: Till }) {
  const say = useSay()
  const { locale } = useLook()
  const staff = useRecords(people)
  const { basket, view } = till
  const lines = say('tender.lines', { count: basket.lines.length })
  const chip =
    view.pieces > basket.lines.length
      ? say('sell.linesAndItems', { lines, items: say('tender.items', { count: view.pieces }) })
      : lines
  const seller = staff.find(({ id }) => id === basket.salesPersonId)?.name
  const end = (
    <span className={css.chips}>
      {seller && <Chip tone="accent">{say('basket.soldByName', { name: seller })}</Chip>}
      {basket.channel === 'phone' && <Chip tone="accent">{say('basket.phone')}</Chip>}
      {basket.lines.length > 0 && <Chip>{chip}</Chip>}
    </span>
  )
  if (basket.customer) {
    const { name, phone, groupId } = basket.customer
    const group = groupId === null ? undefined : till.shelf.group(groupId)
    // Each part in its own direction, or a number would be turned around in Arabic.
    const note = [group && nameIn(locale, group.name), phone && `\u2066${phone}\u2069`]
      .filter(Boolean)
      .join(' · ')
    return <PersonHead name={name} {...(note === '' ? {} : { note })} end={end} />
  }
  return (
    <div className={css.walkIn}>
      <Button
        variant="subtle"
        leftSection={<IconUserSearch size={20} stroke={1.8} aria-hidden />}
        onClick={() => till.show({ sheet: { kind: 'customer' } })}
      >
        {say('sell.walkIn')}
      </Button>
      {end}
    </div>
  )
}

function Lines({ till }: { till: Till }) {
  const { lines } = till.view
  const onAct = useLatest(useLineActs(till))
  const list = useRef<HTMLUListElement>(null)
  const { selectedId } = till.basket
  useEffect(() => {
    const at = lines.findIndex(({ id }) => id === selectedId)
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' })
  }, [selectedId, lines])
  return (
    <ul className={css.lines} ref={list}>
      {lines.map((line) => (
        <OneLine key={line.id} {...line} selected={line.id === selectedId} onAct={onAct} />
      ))}
    </ul>
  )
}

/** A push repaints only the lines that would look different. */
const OneLine = memo(BasketLine, (a, b) => JSON.stringify(a) === JSON.stringify(b))

function Nothing({ till }: { till: Till }) {
  const say = useSay()
  const parked = till.parking.list.length
  const detail =
    parked > 0
      ? `${say('till.emptyDetail')} ${say('till.parked', { count: parked })}`
      : say('till.emptyDetail')
  const icon = (
    <Flip>
      <IconPlayerPlay size={18} stroke={1.8} aria-hidden />
    </Flip>
  )
  const resume = {
    words: say('till.resumeOne'),
    icon,
    onAct: () => till.show({ sheet: { kind: 'resume' } }),
  }
  const open = {
    words: say('sell.openDrawer'),
    onAct: () => till.show({ sheet: { kind: 'drawer' } }),
  }
  const action = till.why === 'drawer' ? open : parked > 0 ? resume : undefined
  return (
    <div className={css.nothing}>
      <Empty
        icon={<IconShoppingCart size={40} stroke={1.6} aria-hidden />}
        title={say(till.why === 'drawer' ? 'sell.drawerClosed' : 'till.emptyTitle')}
        detail={till.why === 'drawer' ? say('sell.drawerClosedDetail') : detail}
        {...(action ? { action } : {})}
      />
    </div>
  )
}

function useRows({ view, shelf }: Till): TotalRow[] {
  const say = useSay()
  const { locale } = useLook()
  const rows: TotalRow[] = []
  const row = (id: string, words: string, amountMinor: number, tone?: TotalRow['tone']) =>
    rows.push({ id, words, amountMinor, ...(tone ? { tone } : {}) })
  if (view.discountMinor !== 0 || !shelf.shop.pricesIncludeTax) {
    row('subtotal', say('tender.subtotal'), view.subtotalMinor)
  }
  const lineOffMinor = view.discountMinor - view.basketOffMinor
  if (lineOffMinor !== 0) row('off', say('line.discount'), -lineOffMinor, 'saving')
  if (view.basketOffMinor !== 0) row('whole', say('basket.offRow'), -view.basketOffMinor, 'saving')
  const [first, ...others] = [...shelf.taxes.values()].filter(({ parts }) =>
    parts.some(({ ratePpm }) => ratePpm > 0),
  )
  const tax = first && others.length === 0 ? first.name[locale] : say('sell.tax')
  if (shelf.shop.pricesIncludeTax) row('tax', say('tender.taxIncluded'), view.taxMinor)
  else row('tax', tax, view.taxMinor)
  if (view.blocked > 0) row('stopped', say('line.notCounted'), -view.notCountedMinor, 'stopped')
  return rows
}
