// Goods that come back: capped by what was sold, wherever they come back, and put where they belong.
import t from 'tap'
import { openStream } from '#kernel/events.ts'
import { system } from '#kernel/scope.ts'
import type { InvoiceBody } from '#invoices/contract.ts'
import { salesGet, type SaleBody, type SaleLine, type SaleResult } from '#sales/contract.ts'
import { levels, locations, lotsSetStatus, warehousesSet } from '#stock/contract.ts'
import { storeChanged } from '#stores/contract.ts'
import { COMPANY } from '#shared/streams.ts'
import { lawHolds } from '../support/law.ts'
import { off, openSelling, saleOf, sell, type Wish, writeSale } from '../support/sales.ts'
import { aStore, id, ledgerFaults, withSql, type Goods, type Shop } from '../support/stock.ts'
import { aTill } from '../support/tills.ts'

const problem = (slug: string) => ({ outcome: 'refused', problem: { type: `/problems/${slug}` } })
type Disposition = NonNullable<SaleLine['returnOf']>['disposition']

/** The wish to bring some of a sold line back. */
function backOf(
  goods: Goods,
  body: SaleBody,
  quantityMilli: number,
  disposition: Disposition = 'restock',
  position = 0,
): Wish {
  const sold = body.lines[position]
  if (!sold) throw new Error('there is no such line')
  const returnOf = { saleId: body.id, lineId: sold.id, reason: 'Wrong size', disposition }
  const { unitPriceCentiMinor, taxId } = sold
  return { goods, quantityMilli: -quantityMilli, unitPriceCentiMinor, taxId, returnOf }
}

const at = (shop: Shop, kind: string, variantId: string) => {
  const place = shop.kernel.memory.records(locations, shop.store.id).find('use', kind)[0]
  const all = shop.kernel.memory.records(levels, shop.store.id).find('variant', variantId)
  return all
    .filter((level) => level.locationId === place?.id)
    .reduce((sum, level) => sum + level.onHandMilli, 0)
}

t.test('what comes back goes to the shelf, to quarantine or away', async (t) => {
  const { shop, till } = await openSelling(t)
  const bread = await shop.sells({}, 125_000, 10_000)
  const { id: variantId } = bread.variant
  const { body } = await sell(shop, till, [{ goods: bread, quantityMilli: 5000 }])
  await lawHolds(t, shop.kernel, [shop.store.id], async () => {
    const lines = [
      backOf(bread, body, 1000, 'restock'),
      backOf(bread, body, 1000, 'quarantine'),
      backOf(bread, body, 1000, 'scrap'),
    ]
    const back = await sell(shop, till, lines)
    t.match(back, { outcome: 'posted', body: { totals: { totalMinor: -3750 } } })
  })
  t.equal(at(shop, 'shop-floor', variantId), 6000)
  t.equal(at(shop, 'quarantine', variantId), 1000)
  t.same(await ledgerFaults(shop), [])
  const storeId = shop.store.id
  const whole = await shop.call(system, salesGet, { storeId, saleId: body.id })
  t.same(whole.returned, [{ lineId: body.lines[0]?.id, quantityMilli: 3000, refundedMinor: 3750 }])
})

