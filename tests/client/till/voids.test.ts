// What is taken out of a basket before payment, with what is journaled of it and when, and how a line explains what
// it costs.
import 'fake-indexeddb/auto'
import t, { type Test } from 'tap'
import { noLimits } from '#users/rules.ts'
import type { Approval } from '#approvals/contract.ts'
import { withinLimits } from '#approvals/rules.ts'
import { takenAsk, takenHash, takenSubject } from '#sales/rules.ts'
import { stateOfAsk } from '../../../client/till/approval.ts'
import { OwnAsks } from '../../../client/till/approval-asks.ts'
import { changeBasket, emptyBasket } from '../../../client/till/basket.ts'
import { Desk, freshState } from '../../../client/till/desk.ts'
import { saleLines } from '../../../client/till/document.ts'
import { explained } from '../../../client/till/explain.ts'
import { overridden, withQuantity } from '../../../client/till/pricing.ts'
import {
  dueVoids,
  entryLines,
  linesToVoid,
  openPart,
  UNDO_MS,
  voidAskOf,
  voidBody,
} from '../../../client/till/voids.ts'
import { AT, Counter, firstLine, newOne, NOW_MS } from './counter.ts'
import { openTable } from './disk.ts'

const about = () => ({
  id: newOne(),
  personId: newOne(),
  at: AT,
  offline: false,
  cashSessionId: null,
  reason: 'scanned by mistake',
})

t.test('what is taken out says the goods, their worth and whether anything is left', async (t) => {
  const counter = new Counter()
  const basket = counter.basket(counter.bread, counter.milk)
  const lines = saleLines(basket, counter.shelf)
  const [bread] = basket.lines
  if (!bread) throw new Error('bread is in it')
  const one = linesToVoid(lines, { lineId: bread.id, less: null })
  t.match(voidBody(basket, one, about()), {
    whole: false,
    basketId: basket.basketId,
    lines: [{ variantId: counter.bread.id, quantityMilli: 1000, amountMinor: 1000 }],
  })
  const all = linesToVoid(lines, { lineId: null, less: null })
  t.match(voidBody(basket, all, about()), { whole: true, lines: { length: 2 } })
  const ask = voidAskOf(all)
  t.match(ask, { kind: 'void', askMinor: 5650, askPpm: null })
  t.ok(withinLimits('void', ask, { ...noLimits, voidMinor: 5650 }))
  t.notOk(withinLimits('void', ask, { ...noLimits, voidMinor: 5649 }))
})

t.test('it is written once its undo has run out, or its basket is gone', async (t) => {
  const counter = new Counter()
  const basket = counter.basket(counter.bread)
  const taken = saleLines(basket, counter.shelf)
  const pending = {
    body: voidBody(basket, taken, about()),
    lineIds: taken.map(({ id }) => id),
    dueAtMs: NOW_MS + UNDO_MS,
  }
  t.strictSame(dueVoids([pending], basket.basketId, NOW_MS), [])
  t.strictSame(dueVoids([pending], basket.basketId, NOW_MS + UNDO_MS), [pending])
  t.strictSame(dueVoids([pending], newOne(), NOW_MS), [pending])
})

/** A till with three breads and a milk on its desk, and what takes so much less of the bread. */
function threeBreads(t: Test) {
  const counter = new Counter()
  const basket = counter.put(counter.put(emptyBasket(newOne()), counter.bread, 3000), counter.milk)
  const desk = new Desk(openTable(t), 'till', { ...freshState(), basket })
  const { id } = firstLine(basket)
  let nowMs = NOW_MS
  const less = (byMilli: number) => {
    const { basket: now, voids } = desk.state.value
    const taking = { lineId: id, less: { byMilli, pack: null } }
    const taken = linesToVoid(saleLines(now, counter.shelf), taking)
    const before = openPart(voids, now, taking, nowMs)
    const line = firstLine(now)
    const quantityMilli = line.quantityMilli - byMilli
    const pending = {
      body: voidBody(now, taken, about()),
      lineIds: [id],
      dueAtMs: nowMs + UNDO_MS,
    }
    desk.lower(pending, withQuantity(line, quantityMilli, counter.shelf, AT), before)
    return voidAskOf(taken, before)
  }
  const later = (ms: number) => void (nowMs += ms)
  return { counter, desk, id, less, later, now: () => nowMs }
}
const written = (desk: Desk) =>
  desk.state.value.voids.map(({ body }) => [
    body.lines[0]?.quantityMilli,
    body.lines[0]?.amountMinor,
  ])

