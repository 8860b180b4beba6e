// Goods that come back: against their receipt at the price that was paid, without one at the price of today, and
// together with new goods in one ticket.
import t from 'tap'
import { checkSale } from '#sales/rules.ts'
import { BasketContent } from '#baskets/contract.ts'
import { compile } from '#kernel/check.ts'
import { salesFind, salesGet, type StoredSale } from '#sales/contract.ts'
import { sumMinor } from '#shared/money.ts'
import { changeBasket, emptyBasket, type Line } from '../../../client/till/basket.ts'
import { basketTotals, saleLine, saleLines, saleOf } from '../../../client/till/document.ts'
import type { Call } from '../../../client/link/call.ts'
import { refusedHere } from '../../../client/link/problem.ts'
import { basketOf, contentOf } from '../../../client/till/park.ts'
import { behindOf } from '../../../client/till/park-behind.ts'
import { newPayment, settle } from '../../../client/till/payment.ts'
import { returnables, returnLines } from '../../../client/till/returns.ts'
import { AT, Counter, firstLine, newOne, TODAY } from './counter.ts'

const occasion = {
  at: AT,
  businessOn: TODAY,
  personId: newOne(),
  cashSessionId: newOne(),
  offline: false,
}

const who = { customerId: null, onDay: TODAY, live: true }
const damaged = { reason: 'damaged', disposition: 'restock' } as const

/** Three of bread with a tenth off, sold and partly brought back before. */
function soldBefore(counter: Counter, returnedMilli: number): StoredSale {
  const plain = counter.put(emptyBasket(newOne()), counter.bread, 3000)
  const discount = { kind: 'percent', ratePpm: 100_000, reason: null } as const
  const basket = changeBasket(plain, { do: 'discount', id: firstLine(plain).id, discount })
  const tenders = [{ kind: 'cash', amountMinor: 2700, reference: null }] as const
  const body = saleOf(basket, counter.shelf, { ...occasion, tenders })
  const lineId = firstLine(basket).id
  const receipt = 'CAI-T1-1-7'
  return {
    saleId: body.id,
    receipt,
    invoiceId: newOne(),
    invoiceNumber: 'CAI-2026-000007',
    terminalId: newOne(),
    personId: occasion.personId,
    customerId: null,
    at: AT,
    recordedAt: AT,
    businessOn: TODAY,
    currency: 'EGP',
    totalMinor: 2700,
    offline: false,
    body,
    result: {
      saleId: body.id,
      receipt,
      invoiceId: newOne(),
      invoiceNumber: 'CAI-2026-000007',
      lines: [{ lineId, lots: [], shortMilli: 0 }],
    },
    exceptions: [],
    returned:
      returnedMilli === 0 ? [] : [{ lineId, quantityMilli: returnedMilli, refundedMinor: 0 }],
    refunds: [],
    voidedBy: null,
  }
}

t.test('no more comes back than was sold, in this basket and before', async (t) => {
  const counter = new Counter()
  const sale = soldBefore(counter, 1000)
  const basket = emptyBasket(newOne())
  const [line] = returnables(sale, basket)
  t.equal(line?.leftMilli, 2000)
  if (!line) return
  const wanted = [{ lineId: line.lineId, quantityMilli: 5000, ...damaged }]
  const back = returnLines(sale, basket, wanted, newOne)
  t.equal(back[0]?.quantityMilli, -2000)
  const after = changeBasket(basket, { do: 'lines', lines: back })
  t.equal(returnables(sale, after)[0]?.leftMilli, 0)
  t.same(returnLines(sale, after, wanted, newOne), [])
})

/** Three at 10.005 from two lots: two come to 20.01, and the third to half a unit more than is left of 30.02. */
function soldFromTwo(counter: Counter): StoredSale {
  const sale = soldBefore(counter, 0)
  const lots = [
    { lotId: counter.early.id, quantityMilli: 2000 },
    { lotId: counter.late.id, quantityMilli: 1000 },
  ]
  const lineId = sale.body.lines[0]?.id ?? ''
  const priced = { unitPriceCentiMinor: 100_050, discounts: [], amountMinor: 3002 }
  return {
    ...sale,
    body: { ...sale.body, lines: sale.body.lines.map((line) => ({ ...line, ...priced })) },
    result: { ...sale.result, lines: [{ lineId, lots, shortMilli: 0 }] },
  }
}
const partsOf = (lines: readonly Line[]) =>
  lines.map(({ lotId, quantityMilli }) => [lotId, quantityMilli])

