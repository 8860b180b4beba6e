// The fleet as a manager sees it: each enrolled terminal with who is on it, what its drawer should hold and whether
// it is with us, those that need someone first. Pure; where nobody has heard of a terminal it says so.
import type { Static } from 'typebox'
import type { Presence } from '#shared/frames.ts'
import type { Store } from '#stores/contract.ts'
import type { Terminal } from '#terminals/contract.ts'
import type { CashSession, Drawer } from '#tills/contract.ts'

export type Seen = Static<typeof Presence>
export type FleetMember = {
  terminal: Terminal
  store: Pick<Store, 'id' | 'name' | 'currency'>
  personId: string | null
  state: 'live' | 'catching-up' | 'offline'
  /** Null: not measured, or never seen. */
  delayMs: number | null
  queued: number
  lastAtMs: number | null
  /** What the open drawer should hold; null where none is open. */
  expectedMinor: number | null
}

export type FleetParts = {
  stores: readonly Pick<Store, 'id' | 'name' | 'currency'>[]
  terminals: readonly Terminal[]
  presence: ReadonlyMap<string, Seen>
  sessions: readonly CashSession[]
  drawers: readonly Drawer[]
}

/** The enrolled terminals of the stores, the most urgent first, then by store and code. */
export function fleetOf(parts: FleetParts): FleetMember[] {
  const stores = new Map(parts.stores.map((store) => [store.id, store]))
  const expected = expectedByTerminal(parts.sessions, parts.drawers)
  return parts.terminals
    .flatMap((terminal): FleetMember[] => {
      const store = stores.get(terminal.storeId)
      if (!store || terminal.state !== 'enrolled') return []
      const seen = parts.presence.get(terminal.id)
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

/** Smaller needs someone sooner: work that waits on a lost link, a lost link, catching up, a queue, all is well. */
export function urgency({ state, queued }: Pick<FleetMember, 'state' | 'queued'>): number {
  if (state === 'offline') return queued > 0 ? 0 : 1
  if (state === 'catching-up') return 2
  return queued > 0 ? 3 : 4
}

const nameKey = ({ store, terminal }: FleetMember) => `${store.name.en} ${terminal.code}`
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** How many are in each state, for the chips over the fleet. */
export function fleetCounts(members: readonly FleetMember[]) {
  const count = (state: FleetMember['state']) =>
    members.filter((member) => member.state === state).length
  return { live: count('live'), offline: count('offline'), catchingUp: count('catching-up') }
}
