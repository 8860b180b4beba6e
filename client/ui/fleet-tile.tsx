// One terminal as a manager sees it: who is on it, what its drawer should hold, and whether it is with us.
// A till that is missing a sale outranks one that is offline; sorting is the caller's, by `fleetUrgency`.
import { UnstyledButton } from '@mantine/core'
import { memo } from 'react'
import { useLook } from '../look/look.tsx'
import { nameIn, type Names } from '../look/locale.ts'
import { useSay } from '../words/index.ts'
import { classes } from './classes.ts'
import css from './fleet-tile.module.css'
import { Money } from './money.tsx'

export type FleetState =
  /** `delayMs` null: not measured yet. */
  | { kind: 'live'; delayMs: number | null }
  /** `progress` is left out where only the terminal itself knows it. */
  | { kind: 'catching-up'; progress?: { done: number; all: number }; delayMs: number | null }
  /** `lastAtMs` null: the hub has not seen it since it started. */
  | { kind: 'offline'; waiting: number; lastAtMs: number | null }
  /** The hub has seen a later number: this sale exists and has not arrived. */
  | { kind: 'missing'; number: string; delayMs: number | null }
  | { kind: 'refused'; lastAtMs: number }

export type FleetTileProps = {
  id: string
  names: Names
  person: string
  /** Cash the drawer should hold; a closed drawer holds none, a scanner has a queue instead. */
  holds:
    | { kind: 'cash'; amountMinor: number; currency: string }
    | { kind: 'closed' }
    | { kind: 'queue'; length: number }
  state: FleetState
  /** Which price version it runs; `behind` where there is a newer one. */
  prices?: { words: string; behind: boolean }
  onOpen(id: string): void
}

export const FleetTile = memo(function FleetTile(props: FleetTileProps) {
  const { locale } = useLook()
  const say = useSay()
  const { holds, state } = props
  return (
    <UnstyledButton
      className={classes(css.tile, css[state.kind])}
      onClick={() => props.onOpen(props.id)}
    >
      <span className={css.name}>
        <span className={css.dot} aria-hidden="true" />
        <bdi>{nameIn(locale, props.names)}</bdi>
      </span>
      <span className={css.row}>
        <bdi>{props.person}</bdi>
        <span className={css.figure}>
          {holds.kind === 'cash' && (
            <Money amountMinor={holds.amountMinor} currency={holds.currency} shown="short" whole />
          )}
          {holds.kind === 'queue' && say('fleet.queue', { n: holds.length })}
          {holds.kind === 'closed' && say('board.drawerClosed')}
        </span>
      </span>
      <StateRow state={state} />
      {props.prices && (
        <span className={classes(css.prices, props.prices.behind && css.behind)}>
          {props.prices.words}
        </span>
      )}
    </UnstyledButton>
  )
})

function StateRow({ state }: { state: FleetState }) {
  const say = useSay()
  const { numerals } = useLook()
  const words = {
    live: () => say('fleet.live'),
    'catching-up': () =>
      state.kind === 'catching-up' && state.progress
        ? say('fleet.catchingUp', state.progress)
        : say('link.catchingUp'),
    offline: () => state.kind === 'offline' && say('fleet.offline', { count: state.waiting }),
    missing: () => state.kind === 'missing' && say('fleet.missing', { number: state.number }),
    refused: () => say('fleet.refused'),
  }
  return (
    <span className={css.row}>
      <span className={css.state}>{words[state.kind]()}</span>
      <span>
        {'lastAtMs' in state
          ? state.lastAtMs !== null && say('fleet.last', { time: numerals.time(state.lastAtMs) })
          : state.delayMs !== null && say('fleet.delay', { ms: state.delayMs })}
      </span>
    </span>
  )
}

const urgency = { missing: 0, refused: 1, offline: 2, 'catching-up': 3, live: 4 }

/** Smaller is more urgent; those that need someone come first. */
export function fleetUrgency(state: FleetState): number {
  return urgency[state.kind]
}

/** The whole fleet on a phone: one square a terminal, which open the list. */
export const FleetSquares = memo(function FleetSquares({
  states,
  label,
  onOpen,
}: {
  states: readonly { id: string; state: FleetState }[]
  /** The worst of them in words. */
  label: string
  onOpen(): void
}) {
  return (
    <UnstyledButton className={css.squares} aria-label={label} onClick={onOpen}>
      {states.map(({ id, state }) => (
        <span key={id} className={classes(css.square, css[state.kind])} />
      ))}
    </UnstyledButton>
  )
})
