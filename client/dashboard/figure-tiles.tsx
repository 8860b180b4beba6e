// The four figures of the day with what they are beside, and the moving line under them.
import { memo, type ReactNode, useMemo } from 'react'
import type { Id } from '#shared/ids.ts'
import { tagOf } from '../look/locale.ts'
import { useLook, useNumerals } from '../look/look.tsx'
import { Figure, type FigureProps } from '../ui/figure.tsx'
import { LineChart } from '../ui/line-chart.tsx'
import { Money } from '../ui/money.tsx'
import { Panel } from '../ui/panel.tsx'
import { useSay } from '../words/index.ts'
import { AsOf } from './as-of.tsx'
import { useStoreDays } from './day-data.ts'
import { averageMinor, changePpm, type Figures, figuresOf, type StoreDay } from './figures.ts'
import { useMinuteMs } from './minute.ts'
import { type Line, minuteLine, sparks } from './minutes.ts'
import css from './dashboard.module.css'
import { dayName, sameTimeLastWeek } from './wall.ts'

const SPARK_STEPS = 24
const SPARK_MINUTES = 10
const wide = { backMinutes: 120, aheadMinutes: 30 }

/** "last Mon 12:00" and "Last Mon", by the clock of the first store. */
function useLastWeek(all: readonly StoreDay[], nowMs: number): { when: string; dayOnly: string } {
  const say = useSay()
  const { locale, digits, numerals } = useLook()
  const timeZone = all[0]?.store.timeZone ?? 'UTC'
  const atMs = sameTimeLastWeek(timeZone, nowMs)
  const day = dayName(tagOf(locale, digits), timeZone, atMs)
  return {
    when: say('board.lastWeek', { day, time: numerals.time(atMs) }),
    dayOnly: say('board.lastDay', { day }),
  }
}

function useChange() {
  const numerals = useNumerals()
  return (ppm: number | null, good: 'more' | 'fewer' = 'more'): Pick<FigureProps, 'change'> =>
    ppm === null
      ? {}
      : {
          change: {
            words: numerals.percent(Math.abs(ppm)),
            up: ppm >= 0,
            better: good === 'more' ? ppm >= 0 : ppm <= 0,
          },
        }
}

export const FigureTiles = memo(function FigureTiles(props: {
  storeIds: readonly Id[]
  currency: string
  phone: boolean
}) {
  const say = useSay()
  const { storeIds, currency, phone } = props
  const all = useStoreDays(storeIds)
  const minuteMs = useMinuteMs()
  const figures = useMemo(() => figuresOf(all, minuteMs), [all, minuteMs])
  const spark = useMemo(() => sparks(all, minuteMs, SPARK_STEPS, SPARK_MINUTES), [all, minuteMs])
  const tiles = useTiles(figures, all, minuteMs, { currency, phone })
  const shown = phone ? tiles.slice(1) : tiles
  const sold = spark.sales.some((n) => n > 0)
  const lines = sold ? [spark.netMinor, spark.sales, spark.averageMinor] : []
  return (
    <>
      {phone && <Hero tile={tiles[0]} all={all} minuteMs={minuteMs} />}
      <section className={css.figures} aria-label={say('board.figures')}>
        {shown.map((tile, index) => (
          <Figure
            key={tile.label}
            {...tile}
            {...(phone || !lines[index] ? {} : { spark: lines[index] })}
          />
        ))}
      </section>
      {!phone && <MinutesPanel all={all} minuteMs={minuteMs} />}
    </>
  )
})

function useTiles(
  figures: Figures,
  all: readonly StoreDay[],
  minuteMs: number,
  { currency, phone }: { currency: string; phone: boolean },
): FigureProps[] {
  const say = useSay()
  const numerals = useNumerals()
  const change = useChange()
  const { when } = useLastWeek(all, minuteMs)
  const { now, before } = figures
  const average = before && averageMinor(before)
  return [
    {
      label: say('dashboard.netSales'),
      value: <Money amountMinor={figures.netMinor} currency={currency} whole hero={phone} />,
      ...change(changePpm(now.netMinor, before?.netMinor)),
      against: before ? when : say('board.noLastWeek'),
    },
    {
      label: say('dashboard.sales'),
      value: <bdi>{numerals.count(figures.sales)}</bdi>,
      ...change(changePpm(now.sales, before?.sales)),
      against: before ? <bdi>{numerals.count(before.sales)}</bdi> : say('board.noLastWeek'),
    },
    {
      label: say('dashboard.basket'),
      value:
        figures.basketMinor === null ? (
          '–'
        ) : (
          <Money
            amountMinor={figures.basketMinor}
            currency={currency}
            shown={phone ? 'short' : 'always'}
          />
        ),
      ...change(changePpm(averageMinor(now) ?? 0, average)),
      against: before ? say('board.lastWeekShort') : say('board.noLastWeek'),
    },
    {
      label: say('board.returns'),
      value: <bdi>{numerals.count(figures.returns)}</bdi>,
      ...change(changePpm(now.returns, before?.returns), 'fewer'),
      against: before ? <bdi>{numerals.count(before.returns)}</bdi> : say('board.returnsNote'),
    },
  ]
}

function Hero(props: {
  tile: FigureProps | undefined
  all: readonly StoreDay[]
  minuteMs: number
}) {
  const say = useSay()
  const { tile, all, minuteMs } = props
  const line = useMemo(() => minuteLine(all, minuteMs, wide), [all, minuteMs])
  if (!tile) return null
  return (
    <Panel title={say('board.netToday')} aside={<AsOf />}>
      <div className={css.hero}>{tile.value}</div>
      <div className={css.heroNote}>
        <Change change={tile.change} /> {tile.against}
      </div>
      <Minutes line={line} height={180} />
    </Panel>
  )
}

function Change({ change }: { change: FigureProps['change'] }): ReactNode {
  if (!change) return null
  const sign = change.up ? '+' : '\u2212'
  return (
    <b className={change.better ? css.better : css.worse}>
      <bdi>
        {sign}
        {change.words}
      </bdi>
    </b>
  )
}

function MinutesPanel({ all, minuteMs }: { all: readonly StoreDay[]; minuteMs: number }) {
  const say = useSay()
  const { dayOnly } = useLastWeek(all, minuteMs)
  const line = useMemo(() => minuteLine(all, minuteMs, wide), [all, minuteMs])
  return (
    <Panel
      title={say('dashboard.perMinute')}
      note={say('board.meanOfFive')}
      aside={
        <>
          <span className={css.key}>
            <i /> {say('dashboard.today')}
          </span>
          {line.compared && (
            <span className={css.key}>
              <i className={css.keyBefore} /> {dayOnly}
            </span>
          )}
          <AsOf />
        </>
      }
    >
      <Minutes line={line} height={176} />
    </Panel>
  )
}

function Minutes({ line, height }: { line: Line; height: number }) {
  const say = useSay()
  const numerals = useNumerals()
  const last = line.today.findLast((value) => value !== null) ?? 0
  const { figure } = numerals.quantity(Math.round(last * 1000), 'KGM', 'short')
  const label = say('board.perMinuteLabel', { n: figure })
  return (
    <LineChart at={line.at} today={line.today} before={line.before} height={height} label={label} />
  )
}
