// Prices that end, and price versions that are taken back: a mistake is undone without rewriting what
// was charged meanwhile.
import t from 'tap'
import { prices, priceVersionsGet, priceVersionsTakeBack, pricesSet } from '#prices/contract.ts'
import { versionHash } from '#prices/versions.ts'
import { now } from '#kernel/clock.ts'
import { system } from '#kernel/scope.ts'
import { openCompany, type Company } from '../support/catalog.ts'
import { lawHolds } from '../support/law.ts'
import { refused } from '../support/refused.ts'
import { id } from '../support/stock.ts'

type Setting = { variantId: string; unitPriceCentiMinor: number; minimumMilli?: number }
type Options = { ends?: { variantId: string; minimumMilli?: number }[]; validFrom?: string }

const set = (k: Company, each: readonly Setting[], options: Options = {}) =>
  k.call(system, pricesSet, {
    listId: k.list.id,
    prices: each.map((of) => ({ id: id(), ...of })),
    ...options,
  })
const takeBack = (k: Company, number: number) => k.call(system, priceVersionsTakeBack, { number })
const inAnHour = () => new Date(now().getTime() + 3_600_000).toISOString()

/** What the hub charges now for each quantity break of a variant: [from, price]. */
function charged(k: Company, variantId: string, at = now().toISOString()): [number, number][] {
  return k.kernel.memory
    .records(prices)
    .find('variant', variantId)
    .filter(({ validFrom, validTo }) => validFrom <= at && (validTo === null || validTo > at))
    .map(({ minimumMilli, unitPriceCentiMinor }): [number, number] => [
      minimumMilli,
      unitPriceCentiMinor,
    ])
    .toSorted(([a], [b]) => a - b)
}

t.test('a price ends with nothing in its place, and its version says so', async (t) => {
  const k = await openCompany(t)
  const { variant } = await k.sells()
  const of = { variantId: variant.id }
  const { version: first } = await set(k, [
    { ...of, unitPriceCentiMinor: 1000 },
    { ...of, unitPriceCentiMinor: 900, minimumMilli: 5000 },
  ])
  await lawHolds(t, k.kernel, [], () => set(k, [], { ends: [{ ...of, minimumMilli: 5000 }] }))
  t.same(charged(k, variant.id), [[0, 1000]])
  const told = await k.call(system, priceVersionsGet, { number: 2 })
  t.match(told.version, { priceCount: 0, endedCount: 1 })
  t.match(told.ended, [{ minimumMilli: 5000, version: 1 }])
  const ended = told.ended.map(({ id: each }) => each)
  t.equal(told.version.hash, versionHash(first.hash, told.version, [], ended))
  t.not(told.version.hash, versionHash(first.hash, told.version, []), 'the chain holds the end')
})

t.test('what is to end must hold, and nothing is named twice or not at all', async (t) => {
  const k = await openCompany(t)
  const { variant } = await k.sells()
  const of = { variantId: variant.id }
  await refused(t, set(k, [], { ends: [of] }), 'not-found')
  await refused(t, set(k, []), 'invalid-input')
  const price = { ...of, unitPriceCentiMinor: 1000 }
  await set(k, [price])
  await refused(t, set(k, [price], { ends: [of] }), 'invalid-input')
  await refused(t, set(k, [], { ends: [of, of] }), 'invalid-input')
  t.same(charged(k, variant.id), [[0, 1000]], 'nothing of it was done')
})

t.test('a version is taken back: what held holds again, what was new is gone', async (t) => {
  const k = await openCompany(t)
  const { variant: bread } = await k.sells()
  const { variant: cake } = await k.sells()
  await set(k, [{ variantId: bread.id, unitPriceCentiMinor: 1000 }])
  const { version } = await set(k, [
    { variantId: bread.id, unitPriceCentiMinor: 10 },
    { variantId: cake.id, unitPriceCentiMinor: 20 },
  ])
  await lawHolds(t, k.kernel, [], async () => {
    const back = await takeBack(k, version.number)
    t.match(back.version, { number: 3, priceCount: 1, endedCount: 1 })
  })
  t.same(charged(k, bread.id), [[0, 1000]])
  t.same(charged(k, cake.id), [])
  await refused(t, takeBack(k, version.number), 'wrong-state')
  await refused(t, takeBack(k, 99), 'not-found')
  await lawHolds(t, k.kernel, [], () => takeBack(k, 3))
  t.same(charged(k, bread.id), [[0, 10]], 'taking back is itself taken back')
  t.same(charged(k, cake.id), [[0, 20]])
})

t.test('what was changed since is left alone', async (t) => {
  const k = await openCompany(t)
  const { variant: bread } = await k.sells()
  const { variant: cake } = await k.sells()
  const both = (unitPriceCentiMinor: number) =>
    [bread, cake].map(({ id: variantId }) => ({ variantId, unitPriceCentiMinor }))
  await set(k, both(1000))
  const { version } = await set(k, both(10))
  await set(k, [{ variantId: cake.id, unitPriceCentiMinor: 1500 }])
  await takeBack(k, version.number)
  t.same(charged(k, bread.id), [[0, 1000]])
  t.same(charged(k, cake.id), [[0, 1500]])
})

t.test('a version that has not begun never does', async (t) => {
  const k = await openCompany(t)
  const { variant } = await k.sells()
  const of = { variantId: variant.id }
  await set(k, [{ ...of, unitPriceCentiMinor: 1000 }])
  const later = inAnHour()
  const { version } = await set(k, [{ ...of, unitPriceCentiMinor: 10 }], { validFrom: later })
  await lawHolds(t, k.kernel, [], () => takeBack(k, version.number))
  t.same(charged(k, variant.id), [[0, 1000]])
  t.same(charged(k, variant.id, later), [[0, 1000]])
})

t.test('an end that lies ahead is taken back too', async (t) => {
  const k = await openCompany(t)
  const { variant } = await k.sells()
  const of = { variantId: variant.id }
  await set(k, [{ ...of, unitPriceCentiMinor: 1000 }])
  const later = inAnHour()
  const { version } = await set(k, [], { ends: [of], validFrom: later })
  t.same(charged(k, variant.id), [[0, 1000]])
  t.same(charged(k, variant.id, later), [])
  await lawHolds(t, k.kernel, [], () => takeBack(k, version.number))
  t.same(charged(k, variant.id, later), [[0, 1000]])
})
