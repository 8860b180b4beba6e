// The fleet puts those that need someone first, and says nothing about a terminal that nobody has seen.
import t from 'tap'
import { newId } from '#shared/ids.ts'
import { fleetCounts, fleetOf, type Seen, urgency } from '../../../client/dashboard/fleet.ts'

const store = { id: newId(1), name: { en: 'Maadi', ar: 'المعادي' }, currency: 'EGP' }
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
    })
    t.same(
      members.map((member) => member.terminal.code),
      ['C', 'D', 'E', 'B', 'A'],
    )
    t.match(members[2], { state: 'offline', lastAtMs: null, delayMs: null })
    t.same(fleetCounts(members), { live: 1, offline: 3, catchingUp: 1 })
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
  })
  t.same(
    members.map(({ expectedMinor }) => expectedMinor),
    [4200, null],
  )
})