t.test('what came from several lots goes back to them, and is worth what was paid', async (t) => {
  const counter = new Counter()
  const split = soldFromTwo(counter)
  const [early, late] = [counter.early.id, counter.late.id]
  const lineId = split.body.lines[0]?.id ?? ''
  const basket = emptyBasket(newOne())
  const back = (from: StoredSale, quantityMilli: number) =>
    returnLines(from, basket, [{ lineId, quantityMilli, ...damaged }], newOne)
  const all = back(split, 3000)
  t.same(partsOf(all), [
    [early, -2000],
    [late, -1000],
  ])
  const amounts = saleLines({ ...basket, lines: all }, counter.shelf)
  t.same(
    amounts.map(({ amountMinor }) => amountMinor),
    [-2001, -1001],
  )
  const ones = back(split, 1000).concat(back(split, 1000), back(split, 1000))
  const single = saleLines({ ...basket, lines: ones }, counter.shelf)
  t.equal(sumMinor(single.map(({ amountMinor }) => amountMinor)), -3002, 'never more than was paid')
  const twice = { ...split, returned: [{ lineId, quantityMilli: 1000, refundedMinor: 1001 }] }
  t.same(
    partsOf(back(twice, 2000)),
    [
      [early, -1000],
      [late, -1000],
    ],
    'after what came back before',
  )
})

t.test('what comes back is put aside and taken up as it is, lot by lot', async (t) => {
  const counter = new Counter()
  const split = soldFromTwo(counter)
  const lineId = split.body.lines[0]?.id ?? ''
  const wanted = [{ lineId, quantityMilli: 3000, ...damaged }]
  const [first, second] = returnLines(split, emptyBasket(newOne()), wanted, newOne)
  if (!first || !second) throw new Error('there are two parts')
  const behind = { customer: null, sales: new Map([[split.saleId, split]]) }
  const moment = { at: AT, onDay: TODAY, newId: newOne }
  const again = (...lines: Line[]) => {
    const content = contentOf({ ...emptyBasket(newOne()), lines })
    return basketOf({ id: newOne(), content, version: 1 }, behind, counter.shelf, moment).basket
  }
  t.same(partsOf(again(first, second).lines), partsOf([first, second]))
  const less = { ...first, quantityMilli: -1000 }
  t.same(partsOf(again(less, second).lines), partsOf([less, second]), 'also where it is less')
  const all = { ...first, quantityMilli: -3000 }
  t.same(partsOf(again(all).lines), partsOf([all]), 'also where all of it is of one lot')
})

t.test('what another store sold is looked up again when its basket is taken up', async (t) => {
  const counter = new Counter()
  const { shop } = counter.shelf
  const sale = soldBefore(counter, 1000)
  const lineId = sale.body.lines[0]?.id ?? ''
  const wanted = [{ lineId, quantityMilli: 2000, ...damaged }]
  const lines = returnLines(sale, emptyBasket(newOne()), wanted, newOne)
  const content = contentOf({ ...emptyBasket(newOne()), lines })
  t.ok(compile(BasketContent).Check(content))
  const moment = { at: AT, onDay: TODAY, newId: newOne }
  /** Takes it up where sales are known by their id, and by their receipt. */
  const takenUp = async (by: { id?: StoredSale; receipt?: StoredSale }, of = content) => {
    const asked: string[] = []
    const call: Call = async ({ name }) => {
      asked.push(name)
      const found = name === salesGet.name ? by.id : by.receipt
      if (!found) throw refusedHere('not-found', {})
      return found as never
    }
    const behind = await behindOf(call, shop.id, of)
    const { basket, lost } = basketOf(
      { id: newOne(), content: of, version: 1 },
      behind,
      counter.shelf,
      moment,
    )
    return { asked, lost, basket }
  }
  const back = [{ quantityMilli: -2000, returnOf: { saleId: sale.saleId, lineId } }]
  t.match(await takenUp({ id: sale }), { asked: { length: 1 }, lost: [], basket: { lines: back } })
  const elsewhere = await takenUp({ receipt: sale })
  t.match(elsewhere, { asked: [salesGet.name, salesFind.name], lost: [], basket: { lines: back } })
  const [line] = saleLines(elsewhere.basket, counter.shelf)
  t.notOk(line?.returnOf && 'receipt' in line.returnOf, 'a sale does not name it')
  const gone = { ...sale, returned: [{ lineId, quantityMilli: 2500, refundedMinor: 0 }] }
  const less = await takenUp({ receipt: gone })
  t.equal(less.basket.lines[0]?.quantityMilli, -500, 'as it stands by now')
  const another = { ...sale, saleId: newOne() }
  t.equal((await takenUp({ receipt: another })).lost.length, 1, 'and never another sale')
  t.equal((await takenUp({})).lost.length, 1)
  const busy: Call = () => Promise.reject(refusedHere('unavailable', {}))
  const failed = await behindOf(busy, shop.id, content).catch((error: unknown) => error)
  t.match(failed, { slug: 'unavailable' }, 'what is not answered is tried again')
})

