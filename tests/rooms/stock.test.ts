// Stock: goods come in, move and are held back; every movement has two ends, and levels are what the
// movements add up to.
import t from 'tap'
import { system, type Scope } from '#kernel/scope.ts'
import { readAfter } from '#kernel/events.ts'
import {
  levels,
  locations,
  lots,
  lotsSetStatus,
  stockAdjust,
  stockLevels,
  stockMove,
  stockMovements,
  stockReceive,
  warehousesSet,
} from '#stock/contract.ts'
import { openKernel } from '../support/kernel.ts'
import { lawHolds } from '../support/law.ts'
import { refused } from '../support/refused.ts'
import { ground, id, ledgerFaults, openShop, withSql, type Shop } from '../support/stock.ts'
import { stockRoom } from '#stock/index.ts'

const onHand = async (shop: Shop, variantId: string) => {
  const { rows } = await shop.call(system, stockLevels, { storeId: shop.store.id, variantId })
  return rows.reduce((sum, row) => sum + row.onHandMilli, 0)
}

t.test('the first warehouse brings the places every store has, a second none', async (t) => {
  const shop = await openShop(t)
  const storeId = shop.store.id
  const first = [...shop.kernel.memory.records(locations, storeId).values()]
  t.same(first.map((each) => each.kind).sort(), [
    'adjustment',
    'bulk',
    'customer',
    'in-transit',
    'quarantine',
    'shop-floor',
    'shortage',
    'supplier',
  ])
  const second = {
    id: id(),
    storeId,
    name: { en: 'Depot', ar: 'مستودع' },
    locations: [{ id: id(), kind: 'bulk' as const, name: { en: 'A', ar: 'أ' }, sellable: false }],
  }
  await lawHolds(t, shop.kernel, [storeId], () => shop.call(system, warehousesSet, second))
  t.equal(shop.kernel.memory.records(locations, storeId).size, first.length + 1)
  const place = second.locations[0]
  if (!place) return
  const renamed = { ...second, locations: [{ ...place, name: { en: 'B', ar: 'ب' } }] }
  await lawHolds(t, shop.kernel, [storeId], () => shop.call(system, warehousesSet, renamed))
  await refused(
    t,
    shop.call(system, warehousesSet, { ...second, id: id(), name: { en: 'C', ar: 'ج' } }),
    'wrong-state',
  )
  const shortage = { ...place, id: id(), kind: 'shortage' as const }
  await refused(
    t,
    shop.call(system, warehousesSet, { ...second, locations: [shortage] }),
    'invalid-input',
  )
  const strange = { ...second, id: id(), storeId: id() }
  await refused(t, shop.call(system, warehousesSet, strange), 'not-found')
})

t.test('goods come in by lot, and the lot is known everywhere', async (t) => {
  const shop = await openShop(t)
  const { store, floor } = shop
  const milk = await shop.sells({ tracking: 'lot' })
  const receipt = (code: string, expiryOn: string | null, documentId = id()) => ({
    id: documentId,
    storeId: store.id,
    lines: [
      { variantId: milk.variant.id, quantityMilli: 3000, lot: { code, expiryOn } },
      { variantId: milk.variant.id, quantityMilli: 2000, lot: { code } },
    ],
  })
  const first = receipt('A1', '2026-12-01')
  await lawHolds(t, shop.kernel, [store.id], () => shop.call(system, stockReceive, first))
  const [known] = shop.kernel.memory.records(lots).find('variant', milk.variant.id)
  t.match(known, { code: 'A1', expiryOn: '2026-12-01', status: 'available' })
  t.same(
    [...shop.kernel.memory.records(levels, store.id).values()],
    [{ locationId: floor, variantId: milk.variant.id, lotId: known?.id, onHandMilli: 5000 }],
  )
  t.same(await ledgerFaults(shop), [])
  await refused(t, shop.call(system, stockReceive, receipt('A1', '2027-01-01')), 'wrong-state')
  await refused(t, shop.call(system, stockReceive, receipt('A1', null, first.id)), 'already-exists')
  const without = { variantId: milk.variant.id, quantityMilli: 1 }
  await refused(
    t,
    shop.call(system, stockReceive, { id: id(), storeId: store.id, lines: [without] }),
    'lot-required',
  )
  const unknown = { variantId: id(), quantityMilli: 1 }
  await refused(
    t,
    shop.call(system, stockReceive, { id: id(), storeId: store.id, lines: [unknown] }),
    'not-found',
  )
  const fee = await shop.sells({ service: true })
  await refused(t, shop.receives(fee.variant.id, 1000), 'invalid-input')
})

