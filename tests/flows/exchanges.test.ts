// Money goes back the way it came: by the tenders a sale was paid with, through exchanges and reversals,
// and never more of a line than was paid for it.
import t from 'tap'
import { salesGet, type SaleBody, type StoredSale } from '#sales/contract.ts'
import { returnLine } from '#sales/rules.ts'
import { taxes } from '#stores/contract.ts'
import { prove } from '../../src/verify.ts'
import { backOf, id, openTrade, pays, PRICE_MINOR } from '../support/trade.ts'

type Trade = Awaited<ReturnType<typeof openTrade>>
const posted = { outcome: 'posted' }
const needsApproval = {
  outcome: 'refused',
  problem: { type: '/problems/approval-required', approvalKind: 'no-receipt-return' },
}
const stored = ({ shop }: Trade, { id: saleId }: SaleBody): Promise<StoredSale> =>
  shop.ask(salesGet, { storeId: shop.store.id, saleId })

t.test('what was paid by card goes back to the card', async (t) => {
  const trade = await openTrade(t)
  const { first, second, bread, hub } = trade
  const tenders = [pays('card', 2 * PRICE_MINOR, 'slip 1'), pays('cash', PRICE_MINOR)]
  const { body } = await first.sell([{ goods: bread, quantityMilli: 3000 }], { tenders })
  const one = [backOf(bread, body)]
  const two = [backOf(bread, body, 2000)]
  t.match(await second.sell(two, { tenders: [pays('cash', -2 * PRICE_MINOR)] }), needsApproval)
  t.match(await second.sell(one), posted, 'the cash that was cash')
  t.match(await second.sell(one), needsApproval, 'no more of it')
  t.match(await first.sell(two, { tenders: [pays('card', -2 * PRICE_MINOR, 'slip 2')] }), posted)
  t.match((await stored(trade, body)).refunds, [
    { kind: 'card', paidMinor: 2 * PRICE_MINOR, refundedMinor: 2 * PRICE_MINOR },
    { kind: 'cash', paidMinor: PRICE_MINOR, refundedMinor: PRICE_MINOR },
  ])
  t.equal((await prove(hub.databaseUrl)).broken, null, 'the books are proved')
})

t.test('what an exchange keeps counts as paid for what it sold', async (t) => {
  const trade = await openTrade(t)
  const { first, bread, milk, hub, send, reverses } = trade
  const card = { tenders: [pays('card', 2 * PRICE_MINOR)] }
  const { body } = await first.sell([{ goods: bread, quantityMilli: 2000 }], card)
  const both = [backOf(bread, body, 2000), { goods: milk, quantityMilli: 3000 }]
  const exchange = await first.sell(both, { tenders: [pays('cash', PRICE_MINOR)] })
  t.match(exchange, posted, 'the rest in cash')
  t.match((await stored(trade, exchange.body)).refunds, [
    { kind: 'card', paidMinor: 2 * PRICE_MINOR },
    { kind: 'cash', paidMinor: PRICE_MINOR },
  ])
  const all = [backOf(milk, exchange.body, 3000)]
  t.match(await first.sell(all), needsApproval, 'not all of it was cash')
  const split = [pays('cash', -PRICE_MINOR), pays('card', -2 * PRICE_MINOR)]
  const undone = reverses(first, exchange.body)
  t.match(await send(first, undone), posted, 'reversed instead')
  t.match((await stored(trade, body)).returned, [], 'what had come back is sold again')
  t.match(
    await first.sell([backOf(bread, body, 2000)], { tenders: [split[1] ?? pays('card', 0)] }),
    posted,
  )
  t.equal((await prove(hub.databaseUrl)).broken, null, 'the books are proved')
})

t.test('parts of a line never come to more than the whole did', async (t) => {
  const trade = await openTrade(t)
  const { first, shop, hub } = trade
  // Three at 1.50 piastres are 5; one by one they would be 2 each.
  const sweets = await shop.sells({ stockPolicy: 'allow' })
  const decision = { priceId: null, listId: null, version: null, by: 'override' as const }
  const lead = await shop.hires('dalia', 'admin')
  first.personId = lead.id
  const wish = { goods: sweets, unitPriceCentiMinor: 150, quantityMilli: 3000 }
  const sale = await first.sell([{ ...wish, decision: { ...decision, reason: 'Sweets' } }])
  t.match(sale, { ...posted, body: { totals: { totalMinor: 5 } } })
  const [sold] = sale.body.lines
  if (!sold) return
  let paidMinor = 5
  for (const left of [3, 2, 1]) {
    const returnOf = { saleId: sale.body.id, lineId: sold.id, reason: 'x', disposition: 'scrap' }
    const rates = shop.kernel.memory.records(taxes)
    const back = { id: id(), quantityMilli: 1000, lotId: null, unpaidMinor: paidMinor }
    const of = returnOf as typeof returnOf & { disposition: 'scrap' }
    const line = returnLine(sold, { ...back, returnOf: of }, shop.store, rates)
    const verdict = await first.sell([{ goods: sweets, ...line }])
    t.match(verdict, posted, `${left} were left`)
    paidMinor += verdict.body.totals.totalMinor
  }
  t.equal(paidMinor, 0)
  t.equal((await prove(hub.databaseUrl)).broken, null, 'the books are proved')
})
