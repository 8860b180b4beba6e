// The fleet as a manager sees it: each enrolled terminal with who is on it, what its drawer should hold and whether
// it is with us, those that need someone first. Pure; where nobody has heard of a terminal it says so.
import type { Static } from 'typebox'
import type { TerminalPrices } from '#prices/contract.ts'
import type { Presence } from '#shared/frames.ts'
import type { JournalReport } from '#shared/journal.ts'
import type { Store } from '#stores/contract.ts'
import type { Terminal } from '#terminals/contract.ts'
import type { CashSession, Drawer } from '#tills/contract.ts'
import type { JournalRange } from '#tills/seal-contract.ts'
import { outstandingOf } from '../cash/report-lines.ts'

export type Seen = Static<typeof Presence>
export type FleetMember = {
  terminal: Terminal
  store: Pick<Store, 'id' | 'code' | 'name' | 'currency'>
  personId: string | null
  state: 'live' | 'catching-up' | 'offline'
  /** Null: not measured, or never seen. */
  delayMs: number | null
  queued: number
  lastAtMs: number | null
  /** What the open drawer should hold; null where none is open. */
  expectedMinor: number | null
  /** Entries it said it holds and the hub has not. */
  missing: readonly JournalRange[]
  /** The price version a till runs and the newest there is; null for what charges no prices. */
  prices: { held: number | null; newest: number } | null
}

export type FleetParts = {
  stores: readonly Pick<Store, 'id' | 'code' | 'name' | 'currency'>[]
  terminals: readonly Terminal[]
  presence: ReadonlyMap<string, Seen>
  sessions: readonly CashSession[]
  drawers: readonly Drawer[]
  reports: readonly JournalReport[]
  holdings: readonly TerminalPrices[]
  /** The newest price version of the company; 0 before the first. */
  newestPrices: number
}

/** The enrolled terminals of the stores, the most urgent first, then by store and code. */
export function fleetOf(parts: FleetParts): FleetMember[] {
  const stores = new Map(parts.stores.map((store) => [store.id, store]))
  const expected = expectedByTerminal(parts.sessions, parts.drawers)
  const held = new Map(parts.holdings.map((each) => [each.terminalId, each.number]))
  const newest = parts.newestPrices
  return parts.terminals
    .flatMap((terminal): FleetMember[] => {
      const store = stores.get(terminal.storeId)
      if (!store || terminal.state !== 'enrolled') return []
      const seen = parts.presence.get(terminal.id)
      const charges = terminal.kind === 'till' && newest > 0
      return [
        {
          terminal,
          store,
          personId: seen?.personId ?? null,
          state: seen?.state ?? 'offline',
          delayMs: seen?.delayMs ?? null,
          queued: seen?.queued ?? 0,
          lastAtMs: seen ? Date.parse(seen.at) : null,
          expectedMinor: expected.get(terminal.id) ?? null,
          missing: missingOf(parts.reports, terminal.id, seen),
          prices: charges ? { held: held.get(terminal.id) ?? null, newest } : null,
        },
      ]
    })
    .toSorted((a, b) => urgency(a) - urgency(b) || compare(nameKey(a), nameKey(b)))
}

function expectedByTerminal(sessions: readonly CashSession[], drawers: readonly Drawer[]) {
  const byId = new Map(drawers.map((drawer) => [drawer.cashSessionId, drawer.expectedMinor]))
  const expected = new Map<string, number>()
  for (const { id, terminalId, state } of sessions) {
    const amountMinor = byId.get(id)
    if ((state === 'open' || state === 'counting') && amountMinor !== undefined)
      expected.set(terminalId, amountMinor)
  }
  return expected
}

// While a live till is sending what it queued, that is on its way and nothing is missing.
function missingOf(reports: readonly JournalReport[], terminalId: string, seen: Seen | undefined) {
  return seen?.state === 'live' && (seen.queued ?? 0) > 0 ? [] : outstandingOf(reports, terminalId)
}

type Pressing = Pick<FleetMember, 'state' | 'queued'> & Partial<Pick<FleetMember, 'missing'>>

/**
 * Smaller needs someone sooner: sales that are known and have not come, work that waits on a lost link, a lost
 * link, catching up, a queue, all is well.
 */
export function urgency({ state, queued, missing = [] }: Pressing): number {
  if (missing.length > 0) return -1
  if (state === 'offline') return queued > 0 ? 0 : 1
  if (state === 'catching-up') return 2
  return queued > 0 ? 3 : 4
}

const nameKey = ({ store, terminal }: FleetMember) => `${store.name.en} ${terminal.code}`
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** How many are in each state, for the chips over the fleet, and how many lack sales. */
export function fleetCounts(members: readonly FleetMember[]) {
  const missing = members.filter((member) => member.missing.length > 0).length
  const count = (state: FleetMember['state']) =>
    members.filter((member) => member.state === state).length
  return {
    live: count('live'),
    offline: count('offline'),
    catchingUp: count('catching-up'),
    missing,
  }
}
