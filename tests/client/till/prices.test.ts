// What a line charges when its price changes while the basket is open, by each policy of a store.
import t from 'tap'
import type { Store } from '#stores/contract.ts'
import { changeBasket } from '../../../client/till/basket.ts'
import { saleLine } from '../../../client/till/document.ts'
import { repriced, withQuantity } from '../../../client/till/pricing.ts'
import { viewOf } from '../../../client/till/view.ts'
import { AT, Counter, firstLine, NOW_MS, TODAY } from './counter.ts'

const about = { onDay: TODAY, live: true, lostAtMs: null }

function afterChange(policy: Store['priceChange'], fromMinor: number, toMinor: number) {
  const counter = new Counter()
  counter.shop = { ...counter.shop, priceChange: policy }
  const before = counter.reprice(counter.bread, fromMinor)
  const basket = counter.basket(counter.bread)
  const after = counter.reprice(counter.bread, toMinor)
  const line = repriced(firstLine(basket), counter.shelf, AT, NOW_MS)
  return { counter, basket, line, before, after }
}

t.test('the lower of two prices is honoured', async (t) => {
  const down = afterChange('honour-lower', 1000, 800)
  t.equal(down.line.charge.unitPriceCentiMinor, 80_000)
  t.equal(down.line.charge.decision.priceId, down.after.id)
  const up = afterChange('honour-lower', 1000, 1200)
  t.equal(up.line.charge.unitPriceCentiMinor, 100_000)
  t.equal(up.line.charge.decision.priceId, up.before.id)
  t.match(up.line.change, { fromCentiMinor: 100_000, toCentiMinor: 120_000 })
  t.equal(up.line.change?.chargedCentiMinor, 100_000)
})

t.test('the new price is taken, or the old one kept, where the store says so', async (t) => {
  const fresh = afterChange('take-new', 1000, 1200)
  t.equal(fresh.line.charge.unitPriceCentiMinor, 120_000)
  const kept = afterChange('keep-old', 1000, 800)
  t.equal(kept.line.charge.unitPriceCentiMinor, 100_000)
  t.equal(kept.line.charge.decision.version, kept.before.version)
})

t.test('the line says what it was and what it charges, until it is touched', async (t) => {
  const { counter, basket, line } = afterChange('honour-lower', 1000, 800)
  const noted = changeBasket(basket, { do: 'lines', lines: [line] })
  const [shown] = viewOf(noted, counter.shelf, about).lines
  t.equal(shown?.state.kind, 'price-changed')
  t.equal(shown?.wasAmountMinor, 1000)
  t.equal(shown?.amountMinor, 800)
  const touched = changeBasket(noted, { do: 'select', id: line.id })
  const [after] = viewOf(touched, counter.shelf, about).lines
  t.equal(after?.state.kind === 'price-changed', false)
  t.equal(after?.amountMinor, 800)
})

t.test('looking twice changes nothing, nor does a new version of the same price', async (t) => {
  const { counter, line } = afterChange('honour-lower', 1000, 800)
  t.equal(repriced(line, counter.shelf, AT, NOW_MS + 1000), line)
  const again = counter.reprice(counter.bread, 800)
  const same = repriced({ ...line, change: null }, counter.shelf, AT, NOW_MS)
  t.equal(same.change, null)
  t.equal(same.charge.decision.priceId, again.id)
})

t.test('a quantity break is the price of so much, not a change', async (t) => {
  const counter = new Counter()
  counter.reprice(counter.bread, 700, 6000)
  const line = firstLine(counter.basket(counter.bread))
  const six = withQuantity(line, 6000, counter.shelf, AT)
  t.equal(six.charge.unitPriceCentiMinor, 70_000)
  t.equal(six.change, null)
  t.equal(saleLine(six, counter.shelf).amountMinor, 4200)
  t.equal(withQuantity(six, 5000, counter.shelf, AT).charge.unitPriceCentiMinor, 100_000)
})

t.test('a price that is honoured stays so while more is added', async (t) => {
  const { counter, line } = afterChange('honour-lower', 1000, 1200)
  const two = withQuantity(line, 2000, counter.shelf, AT)
  t.equal(two.charge.unitPriceCentiMinor, 100_000)
  const untouched = withQuantity({ ...line, change: null }, 3000, counter.shelf, AT)
  t.equal(untouched.charge.unitPriceCentiMinor, 100_000)
})

t.test('a discount is an amount or a percentage, never more than its line', async (t) => {
  const counter = new Counter()
  const line = firstLine(counter.basket(counter.milk))
  const off = (discount: NonNullable<typeof line.discount>) =>
    saleLine({ ...line, discount }, counter.shelf)
  t.match(off({ kind: 'percent', ratePpm: 100_000, reason: 'a scratch' }), {
    discounts: [{ by: 'line', amountMinor: 465, reason: 'a scratch' }],
    amountMinor: 4185,
  })
  t.match(off({ kind: 'amount', amountMinor: 650, reason: null }), {
    discounts: [{ amountMinor: 650 }],
    amountMinor: 4000,
  })
  t.match(off({ kind: 'amount', amountMinor: 99_999, reason: null }), {
    discounts: [{ amountMinor: 4650 }],
    amountMinor: 0,
  })
})
