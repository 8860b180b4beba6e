// What is taken out of a basket before payment, with what is journaled of it and when, and how a line explains what
// it costs.
import t from 'tap'
import { noLimits } from '#users/rules.ts'
import { withinLimits } from '#approvals/rules.ts'
import { changeBasket } from '../../../client/till/basket.ts'
import { saleLines } from '../../../client/till/document.ts'
import { explained } from '../../../client/till/explain.ts'
import { overridden } from '../../../client/till/pricing.ts'
import { dueVoids, linesToVoid, UNDO_MS, voidAskOf, voidBody } from '../../../client/till/voids.ts'
import { AT, Counter, firstLine, newOne, NOW_MS } from './counter.ts'

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
  const one = linesToVoid(lines, bread.id)
  t.match(voidBody(basket, one, about()), {
    whole: false,
    basketId: basket.basketId,
    lines: [{ variantId: counter.bread.id, quantityMilli: 1000, amountMinor: 1000 }],
  })
  const all = linesToVoid(lines, null)
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
