// What is undone: lines taken out of a basket, and a sale reversed whole in the session it was made in.
import t from 'tap'
import type { Verdict } from '#shared/journal.ts'
import { system } from '#kernel/scope.ts'
import { salesGet, saleVoidKind, type SaleBody } from '#sales/contract.ts'
import { voidOf } from '#sales/rules.ts'
import { levels } from '#stock/contract.ts'
import { lawHolds } from '../support/law.ts'
import { openSelling, saleOf, sell, writeSale } from '../support/sales.ts'
import { id, ledgerFaults, type Goods, type Shop } from '../support/stock.ts'
import type { Till } from '../support/tills.ts'

const problem = (slug: string) => ({ outcome: 'refused', problem: { type: `/problems/${slug}` } })

/** The reversal of a sale as its till writes it. */
function reversalOf(shop: Shop, till: Till, sale: SaleBody, offline = false): SaleBody {
  return voidOf(sale, {
    id: id(),
    at: shop.kernel.at(),
    personId: till.personId,
    offline,
    approvals: [],
    reason: 'Rung up twice',
    newId: id,
  })
}

async function send(till: Till, body: SaleBody): Promise<Verdict> {
  const [verdict] = await till.send([writeSale(till, body)])
  if (!verdict) throw new Error('there is no verdict')
  return verdict
}

const onFloor = ({ kernel, store, floor }: Shop, { variant }: Goods) =>
  [...kernel.memory.records(levels, store.id).values()]
    .filter(({ variantId, locationId }) => variantId === variant.id && locationId === floor)
    .reduce((sum, { onHandMilli }) => sum + onHandMilli, 0)

t.test('lines taken out of a basket are kept and told', async (t) => {
  const { shop, till } = await openSelling(t)
  const bread = await shop.sells({}, 100_000, 9000)
  const lines = [{ variantId: bread.variant.id, quantityMilli: 2000, amountMinor: 2000 }]
  const { cashSessionId } = till
  const fields = { basketId: id(), cashSessionId, whole: false, lines, reason: 'Too dear' }
  await lawHolds(t, shop.kernel, [shop.store.id], async () => {
    t.match(await till.post(saleVoidKind, fields), { outcome: 'posted' })
  })
  const [kept] = await shop.kernel.database.sql(`select * from voided_line`)
  t.match(kept, { quantity_milli: 2000, amount_minor: 2000, reason: 'Too dear' })
  t.equal(onFloor(shop, bread), 9000, 'no goods move')
})

t.test('a sale is reversed: goods, money and numbers', async (t) => {
  const { shop, till } = await openSelling(t)
  const bread = await shop.sells({}, 100_000, 9000)
  const milk = await shop.sells({ tracking: 'lot' }, 50_000)
  for (const code of ['A', 'B']) {
    await shop.receives(milk.variant.id, 1000, {
      code,
      expiryOn: `2099-01-0${code === 'A' ? 1 : 2}`,
    })
  }
  const { body, sold } = await sell(
    shop,
    till,
    [
      { goods: bread, quantityMilli: 3000 },
      { goods: milk, quantityMilli: 2000 },
    ],
    { tenders: [{ kind: 'cash', amountMinor: 5000, reference: null }] },
  )
  t.equal(sold.lines[1]?.lots.length, 2)
  const reversal = reversalOf(shop, till, body)
  await lawHolds(t, shop.kernel, [shop.store.id], async () => {
    t.match(await send(till, reversal), { outcome: 'posted' })
  })
  t.equal(onFloor(shop, bread), 9000)
  t.equal(onFloor(shop, milk), 2000)
  t.same(await ledgerFaults(shop), [])
  const { store } = shop
  const whole = await shop.call(system, salesGet, { storeId: store.id, saleId: body.id })
  t.equal(whole.voidedBy, reversal.id)
  t.match(await send(till, reversalOf(shop, till, body)), problem('wrong-state'), 'once')
  t.match(await send(till, reversalOf(shop, till, reversal)), problem('wrong-state'))
})

t.test('what was not there goes back to where it was owed', async (t) => {
  const { shop, till } = await openSelling(t)
  const bread = await shop.sells({ stockPolicy: 'warn' }, 100_000, 2000)
  const { body, sold } = await sell(shop, till, [{ goods: bread, quantityMilli: 5000 }])
  t.equal(sold.lines[0]?.shortMilli, 3000)
  t.match(await send(till, reversalOf(shop, till, body)), { outcome: 'posted' })
  t.equal(onFloor(shop, bread), 2000)
  await shop.receives(bread.variant.id, 4000)
  t.equal(onFloor(shop, bread), 6000, 'nothing is owed any more')
  t.same(await ledgerFaults(shop), [])
})

