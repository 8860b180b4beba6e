// A drawer is counted by notes and coins in either set of digits, and which drawer is open is what the hub says
// unless this till has journaled something newer.
import t from 'tap'
import type { CashSession } from '#tills/contract.ts'
import {
  countOf,
  denominationsOf,
  piecesTyped,
  stepped,
} from '../../../client/till/drawer-count.ts'
import { newestOf, openDrawer } from '../../../client/till/drawer.ts'
import { id } from '../support/shop.ts'

const terminalId = id()
const session = (number: number, more: Partial<CashSession> = {}): CashSession => ({
  id: id(),
  terminalId,
  number,
  personId: id(),
  openedAt: '2026-11-23T08:00:00.000Z',
  floatMinor: 50_000,
  currency: 'EGP',
  state: 'open',
  counts: 0,
  closedAt: null,
  closedBy: null,
  zNumber: null,
  ...more,
})

t.test('every currency has notes and coins in its own minor units', async (t) => {
  t.equal(denominationsOf('EGP')[0], 20_000)
  t.equal(denominationsOf('KWD')[0], 20_000, 'twenty dinars of a thousand fils')
  t.equal(denominationsOf('KWD').at(-1), 10)
  t.equal(denominationsOf('JPY').at(-1), 1)
  for (const currency of ['EGP', 'GBP', 'EUR', 'USD', 'SAR', 'AED', 'KWD', 'JPY', 'CHF']) {
    const all = denominationsOf(currency)
    t.same(
      all,
      [...new Set(all)].toSorted((a, b) => b - a),
      currency,
    )
    t.ok(all.every((value) => Number.isSafeInteger(value) && value > 0))
  }
})

t.test('what is typed is a number of pieces, and their sum is the count', async (t) => {
  t.equal(piecesTyped('١٢'), '12')
  t.equal(piecesTyped('0012 x'), '12')
  t.equal(piecesTyped('0'), '0')
  t.equal(piecesTyped('99999999'), '1000000')
  const pieces = new Map([
    [100, '7'],
    [20_000, '3'],
    [5_000, ''],
    [50, '0'],
  ])
  t.same(countOf(pieces), {
    denominations: [
      { valueMinor: 20_000, count: 3 },
      { valueMinor: 100, count: 7 },
    ],
    countedMinor: 60_700,
  })
  const more = stepped(stepped(pieces, 5_000, 1), 100, -1)
  t.equal(countOf(more).countedMinor, 65_600)
  t.equal(stepped(new Map(), 100, -1).get(100), '0', 'never below none')
})

t.test('an open drawer, one that is being counted, and one that is over', async (t) => {
  const open = session(3)
  const own = { id: open.id, state: 'open' as const }
  t.match(openDrawer([session(2, { state: 'sealed' }), open], terminalId, null), {
    id: open.id,
    counting: false,
  })
  const counting = { ...open, state: 'counting' as const, counts: 1 }
  t.match(openDrawer([counting], terminalId, own), { counts: 1, counting: true })
  const closedHere = { id: open.id, state: 'closed' as const }
  t.equal(openDrawer([open], terminalId, closedHere), null, 'the count is on its way')
  t.match(openDrawer([counting], terminalId, closedHere), { counting: true }, 'and asked for again')
  t.match(openDrawer([], terminalId, own), { id: open.id, number: null })
  t.equal(openDrawer([session(1, { terminalId: id() })], terminalId, null), null)
  const taken = { id: id(), state: 'open' as const }
  t.match(openDrawer([open], terminalId, taken), { id: taken.id }, 'handed over a moment ago')
  t.equal(newestOf([session(2), session(9), session(4)], terminalId)?.number, 9)
})
