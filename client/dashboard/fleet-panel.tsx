// The fleet on the dashboard: tiles with those that need someone first; on a phone one square a terminal and the
// worst of them in words.
import { IconDevices } from '@tabler/icons-react'
import { memo, useMemo } from 'react'
import { people } from '#users/contract.ts'
import { priceVersions, terminalPrices } from '#prices/contract.ts'
import { journalReports } from '#shared/journal.ts'
import { cashSessions, drawers } from '#tills/contract.ts'
import { terminals } from '#terminals/contract.ts'
import type { Id } from '#shared/ids.ts'
import { receiptNumber } from '#shared/receipt.ts'
import type { Store as Shop } from '#stores/contract.ts'
import { lengthOf } from '../cash/report-lines.ts'
import { useLink, usePresence, useRecords } from '../link/react.ts'
import type { Store } from '../link/store.ts'
import type { Names } from '../look/locale.ts'
import { nameIn } from '../look/locale.ts'
import { useLook } from '../look/look.tsx'
import { Chip } from '../ui/chip.tsx'
import { Empty } from '../ui/empty.tsx'
import { FleetSquares, type FleetState, FleetTile } from '../ui/fleet-tile.tsx'
import { Panel } from '../ui/panel.tsx'
import { useSay } from '../words/index.ts'
import { useAcross } from './across.ts'
import { AsOf } from './as-of.tsx'
import { shortName } from './choice.ts'
import css from './dashboard.module.css'
import { type FleetMember, fleetCounts, fleetOf } from './fleet.ts'

const PACE_MS = 250
const sources = [cashSessions, drawers, journalReports]
const select = (store: Store, ids: readonly Id[]) => ({
  sessions: ids.flatMap((id) => store.records(cashSessions, id)),
  drawers: ids.flatMap((id) => store.records(drawers, id)),
  reports: ids.flatMap((id) => store.records(journalReports, id)),
})

/** Every enrolled terminal of the stores, the most urgent first. */
export function useFleet(stores: readonly Shop[]): readonly FleetMember[] {
  const ids = useMemo(() => stores.map(({ id }) => id), [stores])
  const cash = useAcross(sources, ids, select, PACE_MS)
  const all = useRecords(terminals)
  const presence = usePresence()
  const holdings = useRecords(terminalPrices)
  const newestPrices = useNewestPrices()
  return useMemo(
    () => fleetOf({ stores, terminals: all, presence, holdings, newestPrices, ...cash }),
    [stores, all, presence, holdings, newestPrices, cash],
  )
}

function useNewestPrices(): number {
  const versions = useRecords(priceVersions)
  return useMemo(() => Math.max(0, ...versions.map(({ number }) => number)), [versions])
}

function stateOf(member: FleetMember): FleetState {
  const { state, delayMs, queued, lastAtMs, missing } = member
  const [first] = missing
  if (first) {
    const at = { fence: first.fence, n: first.fromN }
    const code = receiptNumber(member.store, member.terminal, at)
    const more = lengthOf(missing) - 1
    return { kind: 'missing', number: more > 0 ? `${code} +${more}` : code, delayMs }
  }
  if (state === 'live') return { kind: 'live', delayMs }
  if (state === 'catching-up') return { kind: 'catching-up', delayMs }
  return { kind: 'offline', waiting: queued, lastAtMs }
}

/** "Maadi, Till 1": the store's short name with the terminal's. */
export function memberNames({ store, terminal }: FleetMember): Names {
  return {
    en: `${shortName(store.name.en)}, ${terminal.name}`,
    ar: `${shortName(store.name.ar)}، ${terminal.name}`,
  }
}

function holdsOf(member: FleetMember) {
  const { terminal, expectedMinor, queued, store } = member
  if (terminal.kind !== 'till') return { kind: 'queue', length: queued } as const
  if (expectedMinor === null) return { kind: 'closed' } as const
  return { kind: 'cash', amountMinor: expectedMinor, currency: store.currency } as const
}

export const FleetPanel = memo(function FleetPanel(props: {
  members: readonly FleetMember[]
  onOpen(id: Id): void
}) {
  const say = useSay()
  const { members } = props
  return (
    <Panel
      title={say('dashboard.fleet')}
      note={say('dashboard.fleetNote')}
      aside={
        <>
          <FleetChips members={members} />
          <AsOf />
        </>
      }
    >
      {members.length === 0 ? (
        <Empty
          icon={<IconDevices size={40} stroke={1.6} aria-hidden />}
          title={say('board.noFleet')}
          detail={say('board.noFleetDetail')}
        />
      ) : (
        <div className={css.fleet}>
          {members.map((member) => (
            <Member key={member.terminal.id} member={member} onOpen={props.onOpen} />
          ))}
        </div>
      )}
    </Panel>
  )
})

function FleetChips({ members }: { members: readonly FleetMember[] }) {
  const say = useSay()
  const { offline, catchingUp, missing } = fleetCounts(members)
  return (
    <>
      {missing > 0 && <Chip tone="bad">{say('board.missingCount', { count: missing })}</Chip>}
      {offline > 0 && <Chip tone="off">{say('board.offlineCount', { count: offline })}</Chip>}
      {catchingUp > 0 && (
        <Chip tone="accent">{say('board.catchingUpCount', { count: catchingUp })}</Chip>
      )}
    </>
  )
}

const Member = memo(function Member(props: { member: FleetMember; onOpen(id: Id): void }) {
  const say = useSay()
  const { store } = useLink()
  const { member } = props
  const person = member.personId === null ? undefined : store.record(people, member.personId)
  const names = useMemo(() => memberNames(member), [member])
  const state = useMemo(() => stateOf(member), [member])
  const holds = useMemo(() => holdsOf(member), [member])
  const runs = member.prices
  const prices = useMemo(() => {
    if (!runs) return undefined
    const { held, newest } = runs
    const behind = held !== newest
    if (held === null) return { words: say('board.noPrices', { newest }), behind }
    return {
      words: say(behind ? 'board.pricesBehind' : 'board.pricesHeld', { held, newest }),
      behind,
    }
  }, [runs, say])
  return (
    <FleetTile
      id={member.terminal.id}
      names={names}
      person={person?.name ?? say('board.nobody')}
      holds={holds}
      state={state}
      {...(prices ? { prices } : {})}
      onOpen={props.onOpen}
    />
  )
})

export function FleetStrip({
  members,
  onOpen,
}: {
  members: readonly FleetMember[]
  onOpen(): void
}) {
  const say = useSay()
  const { locale } = useLook()
  const [worst] = members
  if (!worst) return null
  const name = nameIn(locale, memberNames(worst))
  const well = worst.state === 'live' && worst.missing.length === 0
  const lacks = worst.missing.length > 0
  const words = lacks
    ? say('board.worstMissing', { name })
    : well
      ? say('board.allConnected')
      : say(worst.state === 'offline' ? 'board.worstOffline' : 'board.worstCatchingUp', { name })
  return (
    <Panel
      title={say('dashboard.fleet')}
      aside={<span className={well ? css.better : css.worse}>{words}</span>}
    >
      <FleetSquares
        states={members.map((member) => ({ id: member.terminal.id, state: stateOf(member) }))}
        label={`${say('dashboard.fleet')}: ${words}`}
        onOpen={onOpen}
      />
    </Panel>
  )
}
