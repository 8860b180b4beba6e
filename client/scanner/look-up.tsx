// Looking up: what a thing costs and where it lies, lot by lot, as it is now; the figures move while one looks.
import { IconScan } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { Id } from '#shared/ids.ts'
import { priceLists, prices } from '#prices/contract.ts'
import { priceFor } from '#prices/rules.ts'
import { levels, locations, lots } from '#stock/contract.ts'
import { stores } from '#stores/contract.ts'
import { useLink, useRecord, useRecords, useWatched } from '../link/react.ts'
import { nameIn } from '../look/locale.ts'
import { useLook } from '../look/look.tsx'
import { Chip } from '../ui/chip.tsx'
import { Code } from '../ui/code.tsx'
import { Empty } from '../ui/empty.tsx'
import { UnitPrice } from '../ui/money.tsx'
import { useNowMs } from '../ui/now.ts'
import { useSay } from '../words/index.ts'
import { GoodsHead, useGoods } from './goods.tsx'
import { TaskHead } from './head.tsx'
import { useKept } from './kept.ts'
import { Notice, type Said } from './notice.tsx'
import { type Lying, lyingAt, realPlaces } from './places.ts'
import css from './task.module.css'
import { useUnread } from './unread.tsx'
import { useReader, useScans, useSounds } from './use-scans.ts'

export function LookUp() {
  const say = useSay()
  const read = useReader()
  const sound = useSounds()
  const unread = useUnread()
  const [variantId, setVariantId] = useKept<Id | null>('look-up', () => null)
  const [said, setSaid] = useState<Said | null>(null)
  const onScan = (scanned: string) => {
    const reading = read(scanned)
    sound(reading.kind === 'found' ? 'found' : 'unknown')
    if (reading.kind !== 'found') return setSaid(unread(reading))
    setSaid(null)
    setVariantId(reading.read.variantId)
  }
  useScans(onScan)
  return (
    <main className={css.task}>
      <TaskHead title={say('scanner.lookUp')} onCode={onScan} />
      <div className={css.body}>
        <Notice said={said} />
        {variantId === null ? (
          <Empty
            icon={<IconScan size={40} stroke={1.6} aria-hidden />}
            title={say('scan.lookUpFirst')}
            detail={say('scan.firstDetail')}
          />
        ) : (
          <Answer variantId={variantId} />
        )}
      </div>
    </main>
  )
}

function Answer({ variantId }: { variantId: Id }) {
  const say = useSay()
  const goods = useGoods(variantId)
  const { numerals } = useLook()
  const lying = useLying(variantId)
  const totalMilli = lying.reduce((sum, { onHandMilli }) => sum + onHandMilli, 0)
  const { figure, unit } = numerals.quantity(totalMilli, goods.unit)
  return (
    <>
      <section className={css.card} aria-label={say('scan.price')}>
        <GoodsHead goods={goods} />
        <span className={css.big}>
          <Price variantId={variantId} />
        </span>
      </section>
      <section className={css.card}>
        <h2>{say('scan.inStore')}</h2>
        <span className={css.big} role="status" aria-label={say('scan.inStore')}>
          <bdi>{figure}</bdi> <small>{unit}</small>
        </span>
        {lying.length === 0 && <span className={css.quiet}>{say('scan.noneHere')}</span>}
        {lying.map((each) => (
          <Row key={`${each.location.id} ${each.lot?.id}`} lying={each} unit={goods.unit} />
        ))}
      </section>
    </>
  )
}

function useLying(variantId: Id): readonly Lying[] {
  const { store } = useLink()
  const places = useRecords(locations)
  const all = useRecords(levels)
  const known = useRecords(lots)
  return useMemo(() => {
    // `all` and `known` are what changes; the index of the copy finds the few that matter.
    const own = all.length ? store.find(levels, 'variant', variantId) : []
    return lyingAt(realPlaces(places), own, (id) =>
      known.length ? store.record(lots, id) : undefined,
    )
  }, [store, places, all, known, variantId])
}

function Row({ lying, unit }: { lying: Lying; unit: string }) {
  const say = useSay()
  const { locale, numerals } = useLook()
  const { location, lot, onHandMilli } = lying
  const { figure } = numerals.quantity(onHandMilli, unit)
  return (
    <p className={css.lying}>
      <span>
        <bdi>{nameIn(locale, location.name)}</bdi>
        {lot && (
          <small>
            <Code>{lot.code}</Code>{' '}
            {lot.expiryOn !== null &&
              say('line.expires', { date: numerals.date(lot.expiryOn, 'day-year') })}{' '}
            {lot.status !== 'available' && <Chip tone="bad">{say(`scan.lot.${lot.status}`)}</Chip>}
          </small>
        )}
      </span>
      <b>
        <bdi>{figure}</bdi>
      </b>
    </p>
  )
}

const MINUTE_MS = 60_000

function Price({ variantId }: { variantId: Id }) {
  const say = useSay()
  const { store } = useLink()
  const home = useRecord(stores, useWatched(store.home))
  const lists = useRecords(priceLists)
  const all = useRecords(prices)
  const minute = Math.floor(useNowMs() / MINUTE_MS)
  const price = useMemo(() => {
    if (!home || !all.length) return null
    const at = new Date(minute * MINUTE_MS).toISOString()
    const byId = new Map(lists.map((list) => [list.id, list]))
    const own = store.find(prices, 'variant', variantId)
    return priceFor({ lists: byId, prices: own, store: home, quantityMilli: 1000, at })
  }, [store, home, lists, all, minute, variantId])
  if (!price || !home) return <span className={css.quiet}>{say('scan.noPrice')}</span>
  return <UnitPrice unitPriceCentiMinor={price.unitPriceCentiMinor} currency={home.currency} />
}
