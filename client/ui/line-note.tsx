// The note that opens under a basket line: what happened to it, who, when, and what this sale does about it.
import { IconBan, IconPackageOff, IconTag, IconUserQuestion, IconUsers } from '@tabler/icons-react'
import { Trans } from 'react-i18next'
import { useLook } from '../look/look.tsx'
import { nameIn } from '../look/locale.ts'
import { join } from '../look/numerals.ts'
import { useSay, words } from '../words/index.ts'
import { classes } from './classes.ts'
import type { LineState } from './line-state.ts'
import css from './line-note.module.css'
import { useNowMs } from './now.ts'

const bold = { b: <b /> }

export function LineNote({ state, currency }: { state: LineState; currency: string }) {
  switch (state.kind) {
    case 'normal':
      return null
    case 'price-changed':
      return <PriceNote state={state} currency={currency} />
    case 'last-unit':
      return <LastNote state={state} />
    case 'short':
      return <ShortNote availableMilli={state.availableMilli} />
    case 'blocked':
      return <BlockedNote state={state} />
    case 'approval':
      return <ApprovalNote state={state} />
  }
}

function PriceNote({
  state,
  currency,
}: {
  state: Extract<LineState, { kind: 'price-changed' }>
  currency: string
}) {
  const { numerals } = useLook()
  const say = useSay()
  const nowMs = useNowMs()
  // A code or an abbreviation is said once for the basket; only a sign such as £ stays on the figure.
  const price = (centiMinor: number) => {
    const parts = numerals.unitPriceParts(centiMinor, currency)
    return parts.symbol.length > 1 ? parts.figure : join(parts)
  }
  const values = {
    age: numerals.age(nowMs - state.atMs),
    from: price(state.fromCentiMinor),
    to: price(state.toCentiMinor),
    charged: price(state.chargedCentiMinor),
  }
  return (
    <div className={classes(css.note, css.accent)}>
      <IconTag size={18} stroke={1.8} aria-hidden />
      <span>
        <Trans i18n={words} t={say} i18nKey="line.priceChanged" values={values} components={bold} />
      </span>
    </div>
  )
}

function LastNote({ state }: { state: Extract<LineState, { kind: 'last-unit' }> }) {
  const { locale } = useLook()
  const say = useSay()
  const ours = state.holder === 'us' ? 'line.lastOurs' : 'line.lastTheirs'
  const words =
    state.holder === 'nobody'
      ? say('line.lastHere')
      : say(ours, { till: nameIn(locale, state.till) })
  return (
    <div className={classes(css.note, css.off)} role="status">
      <IconUsers size={18} stroke={1.8} aria-hidden />
      <span>{words}</span>
    </div>
  )
}

function ShortNote({ availableMilli }: { availableMilli: number }) {
  const { numerals } = useLook()
  const say = useSay()
  const { figure } = numerals.quantity(availableMilli, 'C62', 'short')
  return (
    <div className={classes(css.note, css.off)} role="status">
      <IconPackageOff size={18} stroke={1.8} aria-hidden />
      <span>{say(availableMilli > 0 ? 'line.fewer' : 'line.none', { stock: figure })}</span>
    </div>
  )
}

function BlockedNote({ state }: { state: Extract<LineState, { kind: 'blocked' }> }) {
  const { locale, numerals } = useLook()
  const say = useSay()
  const keys = {
    recalled: 'line.recalled',
    expired: 'line.expired',
    'on-hold': 'line.onHold',
    short: 'line.short',
    held: 'hold.elsewhere',
  } as const
  const key = keys[state.reason]
  const values = { till: state.till ? nameIn(locale, state.till) : '' }
  return (
    <div className={classes(css.note, css.bad)} role="alert">
      <IconBan size={18} stroke={1.8} aria-hidden />
      <span>
        <Trans i18n={words} t={say} i18nKey={key} values={values} components={bold} />{' '}
        {state.why !== undefined && <bdi className={css.why}>{state.why}</bdi>}
        {state.knownAtMs !== undefined &&
          say('line.recalledOffline', { time: numerals.time(state.knownAtMs) })}
      </span>
    </div>
  )
}

function ApprovalNote({ state }: { state: Extract<LineState, { kind: 'approval' }> }) {
  const { numerals } = useLook()
  const say = useSay()
  const nowMs = useNowMs()
  const values = { name: state.approver, age: numerals.age(nowMs - state.sinceMs) }
  return (
    <div className={classes(css.note, css.accent)}>
      <IconUserQuestion size={18} stroke={1.8} aria-hidden />
      <span>{say('line.awaiting', values)}</span>
    </div>
  )
}
