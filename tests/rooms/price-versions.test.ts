// Price versions: their numbers and chain, who holds which, and prices for packs, groups and channels.
import t from 'tap'
import { system, type Scope } from '#kernel/scope.ts'
import {
  priceListsSet,
  priceVersions,
  priceVersionsGet,
  priceVersionsList,
  prices,
  pricesAcknowledge,
  pricesExplain,
  pricesSet,
  terminalPrices,
  VERSIONS_REPLICATED,
} from '#prices/contract.ts'
import { versionHash } from '#prices/versions.ts'
import { CHAIN_START } from '#shared/journal.ts'
import { aList, openCompany, type Company } from '../support/catalog.ts'
import { lawHolds } from '../support/law.ts'
import { refused } from '../support/refused.ts'
import { id } from '../support/stock.ts'

type Setting = { unitPriceCentiMinor?: number; packMilli?: number; minimumMilli?: number }
const set = (k: Company, variantId: string, each: readonly Setting[] = [{}], listId = k.list.id) =>
  k.call(system, pricesSet, {
    listId,
    prices: each.map((of) => ({ id: id(), variantId, unitPriceCentiMinor: 1000, ...of })),
  })
const till = (storeId: string): Scope => ({ ...system, terminalId: id(), storeIds: [storeId] })

t.test('what is set together is one version, told after its prices and chained', async (t) => {
  const k = await openCompany(t)
  const { variant } = await k.sells()
  await lawHolds(t, k.kernel, [], async () => {
    await set(k, variant.id, [{}, { minimumMilli: 5000 }])
    await set(k, variant.id, [{ unitPriceCentiMinor: 900 }])
  })
  const { versions } = await k.call(system, priceVersionsList, {})
  t.match(versions, [
    { number: 2, priceCount: 1 },
    { number: 1, priceCount: 2 },
  ])
  let previous = CHAIN_START
  for (const number of [1, 2]) {
    const { version, prices: held } = await k.call(system, priceVersionsGet, { number })
    t.equal(version.hash, versionHash(previous, version, held))
    t.ok(held.every((price) => price.version === number))
    previous = version.hash
  }
  const kinds = await k.kernel.database.sql<{ kind: string }>(
    `select kind from event where kind like 'price%' order by seq`,
  )
  t.same(kinds.map(({ kind }) => kind).slice(-3), [
    'price.removed',
    'price.changed',
    'price-version.changed',
  ])
  await t.rejects(k.kernel.database.sql(`update price_version set hash = ''`), /permission denied/)
})

t.test('numbers are dense however many set prices in however many lists at once', async (t) => {
  const k = await openCompany(t)
  const { variant } = await k.sells()
  const lists = [k.list, await k.call(system, priceListsSet, aList())]
  await lawHolds(t, k.kernel, [], () =>
    Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((n) => set(k, variant.id, [{}], lists[n % 2]?.id))),
  )
  const { versions } = await k.call(system, priceVersionsList, {})
  t.same(
    versions.map(({ number }) => number),
    [8, 7, 6, 5, 4, 3, 2, 1],
  )
})

t.test('replicas hold the newest versions only', async (t) => {
  const k = await openCompany(t)
  const { variant } = await k.sells()
  await lawHolds(t, k.kernel, [], async () => {
    for (let n = 0; n < VERSIONS_REPLICATED + 3; n += 1) await set(k, variant.id)
  })
  t.equal(k.kernel.memory.records(priceVersions).size, VERSIONS_REPLICATED)
  const { versions } = await k.call(system, priceVersionsList, { before: 4 })
  t.same(
    versions.map(({ number }) => number),
    [3, 2, 1],
  )
})

t.test('a terminal says what it holds, and never takes it back', async (t) => {
  const k = await openCompany(t)
  const { variant } = await k.sells()
  await set(k, variant.id)
  await set(k, variant.id)
  const scope = till(k.store.id)
  await lawHolds(t, k.kernel, [], async () => {
    t.match(await k.call(scope, pricesAcknowledge, { number: 1 }), { number: 1 })
    t.match(await k.call(scope, pricesAcknowledge, { number: 2 }), { number: 2 })
    t.match(await k.call(scope, pricesAcknowledge, { number: 1 }), { number: 2 })
  })
  t.match(k.kernel.memory.get(terminalPrices, scope.terminalId ?? ''), {
    storeId: k.store.id,
    number: 2,
  })
  await refused(t, k.call(scope, pricesAcknowledge, { number: 3 }), 'not-found')
  await refused(t, k.call(system, pricesAcknowledge, { number: 1 }), 'forbidden')
})

t.test('a pack has a price of its own beside the price of the unit', async (t) => {
  const k = await openCompany(t)
  const packs = [{ unit: 'CS', quantityMilli: 12_000, barcodes: ['14006381333938'] }]
  const { variant } = await k.sells({}, { barcodes: ['4006381333931'], packs })
  await set(k, variant.id, [{}, { packMilli: 12_000, unitPriceCentiMinor: 10_000 }])
  t.equal(k.kernel.memory.records(prices).size, 2, 'neither ends the other')
  const ask = (quantityMilli: number, packMilli?: number) =>
    k.call(system, pricesExplain, {
      storeId: k.store.id,
      variantId: variant.id,
      quantityMilli,
      ...(packMilli !== undefined && { packMilli }),
    })
  t.match(await ask(12_000), { price: { packMilli: 1000, unitPriceCentiMinor: 1000 } })
  t.match(await ask(24_000, 12_000), { price: { packMilli: 12_000, unitPriceCentiMinor: 10_000 } })
  t.match(await ask(13_000, 12_000), { price: null, considered: [{ why: 'other-pack' }, {}] })
})

t.test('a list for a group and a channel is for nobody else', async (t) => {
  const k = await openCompany(t)
  const { variant } = await k.sells()
  const group = id()
  const trade = aList({ customerGroupIds: [group], channels: ['phone'], priority: 5 })
  await lawHolds(t, k.kernel, [], () => k.call(system, priceListsSet, trade))
  await set(k, variant.id)
  await set(k, variant.id, [{ unitPriceCentiMinor: 700 }], trade.id)
  const ask = async (of: { customerGroupId?: string; channel?: 'store' | 'phone' }) => {
    const asked = { storeId: k.store.id, variantId: variant.id, ...of }
    const { price, considered } = await k.call(system, pricesExplain, asked)
    return [
      price?.unitPriceCentiMinor,
      considered.find((each) => each.price.listId === trade.id)?.why,
    ]
  }
  t.same(await ask({ customerGroupId: group, channel: 'phone' }), [700, 'holds'])
  t.same(await ask({ channel: 'phone' }), [1000, 'list-of-other-customers'])
  t.same(await ask({ customerGroupId: id(), channel: 'phone' }), [1000, 'list-of-other-customers'])
  t.same(await ask({ customerGroupId: group }), [1000, 'list-of-other-channels'])
})
