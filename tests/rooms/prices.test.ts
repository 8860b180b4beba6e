// Prices as they are set and kept: versions, ends, what replicas hold, and who may change what.
import t from 'tap'
import { turnClock } from '#kernel/clock.ts'
import { system, type Scope } from '#kernel/scope.ts'
import {
  priceLists,
  priceListsSet,
  prices,
  pricesExplain,
  pricesSet,
  type Price,
} from '#prices/contract.ts'
import { priceFor } from '#prices/rules.ts'
import { clearPast } from '#prices/service.ts'
import { aList, both, openCompany, type Company } from '../support/catalog.ts'
import { lawHolds } from '../support/law.ts'
import { refused } from '../support/refused.ts'
import { aStore, id } from '../support/stock.ts'

let clock = Date.parse('2026-11-23T08:00:00Z')
t.before(() => t.teardown(turnClock(() => clock)))
const inMinutes = (minutes: number) => new Date(clock + minutes * 60_000).toISOString()
const pass = (minutes: number) => void (clock += minutes * 60_000)

function setOne(
  k: Company,
  variantId: string,
  unitPriceCentiMinor: number,
  { from, minimumMilli, listId = k.list.id }: Partial<Options> = {},
) {
  return k.call(system, pricesSet, {
    listId,
    ...(from && { validFrom: from }),
    prices: [{ id: id(), variantId, unitPriceCentiMinor, ...(minimumMilli && { minimumMilli }) }],
  })
}
type Options = { from: string; minimumMilli: number; listId: string }

function holding(k: Company, variantId: string, quantityMilli = 1000, at = inMinutes(0)) {
  const { memory } = k.kernel
  const found = priceFor({
    lists: memory.records(priceLists),
    prices: memory.records(prices).find('variant', variantId),
    store: k.store,
    quantityMilli,
    at,
  })
  return found?.unitPriceCentiMinor ?? null
}

t.test('replicas follow every change of lists and prices', async (t) => {
  const k = await openCompany(t)
  const { variant } = await k.sells()
  const law = (act: () => Promise<unknown>) => lawHolds(t, k.kernel, [], act)
  const list = aList({ validFrom: inMinutes(0), validTo: inMinutes(90), storeIds: [k.store.id] })
  await law(() => k.call(system, priceListsSet, list))
  await law(() => k.call(system, priceListsSet, { ...list, active: false, validTo: null }))
  await law(() => setOne(k, variant.id, 1000))
  pass(1)
  await law(() => setOne(k, variant.id, 1100))
  await law(() => setOne(k, variant.id, 1200, { from: inMinutes(60) }))
  await law(() => setOne(k, variant.id, 1150, { from: inMinutes(30) }))
  await law(() => setOne(k, variant.id, 1250, { from: inMinutes(60) }))
  await law(() => setOne(k, variant.id, 900, { minimumMilli: 5000 }))
  pass(1)
  await law(() => setOne(k, variant.id, 1120))
  const known = [...k.kernel.memory.records(prices).values()]
  t.same(
    new Set(known.map((each) => each.unitPriceCentiMinor)),
    new Set([900, 1120, 1150, 1250]),
    'what is over is gone',
  )
  pass(200)
  const clear = (most: number) =>
    k.kernel.transact({ scope: system }, (tx) => clearPast(tx, inMinutes(0), most))
  await law(async () => t.equal(await clear(1), 1))
  await law(async () => t.equal(await clear(100), 1))
  await law(async () => t.equal(await clear(100), 0))
  t.equal(holding(k, variant.id), 1250)
  t.equal(holding(k, variant.id, 5000), 900)
})

t.test('a price planned ahead is there before and starts by the clock', async (t) => {
  const k = await openCompany(t)
  const { variant } = await k.sells()
  t.equal(holding(k, variant.id), null)
  await setOne(k, variant.id, 1000)
  const { prices: planned } = await setOne(k, variant.id, 1200, { from: inMinutes(60) })
  t.match(planned, [{ version: 2, validTo: null, validFrom: inMinutes(60) }])
  t.equal(holding(k, variant.id), 1000)
  t.equal(holding(k, variant.id, 1000, inMinutes(59.999)), 1000)
  t.equal(holding(k, variant.id, 1000, inMinutes(60)), 1200)
  const { prices: now } = await setOne(k, variant.id, 1100, { from: inMinutes(-60) })
  t.match(now, [{ version: 3, validFrom: inMinutes(0), validTo: inMinutes(60) }], 'past means now')
  t.equal(holding(k, variant.id, 1000, inMinutes(60)), 1200)
})

t.test('versions count without holes when many set prices at once', async (t) => {
  const k = await openCompany(t)
  const { variant } = await k.sells()
  await lawHolds(t, k.kernel, [], () =>
    Promise.all([1, 2, 3, 4, 5, 6].map((n) => setOne(k, variant.id, n))),
  )
  const rows = await k.kernel.database.sql<Price>(
    `select version, valid_from as "validFrom", valid_to as "validTo" from price order by version`,
  )
  t.same(
    rows.map(({ version }) => version),
    [1, 2, 3, 4, 5, 6],
  )
  t.equal(rows.filter(({ validTo }) => validTo === null).length, 1)
  t.equal(k.kernel.memory.records(prices).size, 1)
})

