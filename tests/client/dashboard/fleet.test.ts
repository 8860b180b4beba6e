// The fleet puts those that need someone first, and says nothing about a terminal that nobody has seen.
import t from 'tap'
import { newId } from '#shared/ids.ts'
import { fleetCounts, fleetOf, type Seen, urgency } from '../../../client/dashboard/fleet.ts'

const store = { id: newId(1), code: 'CAI', name: { en: 'Maadi', ar: 'المعادي' }, currency: 'EGP' }
const terminal = (code: string, more = {}) => ({
  id: newId(1),
  storeId: store.id,
  kind: 'till' as const,
  code,
  name: `Till ${code}`,
  state: 'enrolled' as const,
  fence: 1,
  proof: 'key' as const,
  ...more,
})
const seen = (terminalId: string, more: Partial<Seen> = {}): [string, Seen] => [
  terminalId,
  {
    terminalId,
    storeId: store.id,
    state: 'live',
    personId: null,
    delayMs: 20,
    queued: 0,
    at: '2026-11-23T10:00:00.000Z',
    ...more,
  },
]

const told = { reports: [], holdings: [], newestPrices: 0 }

t.test(
  'work that waits on a lost link comes first, then a lost link, then catching up',
  async (t) => {
    const [a, b, c, d, e] = ['A', 'B', 'C', 'D', 'E'].map((code) => terminal(code))
    if (!a || !b || !c || !d || !e) throw new Error('five terminals')
    const members = fleetOf({
      stores: [store],
      terminals: [a, b, c, d, e, terminal('Z', { state: 'revoked' })],
      presence: new Map([
        seen(a.id),
        seen(b.id, { state: 'catching-up' }),
        seen(c.id, { state: 'offline', queued: 3 }),
        seen(d.id, { state: 'offline' }),
      ]),
      sessions: [],
      drawers: [],
      ...told,
    })
    t.same(
      members.map((member) => member.terminal.code),
      ['C', 'D', 'E', 'B', 'A'],
    )
    t.match(members[2], { state: 'offline', lastAtMs: null, delayMs: null })
    t.same(fleetCounts(members), { live: 1, offline: 3, catchingUp: 1, missing: 0 })
    t.ok(urgency({ state: 'live', queued: 2 }) < urgency({ state: 'live', queued: 0 }))
  },
)

t.test('only an open drawer says what it should hold', async (t) => {
  const [open, closed] = [terminal('A'), terminal('B')]
  const session = (id: string, terminalId: string, state: 'open' | 'closed') => ({
    id,
    terminalId,
    number: 1,
    personId: newId(1),
    openedAt: '2026-11-23T06:00:00.000Z',
    floatMinor: 100,
    currency: 'EGP',
    state,
    counts: 0,
    closedAt: null,
    closedBy: null,
    zNumber: null,
  })
  const drawer = (cashSessionId: string, terminalId: string) => ({
    cashSessionId,
    terminalId,
    expectedMinor: 4200,
    countedMinor: null,
    varianceMinor: null,
    moves: null,
  })
  const members = fleetOf({
    stores: [store],
    terminals: [open, closed],
    presence: new Map([seen(open.id), seen(closed.id)]),
    sessions: [session('s1', open.id, 'open'), session('s2', closed.id, 'closed')],
    drawers: [drawer('s1', open.id), drawer('s2', closed.id)],
    ...told,
  })
  t.same(
    members.map(({ expectedMinor }) => expectedMinor),
    [4200, null],
  )
})

t.test('sales that are known and have not come are named, and outrank everything', async (t) => {
  const [away, missing, sending, scanner] = [
    terminal('A'),
    terminal('B'),
    terminal('C'),
    terminal('D', { kind: 'scanner' as const }),
  ]
  const report = (terminalId: string, lastN: number, reportedN: number, fence = 1) => ({
    terminalId,
    fence,
    lastN,
    reportedN,
  })
  const members = fleetOf({
    stores: [store],
    terminals: [away, missing, sending, scanner],
    presence: new Map([
      seen(away.id, { state: 'offline', queued: 4 }),
      seen(missing.id),
      seen(sending.id, { queued: 2 }),
      seen(scanner.id),
    ]),
    sessions: [],
    drawers: [],
    reports: [report(missing.id, 9, 9, 1), report(missing.id, 40, 43, 2), report(sending.id, 7, 9)],
    holdings: [
      { terminalId: missing.id, storeId: store.id, number: 11, at: '2026-11-23T09:00:00.000Z' },
    ],
    newestPrices: 12,
  })
  t.same(
    members.map((member) => member.terminal.code),
    ['B', 'A', 'C', 'D'],
  )
  t.same(members[0]?.missing, [{ fence: 2, fromN: 41, toN: 43 }])
  t.same(members[2]?.missing, [], 'what is being sent is on its way')
  t.same(members[0]?.prices, { held: 11, newest: 12 })
  t.same(members[1]?.prices, { held: null, newest: 12 }, 'it has not said')
  t.equal(members[3]?.prices, null, 'a scanner charges nothing')
  t.equal(fleetCounts(members).missing, 1)
})