t.test('one level is announced once, however many lines touch it', async (t) => {
  const shop = await openShop(t)
  const { variant } = await shop.sells()
  const before = shop.kernel.memory.state(shop.store.id)?.seq ?? 0
  const lines = [1000, 2000, 3000].map((quantityMilli) => ({
    variantId: variant.id,
    quantityMilli,
  }))
  await shop.call(system, stockReceive, { id: id(), storeId: shop.store.id, lines })
  const facts = await readAfter(shop.kernel.database.sql, shop.store.id, before, 10)
  t.equal(facts.length, 1)
  t.match(JSON.parse(facts[0]?.body ?? ''), { onHandMilli: 6000 })
})

t.test('a move keeps the sum and stops at nothing', async (t) => {
  const shop = await openShop(t)
  const { store, floor, bulk } = shop
  const { variant } = await shop.sells({}, 100, 5000)
  const move = (quantityMilli: number, from = floor, to = bulk) => ({
    id: id(),
    storeId: store.id,
    variantId: variant.id,
    fromLocationId: from,
    toLocationId: to,
    quantityMilli,
  })
  await lawHolds(t, shop.kernel, [store.id], () => shop.call(system, stockMove, move(2000)))
  const { levels: left } = await shop.call(system, stockMove, move(500, bulk, floor))
  t.same(
    left.map((each) => each.onHandMilli).toSorted((a, b) => a - b),
    [1500, 3500],
  )
  const short = await refused(t, shop.call(system, stockMove, move(3501)), 'stock-short')
  t.equal(short.availableMilli, 3500)
  await refused(t, shop.call(system, stockMove, move(1, floor, floor)), 'invalid-input')
  await refused(t, shop.call(system, stockMove, move(1, floor, id())), 'not-found')
  const [customer] = shop.kernel.memory.records(locations, store.id).find('use', 'customer')
  await refused(t, shop.call(system, stockMove, move(1, floor, customer?.id)), 'invalid-input')
  t.equal(await onHand(shop, variant.id), 5000)
  t.same(await ledgerFaults(shop), [])
})

t.test('an adjustment has a reason and another end', async (t) => {
  const shop = await openShop(t)
  const { store } = shop
  const { variant } = await shop.sells({}, 100, 5000)
  const adjust = (...changes: number[]) => ({
    id: id(),
    storeId: store.id,
    reason: 'Broken',
    lines: changes.map((changeMilli) => ({ variantId: variant.id, changeMilli })),
  })
  await lawHolds(t, shop.kernel, [store.id], () =>
    shop.call(system, stockAdjust, adjust(-2000, 500)),
  )
  t.equal(await onHand(shop, variant.id), 3500)
  await refused(t, shop.call(system, stockAdjust, adjust(-3501)), 'stock-short')
  await refused(t, shop.call(system, stockAdjust, adjust(0)), 'invalid-input')
  const { rows } = await shop.call(system, stockMovements, { storeId: store.id })
  t.match(rows[0], { kind: 'adjustment', reason: 'Broken' })
  t.same(await ledgerFaults(shop), [])
})

t.test('a lot is held and released for the whole company', async (t) => {
  const shop = await openShop(t)
  const { variant } = await shop.sells({ tracking: 'lot' })
  const lotId = (await shop.receives(variant.id, 1000, { code: 'A' })) ?? ''
  await lawHolds(t, shop.kernel, [shop.store.id], () =>
    shop.call(system, lotsSetStatus, { lotId, status: 'recalled', reason: 'Glass' }),
  )
  t.match(shop.kernel.memory.get(lots, lotId), { status: 'recalled', reason: 'Glass' })
  const unknown = { lotId: id(), status: 'on-hold' as const, reason: 'x' }
  await refused(t, shop.call(system, lotsSetStatus, unknown), 'not-found')
})

