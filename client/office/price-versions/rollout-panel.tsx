// How far a version has come, till by till: who is behind comes first with their last word, the others with the moment they
// took it. Everything in it follows the hub.
import { Button } from '@mantine/core'
import { IconCircleCheck, IconClockPause, IconCloudOff, IconRefresh } from '@tabler/icons-react'
import { memo, useState } from 'react'
import { priceLists, type PriceVersion } from '#prices/contract.ts'
import { useRecord } from '../../link/react.ts'
import { nameIn } from '../../look/locale.ts'
import { useLook, useNumerals } from '../../look/look.tsx'
import { AckBar } from '../../ui/ack-bar.tsx'
import { classes } from '../../ui/classes.ts'
import { useSay } from '../../words/index.ts'
import { useNames } from '../parts/named.ts'
import { shortName } from '../../dashboard/choice.ts'
import { slowestMs, type TillStanding, tookMs, type VersionState } from './rollout.ts'
import { useVersionState } from './use-rollout.ts'
import { isPlanned, useInstant, VersionChip } from './version-words.tsx'
import css from './versions.module.css'

/** As many of those that have it are shown before the rest is asked for. */
const SHOWN = 8

export function RolloutPanel(props: { version: PriceVersion; tills: readonly TillStanding[] }) {
  const { version, tills } = props
  const say = useSay()
  const numerals = useNumerals()
  const { state, behind } = useVersionState(version, tills)
  const [all, setAll] = useState(false)
  const shown = all ? tills : tills.slice(0, Math.max(SHOWN, behind))
  const rest = tills.length - shown.length
  const slowest = slowestMs(version, tills)
  const counts = { done: tills.length - behind, all: tills.length }
  return (
    <section className={css.panel} aria-label={say('versions.rollout')} data-testid="rollout">
      <header className={css.head}>
        <h2>{say('versions.title', { number: numerals.count(version.number) })}</h2>
        <VersionChip state={state} />
      </header>
      <Made version={version} />
      <AckBar
        terminals={tills.toReversed().map(({ terminal, standing }) => ({
          id: terminal.id,
          state: standing === 'behind' ? 'away' : state === 'staged' ? 'open' : 'has',
        }))}
      />
      <p className={css.summary} role="status">
        <b>{say(state === 'staged' ? 'versions.staged' : 'versions.reached', counts)}</b>{' '}
        {slowest !== undefined && say('versions.slowest', { span: span(numerals, say, slowest) })}
      </p>
      <ul className={css.tills}>
        {shown.map((till) => (
          <Till key={till.terminal.id} till={till} version={version} state={state} />
        ))}
      </ul>
      {rest > 0 && (
        <div className={css.rest}>
          <span>{say('versions.more', { count: rest })}</span>
          <Button variant="subtle" onClick={() => setAll(true)}>
            {say('versions.showMore')}
          </Button>
        </div>
      )}
    </section>
  )
}

function Made({ version }: { version: PriceVersion }) {
  const say = useSay()
  const { locale } = useLook()
  const { person } = useNames()
  const instant = useInstant()
  const list = useRecord(priceLists, version.listId)
  const made = say('versions.made', {
    count: version.priceCount,
    time: instant(version.createdAt),
    name: version.personId === null ? say('versions.byHub') : person(version.personId),
    list: list ? nameIn(locale, list.name) : '–',
  })
  const when = isPlanned(version)
    ? say('versions.from', { time: instant(version.effectiveAt) })
    : say('versions.atOnce')
  return (
    <div className={css.made}>
      {made} {when} {version.endedCount > 0 && say('versions.ended', { count: version.endedCount })}
      {version.note !== null && <q className={css.note}>{version.note}</q>}
    </div>
  )
}

type TillProps = { till: TillStanding; version: PriceVersion; state: VersionState }

const Till = memo(function Till({ till, version, state }: TillProps) {
  const say = useSay()
  const { locale } = useLook()
  const { standing, terminal, store, link } = till
  const behind = standing === 'behind'
  const Icon = behind
    ? link === 'offline'
      ? IconCloudOff
      : IconRefresh
    : state === 'staged'
      ? IconClockPause
      : IconCircleCheck
  const detail = useDetail(till, version)
  return (
    <li className={css.till} data-standing={behind ? 'behind' : state}>
      <Icon size={20} stroke={1.8} aria-hidden />
      <div className={css.tillWords}>
        <div className={css.tillHead}>
          <span>
            <bdi>{shortName(nameIn(locale, store.name))}</bdi>
            {locale === 'ar' ? '، ' : ', '}
            <bdi>{terminal.name}</bdi>
          </span>
          <Aside till={till} version={version} />
        </div>
        {detail !== undefined && <div className={css.detail}>{detail}</div>}
        {!behind && state === 'staged' && (
          <div className={css.detail}>{say('versions.waitsForTime')}</div>
        )}
      </div>
    </li>
  )
})

// When it took the version and how long that was; or when it was last heard.
function Aside({ till, version }: { till: TillStanding; version: PriceVersion }) {
  const say = useSay()
  const numerals = useNumerals()
  const instant = useInstant()
  const { standing, since, held, link, lastAt } = till
  const aside = classes(css.aside, standing === 'behind' && css.late)
  if (since !== null) {
    const took = span(numerals, say, tookMs(version, since))
    return (
      <bdi className={aside} title={instant(since)}>
        {say('versions.since', { time: numerals.time(since, { seconds: true }), took })}
      </bdi>
    )
  }
  if (standing === 'holds') {
    return (
      <bdi className={aside}>{say('versions.later', { number: numerals.count(held ?? 0) })}</bdi>
    )
  }
  if (link !== 'offline') return <bdi className={aside}>{say('versions.catchingUp')}</bdi>
  return (
    <bdi className={aside}>
      {lastAt === null
        ? say('versions.neverSeen')
        : say('versions.lastSeen', { time: instant(lastAt) })}
    </bdi>
  )
}

function useDetail({ standing, held }: TillStanding, version: PriceVersion) {
  const say = useSay()
  const numerals = useNumerals()
  if (standing === 'holds') return undefined
  if (held === null) return say('versions.holdsNone', { number: numerals.count(version.number) })
  return say('versions.stillHolds', { number: numerals.count(held) })
}

/** Under a second in milliseconds, above it in the largest whole unit. */
function span(
  numerals: ReturnType<typeof useNumerals>,
  say: ReturnType<typeof useSay>,
  spanMs: number,
): string {
  return spanMs < 1000
    ? say('versions.milliseconds', { figure: numerals.count(spanMs) })
    : numerals.age(spanMs)
}