t.test('prices are refused as a whole', async (t) => {
  const k = await openCompany(t)
  const { variant } = await k.sells()
  const one = { id: id(), variantId: variant.id, unitPriceCentiMinor: 5 }
  const set = (given: (typeof one)[], listId = k.list.id) =>
    k.call(system, pricesSet, { listId, prices: given })
  const twice = await refused(t, set([one, { ...one, id: id() }]), 'invalid-input')
  t.same(twice.errors, [{ path: '/prices/1', message: 'is named twice' }])
  await refused(t, set([one, { ...one, id: id(), variantId: id() }]), 'not-found')
  await refused(t, set([one], id()), 'not-found')
  await refused(t, set([{ ...one, unitPriceCentiMinor: -1 }]), 'invalid-input')
  await refused(t, set([{ ...one, unitPriceCentiMinor: 1.5 }]), 'invalid-input')
  t.equal(k.kernel.memory.records(prices).size, 0)
  await set([one])
  await refused(t, set([one]), 'already-exists')
})

t.test('the same call twice sets one price', async (t) => {
  const k = await openCompany(t)
  const { variant } = await k.sells()
  const callId = id()
  const input = {
    listId: k.list.id,
    prices: [{ id: id(), variantId: variant.id, unitPriceCentiMinor: 5 }],
  }
  const first = await k.call(system, pricesSet, input, callId)
  t.same(await k.call(system, pricesSet, input, callId), first)
  t.equal(k.kernel.memory.records(prices).size, 1)
})

t.test('a list is refused what would not make sense', async (t) => {
  const k = await openCompany(t)
  const set = (of: Parameters<typeof aList>[0]) => k.call(system, priceListsSet, aList(of))
  await refused(t, set({ id: k.list.id, currency: 'KWD' }), 'wrong-state')
  await refused(t, set({ currency: 'XXX' }), 'invalid-input')
  await refused(t, set({ name: both('\u202e') }), 'invalid-input')
  await refused(t, set({ validFrom: inMinutes(1), validTo: inMinutes(1) }), 'invalid-input')
  await refused(t, set({ storeIds: [id()] }), 'not-found')
  t.equal(k.kernel.memory.records(priceLists).size, 1)
})

t.test('prices of stores one has no part in are not for one to change', async (t) => {
  const k = await openCompany(t)
  const { variant } = await k.sells()
  const other = aStore({ code: 'ALX1' })
  await k.announceStore(other)
  const here: Scope = { ...system, personId: id(), storeIds: [k.store.id] }
  const price = () => [{ id: id(), variantId: variant.id, unitPriceCentiMinor: 5 }]
  const own = await k.call(here, priceListsSet, aList({ storeIds: [k.store.id] }))
  await k.call(here, pricesSet, { listId: own.id, prices: price() })
  const theirs = await k.call(system, priceListsSet, aList({ storeIds: [other.id] }))
  const set = (listId: string) => k.call(here, pricesSet, { listId, prices: price() })
  await refused(t, set(k.list.id), 'wrong-store')
  await refused(t, set(theirs.id), 'wrong-store')
  const taken = { ...theirs, storeIds: [k.store.id] }
  await refused(t, k.call(here, priceListsSet, taken), 'wrong-store')
  await refused(t, k.call(here, priceListsSet, { ...own, storeIds: null }), 'wrong-store')
  const asked = { storeId: other.id, variantId: variant.id }
  await refused(t, k.call(here, pricesExplain, asked), 'wrong-store')
  const nobody: Scope = { ...here, permissions: ['prices.explain'] }
  await refused(t, k.call(nobody, pricesSet, { listId: own.id, prices: price() }), 'forbidden')
  await refused(t, k.call(nobody, priceListsSet, own), 'forbidden')
  await k.call(nobody, pricesExplain, { storeId: k.store.id, variantId: variant.id })
})

t.test('a price is explained, in the past and ahead too', async (t) => {
  const k = await openCompany(t)
  const { variant } = await k.sells()
  const began = inMinutes(0)
  await setOne(k, variant.id, 1000)
  pass(10)
  await setOne(k, variant.id, 1100)
  await setOne(k, variant.id, 1300, { from: inMinutes(60) })
  await setOne(k, variant.id, 800, { minimumMilli: 10_000 })
  const explain = (given = {}) =>
    k.call(system, pricesExplain, { storeId: k.store.id, variantId: variant.id, ...given })
  const now = await explain()
  t.equal(now.price?.unitPriceCentiMinor, 1100)
  t.same(
    now.considered.map(({ why }) => why),
    ['holds', 'not-begun', 'quantity-too-small'],
  )
  t.equal((await explain({ at: began })).price?.unitPriceCentiMinor, 1000)
  t.equal((await explain({ at: inMinutes(60) })).price?.unitPriceCentiMinor, 1300)
  t.equal((await explain({ quantityMilli: 10_000 })).price?.unitPriceCentiMinor, 800)
  t.equal((await explain({ at: '2020-01-01T00:00:00.000Z' })).price, null)
  await refused(t, explain({ storeId: id() }), 'not-found')
})

t.test('five hundred prices in one call', async (t) => {
  const k = await openCompany(t)
  const goods = await Promise.all(Array.from({ length: 50 }, () => k.sells()))
  const given = goods.flatMap(({ variant }) =>
    Array.from({ length: 10 }, (_, i) => ({
      id: id(),
      variantId: variant.id,
      unitPriceCentiMinor: 1000 - i,
      minimumMilli: i * 1000,
    })),
  )
  await lawHolds(t, k.kernel, [], () =>
    k.call(system, pricesSet, { listId: k.list.id, prices: given }),
  )
  t.equal(k.kernel.memory.records(prices).size, 500)
})