t.test('no more comes back than was sold, and no more is paid back than was paid', async (t) => {
  const { shop, till } = await openSelling(t)
  const bread = await shop.sells({}, 125_000, 10_000)
  const other = await shop.sells({}, 125_000, 10_000)
  const { body } = await sell(shop, till, [
    { goods: bread, quantityMilli: 3000, discounts: off(30) },
  ])
  const back = (quantityMilli: number, wish: Partial<Wish> = {}) => ({
    ...backOf(bread, body, quantityMilli),
    ...wish,
  })
  const over = await sell(shop, till, [back(2000, { discounts: off(-20) }), back(2000)])
  t.match(over, problem('over-return'))
  t.equal(over.problem?.availableMilli, 1000)
  t.match(await sell(shop, till, [back(3000)]), problem('over-return'), 'the discount is not paid')
  t.match(
    await sell(shop, till, [back(1000, { unitPriceCentiMinor: 99 })]),
    problem('price-mismatch'),
  )
  t.match(await sell(shop, till, [back(1000, { taxId: null })]), problem('totals-mismatch'))
  t.match(await sell(shop, till, [back(1000, { goods: other })]), problem('invalid-input'))
  t.match(await sell(shop, till, [backOf(bread, { ...body, id: id() }, 1)]), problem('not-found'))
  t.match(await sell(shop, till, [back(3000, { discounts: off(-30) })]), { outcome: 'posted' })
  t.match(await sell(shop, till, [back(1)]), problem('over-return'))
  t.match(await sell(shop, till, [back(1)], { offline: true }), {
    exceptions: [{ code: 'over-return' }],
  })
  t.match(await sell(shop, till, [{ ...back(1), returnOf: null }]), problem('invalid-input'))
  const half = back(1)
  if (half.returnOf) half.returnOf.lineId = null
  t.match(await sell(shop, till, [half]), problem('invalid-input'))
})

t.test('a credit note names the invoices of what comes back', async (t) => {
  const { shop, till } = await openSelling(t)
  const bread = await shop.sells({}, 125_000, 10_000)
  const first = await sell(shop, till, [{ goods: bread, quantityMilli: 2000 }])
  const second = await sell(shop, till, [{ goods: bread, quantityMilli: 2000 }])
  const precedingOf = async (invoiceId: string) => {
    const [row] = await shop.kernel.database.sql<{ body: string }>(
      `select body from invoice where id = $1`,
      [invoiceId],
    )
    const body = JSON.parse(row?.body ?? '') as InvoiceBody
    return [body.kind, body.precedingNumbers]
  }
  t.same(await precedingOf(first.sold.invoiceId), ['380', undefined])
  const back = [first, second, first].map(({ body }) => backOf(bread, body, 500))
  const { sold } = await sell(shop, till, back)
  const numbers = [first.sold.invoiceNumber, second.sold.invoiceNumber]
  t.same(await precedingOf(sold.invoiceId), ['381', numbers])

  const body = saleOf(shop, till, [{ goods: bread, quantityMilli: 2000 }], { offline: true })
  const atOnce = saleOf(shop, till, [backOf(bread, body, 1000)], { offline: true })
  const verdicts = await till.send([body, atOnce].map((each) => writeSale(till, each)))
  const [own, note] = verdicts.map(({ result }) => result as SaleResult)
  t.same(await precedingOf(note?.invoiceId ?? ''), ['381', [own?.invoiceNumber]])
})

t.test('a sale and its return may be handed in by one call', async (t) => {
  const { shop, till } = await openSelling(t)
  const bread = await shop.sells({}, 125_000, 10_000)
  await lawHolds(t, shop.kernel, [shop.store.id], async () => {
    const body = saleOf(shop, till, [{ goods: bread, quantityMilli: 2000 }], { offline: true })
    const back = [1500, 600].map((each) =>
      saleOf(shop, till, [backOf(bread, body, each)], { offline: true }),
    )
    const verdicts = await till.send([body, ...back].map((each) => writeSale(till, each)))
    t.match(verdicts, [
      { outcome: 'posted' },
      { outcome: 'posted' },
      { outcome: 'posted-with-exception', exceptions: [{ code: 'over-return' }] },
    ])
  })
  const rows = await shop.kernel.database.sql(
    `select sold_milli as sold, returned_milli as returned from returned_line`,
  )
  t.same(rows, [{ sold: 2000, returned: 2000 }])
})