t.test('nobody sees or changes the stock of another store', async (t) => {
  const shop = await openShop(t)
  const storeId = shop.store.id
  const { variant } = await shop.sells({}, 100, 1000)
  const other: Scope = { ...system, personId: id(), storeIds: [id()] }
  await refused(t, shop.call(other, stockLevels, { storeId }), 'wrong-store')
  await refused(t, shop.call(other, stockMovements, { storeId }), 'wrong-store')
  const line = { variantId: variant.id, quantityMilli: 1 }
  await refused(
    t,
    shop.call(other, stockReceive, { id: id(), storeId, lines: [line] }),
    'wrong-store',
  )
  const change = { variantId: variant.id, changeMilli: 1 }
  await refused(
    t,
    shop.call(other, stockAdjust, { id: id(), storeId, reason: 'x', lines: [change] }),
    'wrong-store',
  )
})

t.test('pages follow each other without holes', async (t) => {
  const shop = await openShop(t)
  const storeId = shop.store.id
  const goods = await Promise.all([1, 2, 3, 4, 5].map(() => shop.sells({}, 100, 1000)))
  const seen: string[] = []
  let after: string | undefined
  do {
    const page = await shop.call(system, stockLevels, {
      storeId,
      limit: 2,
      ...(after && { after }),
    })
    seen.push(...page.rows.map((row) => row.variantId))
    after = page.next ?? undefined
  } while (after)
  t.same(seen.toSorted(), goods.map(({ variant }) => variant.id).toSorted())
  const one = await shop.call(system, stockMovements, { storeId, limit: 3 })
  const two = await shop.call(system, stockMovements, { storeId, after: one.next ?? '' })
  t.equal(new Set([...one.rows, ...two.rows].map((row) => row.id)).size, 5)
  t.equal(two.next, null)
})

t.test('what was sold before it came is settled by what comes, once', async (t) => {
  const shop = await openShop(t)
  const { store } = shop
  const { variant } = await shop.sells()
  const use = (kind: string) => shop.kernel.memory.records(locations, store.id).find('use', kind)[0]
  await withSql(shop.url, (sql) =>
    sql(
      `insert into movement (store_id, id, kind, variant_id, from_location_id, to_location_id,
         quantity_milli, document_kind, document_id, at)
       values ($1, $2, 'shortage', $3, $4, $5, 3000, 'sale', $6, now())`,
      [store.id, id(), variant.id, use('shortage')?.id, use('customer')?.id, id()],
    ),
  )
  await lawHolds(t, shop.kernel, [store.id], () =>
    Promise.all([1, 2, 3].map(() => shop.receives(variant.id, 2000))),
  )
  t.equal(await onHand(shop, variant.id), 3000, 'six came, three were owed')
  const { rows } = await shop.call(system, stockMovements, { storeId: store.id })
  const settled = rows.filter((row) => row.kind === 'settlement')
  t.equal(
    settled.reduce((sum, row) => sum + row.quantityMilli, 0),
    3000,
  )
  t.same(await ledgerFaults(shop), [])
})

t.test('two hubs that take in the first of a kind both do', async (t) => {
  const shop = await openShop(t)
  const other = await openKernel(t, { url: shop.url, rooms: [ground, stockRoom] })
  const { product, variant } = await shop.sells({ tracking: 'lot' })
  await other.kernel.tail.look()
  t.ok(product)
  const receive = (k: typeof other) =>
    k.call(system, stockReceive, {
      id: id(),
      storeId: shop.store.id,
      lines: [{ variantId: variant.id, quantityMilli: 1000, lot: { code: 'A' } }],
    })
  await Promise.all([shop, other, shop, other, shop, other].map((k) => receive(k)))
  t.equal(await onHand(shop, variant.id), 6000)
  t.same(await ledgerFaults(shop), [])
  const rows = await shop.kernel.database.sql(`select 1 from lot`)
  t.equal(rows.length, 1)
})

t.test('the ledger can be added to and nothing else', async (t) => {
  const shop = await openShop(t)
  await shop.sells({}, 100, 1000)
  const { sql } = shop.kernel.database
  const zero = sql(`update level set on_hand_milli = -1`)
  await t.rejects(zero, /level_on_hand_milli_check/)
  const same = sql(
    `insert into movement select store_id, gen_random_uuid(), kind, variant_id, lot_id,
       from_location_id, from_location_id, 1, document_kind, document_id, null, null, null, at
       from movement`,
  )
  await t.rejects(same, /movement_ends_check/)
})