t.test('the reversal of a return sells again what came back, if it is still there', async (t) => {
  const { shop, till } = await openSelling(t)
  const bread = await shop.sells({}, 100_000, 3000)
  const { body } = await sell(shop, till, [{ goods: bread, quantityMilli: 3000 }])
  const [line] = body.lines
  const returnOf = {
    saleId: body.id,
    lineId: line?.id ?? '',
    reason: 'Stale',
    disposition: 'quarantine' as const,
  }
  const back = (quantityMilli: number, disposition: 'quarantine' | 'restock' = 'quarantine') => {
    return { goods: bread, quantityMilli, returnOf: { ...returnOf, disposition } }
  }
  const first = await sell(shop, till, [back(-2000)])
  await lawHolds(t, shop.kernel, [shop.store.id], async () => {
    t.match(await send(till, reversalOf(shop, till, first.body)), { outcome: 'posted' })
  })
  const second = await sell(shop, till, [back(-3000, 'restock')])
  t.match(second, { outcome: 'posted' }, 'all of it may come back once more')
  t.match(await sell(shop, till, [{ goods: bread, quantityMilli: 2000 }]), { outcome: 'posted' })
  t.match(await send(till, reversalOf(shop, till, second.body)), problem('stock-short'))
  const offline = reversalOf(shop, till, second.body, true)
  t.match(await send(till, offline), {
    outcome: 'posted-with-exception',
    exceptions: [{ code: 'oversold' }],
  })
  t.equal(onFloor(shop, bread), 0)
  t.same(await ledgerFaults(shop), [])
})

t.test('a reversed return frees nothing that came back twice', async (t) => {
  const { shop, till } = await openSelling(t)
  const bread = await shop.sells({}, 100_000, 3000)
  const { body } = await sell(shop, till, [{ goods: bread, quantityMilli: 2000 }])
  const [line] = body.lines
  const place = { saleId: body.id, lineId: line?.id ?? '' }
  const returnOf = { ...place, reason: 'Stale', disposition: 'restock' as const }
  const back = (quantityMilli: number) => ({ goods: bread, quantityMilli, returnOf })
  const first = await sell(shop, till, [back(-1500)])
  const twice = saleOf(shop, till, [back(-1000)], { offline: true })
  t.match(await send(till, twice), { exceptions: [{ code: 'over-return' }] })
  t.match(await send(till, reversalOf(shop, till, first.body)), { outcome: 'posted' })
  const left = () =>
    shop.kernel.database.sql(
      `select returned_milli as milli, refunded_minor as minor from returned_line`,
    )
  t.same(await left(), [{ milli: 1000, minor: 1000 }], 'as much as the other took')
  t.match(await sell(shop, till, [back(-1500)]), problem('over-return'))
  t.match(await sell(shop, till, [back(-1000)]), { outcome: 'posted' })
  t.same(await left(), [{ milli: 2000, minor: 2000 }])
})

t.test('an offline reversal of what came back twice is posted, not lost', async (t) => {
  const { shop, till } = await openSelling(t)
  const bread = await shop.sells({}, 100_000, 3000)
  const { body } = await sell(shop, till, [{ goods: bread, quantityMilli: 1000 }])
  const place = { saleId: body.id, lineId: body.lines[0]?.id ?? '' }
  for (const disposition of ['scrap', 'quarantine'] as const) {
    const returnOf = { ...place, reason: 'Stale', disposition }
    const back = { goods: bread, quantityMilli: -1500, returnOf }
    const twice = saleOf(shop, till, [back], { offline: true })
    t.match(await send(till, twice), { exceptions: [{ code: 'over-return' }] })
    const verdict = await send(till, reversalOf(shop, till, twice, true))
    t.match(verdict, { outcome: 'posted-with-exception' }, disposition)
  }
  t.same(await ledgerFaults(shop), [])
})

t.test('a sale and its reversal may be handed in by one call', async (t) => {
  const { shop, till } = await openSelling(t)
  const bread = await shop.sells({}, 100_000, 3000)
  const body = saleOf(shop, till, [{ goods: bread, quantityMilli: 2000 }], { offline: true })
  const reversal = reversalOf(shop, till, body, true)
  const entries = [body, reversal].map((each) => writeSale(till, each))
  const outcomes = (await till.send(entries)).map(({ outcome }) => outcome)
  t.same(outcomes, ['posted', 'posted'])
  t.equal(onFloor(shop, bread), 3000)
})