t.test('a lot comes back as the lot it was, unless it may not be sold', async (t) => {
  const { shop, till } = await openSelling(t)
  const milk = await shop.sells({ tracking: 'lot' }, 100)
  const lotId = (await shop.receives(milk.variant.id, 5000, { code: 'A' })) ?? ''
  const { body } = await sell(shop, till, [{ goods: milk, quantityMilli: 3000 }])
  t.match(await sell(shop, till, [backOf(milk, body, 1000)]), {
    outcome: 'posted',
    result: { lines: [{ lots: [{ lotId, quantityMilli: -1000 }] }] },
  })
  await shop.call(system, lotsSetStatus, { lotId, status: 'recalled', reason: 'Glass' })
  t.match(await sell(shop, till, [backOf(milk, body, 1000)]), problem('lot-blocked'))
  t.match(await sell(shop, till, [backOf(milk, body, 1000, 'quarantine')]), { outcome: 'posted' })
  const returnOf = { saleId: null, lineId: null, reason: 'x', disposition: 'quarantine' as const }
  const unknown = { goods: milk, quantityMilli: -1000, returnOf }
  t.match(await sell(shop, till, [unknown]), problem('lot-required'))
  t.match(await sell(shop, till, [unknown], { offline: true }), {
    exceptions: [{ code: 'lot-required' }],
  })
  t.same(await ledgerFaults(shop), [])
})

t.test('taking goods back needs its permission, and without a receipt another', async (t) => {
  const { shop, till, staff } = await openSelling(t)
  const bread = await shop.sells({}, 125_000, 10_000)
  const { body } = await sell(shop, till, [{ goods: bread, quantityMilli: 3000 }])
  const back = backOf(bread, body, 1000)
  const returnOf = { saleId: null, lineId: null, reason: 'x', disposition: 'restock' as const }
  const without = { goods: bread, quantityMilli: -1000, returnOf }
  staff.permissions = ['sales.complete']
  t.match(await sell(shop, till, [back]), problem('forbidden'))
  staff.permissions = ['sales.complete', 'sales.return']
  t.match(await sell(shop, till, [back]), { outcome: 'posted' })
  t.match(await sell(shop, till, [without]), problem('approval-required'))
  staff.permissions = ['*']
  t.match(await sell(shop, till, [without]), { outcome: 'posted' })
})

t.test('an exchange takes the same thing back and sells it again', async (t) => {
  const { shop, till } = await openSelling(t)
  const bread = await shop.sells({}, 125_000, 1000)
  const { body } = await sell(shop, till, [{ goods: bread }])
  const exchange = await sell(shop, till, [backOf(bread, body, 1000), { goods: bread }])
  t.match(exchange, { outcome: 'posted', body: { totals: { totalMinor: 0 } } })
})

t.test('another store at the same moment takes back no more than was sold', async (t) => {
  const { shop, till, staff } = await openSelling(t)
  const bread = await shop.sells({}, 125_000, 10_000)
  const { body } = await sell(shop, till, [{ goods: bread, quantityMilli: 3000 }])
  const store = aStore({ code: 'ALX1' })
  await withSql(shop.url, (sql) => openStream(sql, store.id))
  await shop.announce((tx) => tx.emit(storeChanged, COMPANY, store))
  const place = { kind: 'shop-floor' as const, name: { en: 'F', ar: 'ف' }, sellable: true }
  await shop.call(system, warehousesSet, {
    id: id(),
    storeId: store.id,
    name: { en: 'S', ar: 'م' },
    locations: [{ ...place, id: id() }],
  })
  const there: Shop = { ...shop, store }
  const tills = await Promise.all([aTill(shop, staff, 'T2'), aTill(there, staff, 'T3')])
  await Promise.all(tills.map((each) => each.open()))
  const bodies = tills.map((each, i) =>
    saleOf(i === 0 ? shop : there, each, [backOf(bread, body, 2000)]),
  )
  const verdicts = await Promise.all(
    tills.map((each, i) => each.send([writeSale(each, bodies[i] as SaleBody)])),
  )
  t.same(verdicts.map(([verdict]) => verdict?.outcome ?? '').toSorted(), ['posted', 'refused'])
})
