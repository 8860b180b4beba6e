// A basket that another till takes up: it asks for the same and comes to the same, the list says whose it is, and who
// lost it to another till is told.
import t from 'tap'
import { BasketContent, type ParkedSale } from '#baskets/contract.ts'
import type { Customer } from '#customers/contract.ts'
import { askHash, discountAsk } from '#sales/rules.ts'
import { compile } from '#kernel/check.ts'
import { plainCustomer } from '#customers/rules.ts'
import { type Basket, changeBasket, type Discount } from '../../../client/till/basket.ts'
import { basketTotals, saleOf } from '../../../client/till/document.ts'
import { basketOf, contentOf } from '../../../client/till/park.ts'
import { asideOf, lostOf, type Waiting } from '../../../client/till/park-list.ts'
import { overridden } from '../../../client/till/pricing.ts'
import { AT, Counter, firstLine, newOne, TODAY } from './counter.ts'

const moment = { at: AT, onDay: TODAY, newId: newOne }
const here = newOne()
const there = newOne()
const storeId = newOne()

function parkedOf(basket: Basket, changes: Partial<ParkedSale> = {}): ParkedSale {
  return {
    id: basket.basketId,
    label: 'Milk',
    content: contentOf(basket),
    totalMinor: 1000,
    currency: 'EGP',
    ownerId: newOne(),
    terminalId: there,
    at: AT,
    version: 1,
    lease: null,
    ...changes,
  }
}
const nothing = { customer: null, sales: new Map() }
const customer: Customer = {
  ...plainCustomer,
  id: newOne(),
  name: 'Huda',
}

/** Bread, milk of a chosen lot, tomatoes at a price somebody said, a tenth off the bread, two off the whole. */
function full(counter: Counter): Basket {
  let basket = counter.basket(counter.bread)
  basket = counter.put(basket, counter.milk, 2000, counter.late.id)
  basket = counter.put(basket, counter.tomatoes, 1250)
  const said = { unitPriceCentiMinor: 1500_00, reason: 'bruised' }
  const lines = basket.lines.map((line) =>
    line.variantId === counter.tomatoes.id ? overridden(line, said) : line,
  )
  basket = changeBasket(basket, { do: 'lines', lines })
  const tenth: Discount = { kind: 'percent', ratePpm: 100_000, reason: 'regular' }
  basket = changeBasket(basket, { do: 'discount', id: firstLine(basket).id, discount: tenth })
  const two: Discount = { kind: 'amount', amountMinor: 200, reason: 'promised' }
  basket = changeBasket(basket, { do: 'basket-discount', discount: two })
  basket = changeBasket(basket, { do: 'channel', channel: 'phone' })
  return changeBasket(basket, { do: 'customer', customer })
}

t.test('another till goes on with the very same basket', async (t) => {
  const counter = new Counter()
  const basket = full(counter)
  const sale = parkedOf(basket, { version: 4 })
  t.ok(compile(BasketContent).Check(sale.content))
  const taken = basketOf(sale, { ...nothing, customer }, counter.shelf, moment)
  t.strictSame(taken.lost, [])
  t.match(taken.basket, {
    basketId: basket.basketId,
    atHub: true,
    parkedVersion: 4,
    channel: 'phone',
    customer: { name: 'Huda' },
    discount: { kind: 'amount', amountMinor: 200, reason: 'promised' },
  })
  t.not(taken.basket.id, basket.id, 'its sale has an id of its own')
  t.strictSame(basketTotals(taken.basket, counter.shelf), basketTotals(basket, counter.shelf))
  t.match(firstLine(taken.basket).discount, { kind: 'percent', ratePpm: 100_000 })
  const occasion = { at: '', businessOn: '', personId: '', cashSessionId: '', offline: false }
  const hashOf = (of: Basket) => {
    const body = saleOf(of, counter.shelf, { ...occasion, tenders: [] })
    const ask = discountAsk(body.lines)
    return ask && askHash(body, ask, storeId)
  }
  t.equal(hashOf(taken.basket), hashOf(basket), 'an approval given before still fits it')
  const body = saleOf(taken.basket, counter.shelf, { ...occasion, tenders: [] })
  t.equal(body.basketId, basket.basketId, 'its sale completes what was parked')
})

