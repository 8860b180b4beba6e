// What the till has in hand: it survives a reload, parks without losing, and tells late refusals of their sale.
import 'fake-indexeddb/auto'
import t from 'tap'
import type { CashSession } from '#tills/contract.ts'
import { problemBody } from '#shared/problem.ts'
import { Desk, freshState } from '../../../client/till/desk.ts'
import { openDrawer } from '../../../client/till/drawer.ts'
import { saleOf } from '../../../client/till/document.ts'
import { changeBasket } from '../../../client/till/basket.ts'
import { handIn } from '../../../client/till/checkout.ts'
import { AT, Counter, firstLine, newOne, TODAY } from './counter.ts'
import { openTable } from './disk.ts'

t.test('the basket is on the disk a moment after each change', async (t) => {
  const table = openTable(t)
  const counter = new Counter()
  const desk = new Desk(table, 'till', freshState())
  desk.change({ basket: counter.basket(counter.milk) })
  desk.change({ basket: counter.put(desk.state.value.basket, counter.bread) })
  await t.resolves(settled(table, 2))
  const kept = await table.get('till')
  t.equal(kept?.value.basket.lines.length, 2)
})

t.test('a browser that writes nothing is told of', async (t) => {
  const table = openTable(t)
  table.db.close()
  const desk = new Desk(table, 'till', freshState())
  desk.change({ receiptBy: 'screen' })
  t.equal(await desk.kept.until((kept) => !kept), false)
  t.equal(desk.state.value.receiptBy, 'screen')
})

async function settled(table: ReturnType<typeof openTable>, lines: number): Promise<void> {
  for (let tries = 0; tries < 2_000; tries += 1) {
    const kept = await table.get('till')
    if (kept?.value.basket.lines.length === lines) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error('it never came to the disk')
}

t.test('what is put aside stays here until the hub has it, or says why not', async (t) => {
  const counter = new Counter()
  const desk = new Desk(openTable(t), 'till', freshState())
  const first = counter.basket(counter.milk)
  const described = { label: 'Milk', totalMinor: 4650, at: AT, personId: newOne() }
  const aside = { ...described, callId: newOne() }
  desk.change({ basket: first })
  desk.park(aside)
  t.equal(desk.state.value.basket.lines.length, 0)
  t.match(desk.state.value.parked, [{ ...aside, basket: first, refused: null }])
  const second = counter.basket(counter.bread)
  desk.change({ basket: second })
  desk.park({ ...aside, callId: newOne() }, first)
  t.equal(desk.state.value.basket, first, 'another one takes its place')
  desk.parked(aside.callId, 'invalid-input')
  t.match(desk.state.value.parked, [{ refused: 'invalid-input' }, { basket: second }])
  desk.takeBack(aside.callId)
  t.equal(desk.state.value.basket, first)
  desk.parked(desk.state.value.parked[0]?.callId ?? '', null)
  t.strictSame(desk.state.value.parked, [])
})

t.test('a removed line comes back where it was', async (t) => {
  const counter = new Counter()
  const basket = counter.basket(counter.milk, counter.bread)
  const { id } = firstLine(basket)
  const without = changeBasket(basket, { do: 'remove', id })
  t.equal(without.lines.length, 1)
  t.equal(firstLine(changeBasket(without, { do: 'undo' })).id, id)
})

t.test('a sale that is refused after it went on is told of', async (t) => {
  const counter = new Counter()
  const desk = new Desk(openTable(t), 'till', freshState())
  const basket = counter.basket(counter.bread)
  const body = saleOf(basket, counter.shelf, {
    at: AT,
    businessOn: TODAY,
    personId: newOne(),
    cashSessionId: newOne(),
    offline: false,
    tenders: [],
  })
  const made = { body, receipt: 'CAI-T1-1-9', cashier: 'A', customer: null, result: null }
  desk.made({ ...made, outcome: null })
  t.equal(desk.state.value.unanswered.length, 1)
  const verdict = { n: 9, replayed: false, hash: null }
  desk.answered(body.id, { ...verdict, outcome: 'refused', problem: problemBody('stock-short') })
  t.match(desk.state.value.troubles, [{ receipt: 'CAI-T1-1-9', totalMinor: 1000 }])
  t.equal(desk.state.value.unanswered.length, 0)
})

t.test(
  'the till goes on without an answer, at once where nobody is there to give one',
  async (t) => {
    const entry = { fence: 2, n: 41 }
    const never = new Promise<never>(() => {})
    const link = (kind: 'live' | 'offline') => ({ live: { state: { value: { kind } } } })
    const appended = Promise.resolve({ entry, verdict: never })
    const at = performance.now()
    const gone = await handIn(link('offline') as never, appended as never, 10_000)
    t.match(gone, { fence: 2, n: 41, verdict: null })
    t.ok(performance.now() - at < 1000)
    t.match(await handIn(link('live') as never, appended as never, 20), { verdict: null })
  },
)

t.test('the drawer is what the hub says, unless this till journaled something newer', async (t) => {
  const terminalId = newOne()
  const session = (state: CashSession['state'], number: number): CashSession => ({
    id: newOne(),
    terminalId,
    number,
    personId: newOne(),
    openedAt: AT,
    floatMinor: 20_000,
    currency: 'EGP',
    state,
    counts: 0,
    closedAt: null,
    closedBy: null,
    zNumber: null,
  })
  const closed = session('closed', 1)
  const open = session('open', 2)
  t.equal(openDrawer([closed], terminalId, null), null)
  t.match(openDrawer([closed, open], terminalId, null), { number: 2 })
  const own = { id: newOne(), state: 'open' as const }
  t.match(openDrawer([closed], terminalId, own), { id: own.id, number: null })
  t.equal(openDrawer([closed, open], terminalId, { id: open.id, state: 'closed' }), null)
  t.equal(openDrawer([open], newOne(), null), null, 'another till’s drawer is not ours')
})