t.test('less of a line is taken out like a line', async (t) => {
  const { counter, desk, less, now } = threeBreads(t)
  t.match(less(2000), { kind: 'void', askMinor: 2000 })
  t.equal(firstLine(desk.state.value.basket).quantityMilli, 1000)
  t.match(desk.state.value.voids, [
    {
      body: {
        whole: false,
        lines: [{ variantId: counter.bread.id, quantityMilli: 2000, amountMinor: 2000 }],
      },
    },
  ])
  desk.putBack(now())
  t.equal(firstLine(desk.state.value.basket).quantityMilli, 3000)
  t.strictSame(desk.state.value.voids, [], 'what was undone is not written')
})

t.test('less and less within a moment is one entry, and is judged together', async (t) => {
  const { desk, less, later, now } = threeBreads(t)
  less(1000)
  later(500)
  t.match(less(1000), { askMinor: 2000 }, 'one by one they pass no limit')
  t.same(written(desk), [[2000, 2000]])
  desk.putBack(now())
  t.equal(firstLine(desk.state.value.basket).quantityMilli, 3000)
})

t.test(
  'what somebody else allowed is an entry of its own, which is what they were asked',
  async (t) => {
    const { desk, less } = threeBreads(t)
    less(1000)
    const [pending] = desk.state.value.voids
    if (!pending) throw new Error('a bread was taken out')
    const approvalId = newOne()
    const body = { ...pending.body, approvals: [{ kind: 'void' as const, approvalId }] }
    desk.change({ voids: [{ ...pending, body }] })
    t.match(less(1000), { askMinor: 1000 })
    t.match(desk.state.value.voids, [{ body: { approvals: [{ approvalId }] } }, { body: {} }])
    t.notOk(desk.state.value.voids[1]?.body.approvals)
  },
)

t.test('an approval that waits in an entry serves no other', async (t) => {
  const counter = new Counter()
  const lines = entryLines(saleLines(counter.basket(counter.bread), counter.shelf))
  const ask = takenAsk(lines)
  const storeId = counter.shelf.shop.id
  const subject = takenSubject(lines, 'EGP', ask)
  const asked = { about: newOne(), kind: ask.kind, subject }
  const granted = { id: newOne(), storeId, state: 'granted', ...asked } as unknown as Approval
  const subjectHash = takenHash(lines, 'EGP', ask, storeId)
  const approval = { ...granted, subjectHash, at: AT, expiresAt: '2099-01-01T00:00:00.000Z' }
  const book = new OwnAsks()
  const state = () => stateOfAsk(asked, book.unspent([approval]), book.state.value, AT).kind
  t.equal(state(), 'granted', 'the till asks for what the hub will find in the entry')
  book.spent(approval)
  t.equal(state(), 'none')
})

t.test('what comes after it is not undone with it', async (t) => {
  const { counter, desk, less, later, now } = threeBreads(t)
  less(1000)
  later(UNDO_MS)
  t.match(less(1000), { askMinor: 1000 })
  t.same(
    written(desk),
    [
      [1000, 1000],
      [1000, 1000],
    ],
    'what may be written already is added to by nothing',
  )
  desk.change({ basket: counter.put(desk.state.value.basket, counter.bread, 2000) })
  desk.putBack(now())
  t.equal(firstLine(desk.state.value.basket).quantityMilli, 3000, 'more of it came since')
  t.equal(written(desk).length, 2, 'and the entry stands')
})

t.test('less of a discounted line is worth its share, whatever the rest will cost', async (t) => {
  const counter = new Counter()
  counter.reprice(counter.bread, 800, 3000)
  const plain = counter.put(emptyBasket(newOne()), counter.bread, 3000)
  const discount = { kind: 'amount' as const, amountMinor: 300, reason: null }
  const basket = changeBasket(plain, { do: 'discount', id: firstLine(plain).id, discount })
  const taking = { lineId: firstLine(basket).id, less: { byMilli: 1000, pack: null } }
  t.match(linesToVoid(saleLines(basket, counter.shelf), taking), [
    { quantityMilli: 1000, amountMinor: 700 },
  ])
})

t.test('a line explains itself from the list to the tax', async (t) => {
  const counter = new Counter()
  const plain = counter.basket(counter.bread)
  const line = overridden(firstLine(plain), { unitPriceCentiMinor: 90_000, reason: 'dented' })
  const basket = changeBasket(changeBasket(plain, { do: 'lines', lines: [line] }), {
    do: 'basket-discount',
    discount: { kind: 'amount', amountMinor: 100, reason: 'a regular' },
  })
  const chain = explained(firstLine(basket), basket, counter.shelf)
  t.same(
    chain?.steps.map(({ by, changeMinor }) => [by, changeMinor]),
    [
      ['list', 1000],
      ['override', -100],
      ['discount', -100],
      ['tax', 0],
    ],
  )
  t.equal(chain?.amountMinor, 800)
  t.equal(chain?.version, firstLine(plain).charge.decision.version)
})