t.test('prices are those of now, and what has none is left out and told', async (t) => {
  const counter = new Counter()
  const basket = counter.basket(counter.bread, counter.milk)
  const sale = parkedOf(basket)
  counter.reprice(counter.bread, 12_00)
  counter.prices = counter.prices.filter(({ variantId }) => variantId !== counter.milk.id)
  const taken = basketOf(sale, nothing, counter.shelf, moment)
  t.strictSame(taken.lost, [counter.milk.id])
  t.equal(basketTotals(taken.basket, counter.shelf).totalMinor, 12_00)
  t.equal(firstLine(taken.basket).change, null)
})

t.test('a lot nobody chose is chosen anew', async (t) => {
  const counter = new Counter()
  const basket = counter.basket(counter.milk)
  t.equal(firstLine(basket).lotId, counter.early.id)
  const sale = parkedOf(basket)
  t.equal(sale.content.lines[0]?.lotId, null)
  counter.stock(counter.milk, counter.early.id, 0)
  const taken = basketOf(sale, nothing, counter.shelf, moment)
  t.match(firstLine(taken.basket), { lotId: counter.late.id, lotBy: 'fefo' })
})

t.test('the list says where each is, and leaves out the one that is open here', async (t) => {
  const counter = new Counter()
  const open = counter.basket(counter.bread)
  const lease = { terminalId: there, personId: newOne(), until: '2026-11-23T10:03:00.000Z' }
  const free = parkedOf(counter.basket(counter.milk), { at: '2026-11-23T09:00:00.000Z' })
  const held = parkedOf(counter.basket(counter.milk), { at: '2026-11-23T09:30:00.000Z', lease })
  const over = { ...lease, until: '2026-11-23T09:59:00.000Z' }
  const ranOut = parkedOf(counter.basket(counter.bread), {
    lease: over,
    at: '2026-11-23T08:00:00.000Z',
  })
  const waiting: Waiting = {
    basket: counter.basket(counter.bread),
    label: 'Bread',
    totalMinor: 1000,
    at: AT,
    personId: newOne(),
    callId: newOne(),
    refused: null,
  }
  const list = asideOf([free, held, ranOut, parkedOf(open)], [waiting], {
    terminalId: here,
    at: AT,
    basket: open,
  })
  t.strictSame(
    list.map(({ id }) => id),
    [waiting.basket.basketId, held.id, free.id, ranOut.id],
  )
  t.match(list, [
    { kind: 'here', terminalId: here },
    { kind: 'hub', openAt: lease },
    { kind: 'hub', openAt: null },
    { kind: 'hub', openAt: null },
  ])
})

t.test('who lost a basket to another till is told', async (t) => {
  const counter = new Counter()
  const plain = counter.basket(counter.bread)
  t.equal(lostOf(plain, undefined, here), null, 'it was never parked')
  const basket = { ...plain, parkedVersion: 2 }
  const mine = { terminalId: here, personId: newOne(), until: AT }
  const theirs = { terminalId: there, personId: newOne(), until: AT }
  t.equal(lostOf(basket, parkedOf(basket, { version: 1 }), here), null, 'news on their way')
  t.equal(lostOf(basket, parkedOf(basket, { version: 2, lease: mine }), here), null)
  t.match(lostOf(basket, parkedOf(basket, { version: 3, lease: theirs }), here), {
    kind: 'taken',
    personId: theirs.personId,
  })
  t.match(lostOf(basket, parkedOf(basket, { version: 4 }), here), {
    kind: 'taken',
    terminalId: there,
  })
  t.match(lostOf(basket, undefined, here), { kind: 'gone' })
})