t.test('it is worth what was paid for it, whatever it costs now', async (t) => {
  const counter = new Counter()
  const sale = soldBefore(counter, 0)
  counter.reprice(counter.bread, 5000)
  const [lineId] = sale.body.lines.map(({ id }) => id)
  if (!lineId) return
  const scrap = { reason: 'damaged', disposition: 'scrap' as const }
  const wanted = [{ lineId, quantityMilli: 1000, ...scrap }]
  const [back] = returnLines(sale, emptyBasket(newOne()), wanted, newOne)
  if (!back) throw new Error('nothing came back')
  t.match(saleLine(back, counter.shelf), {
    quantityMilli: -1000,
    discounts: [{ by: 'line', amountMinor: -100 }],
    amountMinor: -900,
    returnOf: { saleId: sale.saleId, lineId, reason: 'damaged', disposition: 'scrap' },
  })
})

t.test('an exchange is one ticket: the difference is paid, or given back', async (t) => {
  const counter = new Counter()
  const sale = soldBefore(counter, 0)
  const lineId = sale.body.lines[0]?.id ?? ''
  const wanted = [{ lineId, quantityMilli: 3000, ...damaged }]
  const basket = counter.basket(counter.milk)
  const back = returnLines(sale, basket, wanted, newOne)
  const exchange = changeBasket(basket, { do: 'lines', lines: [...basket.lines, ...back] })
  t.equal(basketTotals(exchange, counter.shelf).totalMinor, 4650 - 2700)
  const bill = {
    lines: exchange.lines.map((line) => saleLine(line, counter.shelf)),
    settings: counter.shop,
    taxes: counter.shelf.taxes,
    ...who,
  }
  const settled = settle(newPayment, bill)
  t.match(settled, { kind: 'complete', tenders: [{ kind: 'cash', amountMinor: 1950 }] })
  if (settled.kind !== 'complete') return
  const body = saleOf(exchange, counter.shelf, { ...occasion, tenders: settled.tenders })
  t.same(checkSale(body, counter.shop, counter.shelf.taxes), [])
})

t.test('without a receipt what is scanned comes back at the price of today', async (t) => {
  const counter = new Counter()
  const returning = { reason: 'quality', disposition: 'quarantine' } as const
  const waiting = changeBasket(emptyBasket(newOne()), { do: 'returning', returning })
  const basket = counter.put(waiting, counter.bread)
  const line = firstLine(basket)
  t.equal(line.quantityMilli, -1000)
  t.match(line.returnOf, { saleId: null, lineId: null, disposition: 'quarantine' })
  const bill = {
    lines: [saleLine(line, counter.shelf)],
    settings: counter.shop,
    taxes: counter.shelf.taxes,
    ...who,
  }
  const settled = settle(newPayment, bill)
  t.match(settled, { kind: 'complete', tenders: [{ kind: 'cash', amountMinor: -1000 }] })
  if (settled.kind !== 'complete') return
  const body = saleOf(basket, counter.shelf, { ...occasion, tenders: settled.tenders })
  t.equal(body.changeMinor, 0)
  t.same(checkSale(body, counter.shop, counter.shelf.taxes), [])
})
