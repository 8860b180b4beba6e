// Stores and taxes: what is refused, what is announced, and who may see what.
import t from 'tap'
import type { TaxCategory } from '#shared/tax.ts'
import { COMPANY, streamOf } from '#shared/streams.ts'
import { system } from '#kernel/scope.ts'
import {
  storeChanged,
  stores,
  storesChange,
  storesList,
  storesOpen,
  taxesAdd,
  taxesChange,
  taxPositionsSet,
} from '#stores/contract.ts'
import { cleanStore, storeFaults, taxFaults } from '#stores/rules.ts'
import { lawHolds } from '../support/law.ts'
import { mint, openTown, refusal, storeOf } from '../support/people.ts'

t.test('settings that cannot be are found, others are not', async (t) => {
  t.same(storeFaults(storeOf('CAI')), [])
  t.same(
    storeFaults(
      storeOf('CAI', {
        currency: 'XXQ',
        timeZone: 'Africa/Nowhere',
        name: { en: '\u200b', ar: '\u202e' },
      }),
    ).map(({ path }) => path),
    ['/currency', '/timeZone', '/name'],
  )
  const name = { en: 'VAT', ar: 'ضريبة' }
  const faultsOf = (exemptionReason: string | null, ...parts: [TaxCategory, number][]) => {
    const named = parts.map(([category, ratePpm]) => ({ name, category, ratePpm }))
    return taxFaults({ name, parts: named, exemptionReason }).map(({ path }) => path)
  }
  t.same(faultsOf(null, ['S', 140_000]), [])
  t.same(faultsOf(null, ['S', 140_000], ['S', 50_000]), [])
  t.same(faultsOf('Article 2', ['E', 0]), [])
  t.same(faultsOf(null, ['E', 140_000]), ['/parts/0/ratePpm'])
  t.same(faultsOf(null, ['S', 50_000], ['S', 50_000]), ['/parts/1'])
  t.same(faultsOf('Article 2', ['S', 50_000]), ['/exemptionReason'])
})

t.test('names are cleaned line by line, and one language stands in for the other', async (t) => {
  const cleaned = cleanStore({
    name: { en: '  Corner \t shop ', ar: '\u200b' },
    receiptHeader: { en: 'Mizan\r\n\n  Cairo ', ar: 'ميزان' },
  })
  t.same(cleaned, {
    name: { en: 'Corner shop', ar: 'Corner shop' },
    receiptHeader: { en: 'Mizan\nCairo', ar: 'ميزان' },
  })
})

t.test('a store that opens has its stream and is known at once', async (t) => {
  const town = await openTown(t)
  const store = storeOf('CAI')
  await lawHolds(t, town.kernel, [], () => town.call(system, storesOpen, store))
  t.same(town.kernel.memory.get(stores, store.id), store)
  const heads = await town.kernel.database.sql<{ storeId: string; epoch: string }>(
    `select store_id as "storeId", epoch from stream_head order by store_id`,
  )
  t.same(
    heads.map(({ storeId }) => storeId),
    [COMPANY, store.id],
  )
  t.equal(heads[0]?.epoch, heads[1]?.epoch, 'one epoch per database')
  await town.kernel.transact({ scope: system }, async (tx) => {
    tx.emit(storeChanged, store.id, store)
  })
  await town.kernel.tail.look()
  t.equal(town.kernel.tail.position(streamOf(store.id))?.seq, 1)
  t.equal(await refusal(town.call(system, storesOpen, storeOf('CAI'))), 'already-exists')
  t.equal(
    await refusal(town.call(system, storesOpen, storeOf('CA2', { currency: 'AAA' }))),
    'invalid-input',
  )
})

t.test('settings change one by one, by whoever may and where they may', async (t) => {
  const town = await openTown(t)
  const store = await town.openStore('CAI')
  const other = await town.openStore('ALX')
  await town.hire('mona', 'manager', { storeIds: [store.id] })
  const mona = await town.arrive('mona')
  await lawHolds(t, town.kernel, [], async () => {
    await Promise.all([
      town.call(mona, storesChange, { storeId: store.id, locale: 'en' }),
      town.call(system, storesChange, { storeId: store.id, taxNumber: '123-456' }),
      town.call(system, storesChange, { storeId: store.id, address: { en: 'Nile', ar: 'النيل' } }),
    ])
  })
  t.match(town.kernel.memory.get(stores, store.id), {
    locale: 'en',
    taxNumber: '123-456',
    address: { en: 'Nile', ar: 'النيل' },
    code: 'CAI',
  })
  t.equal(
    await refusal(town.call(mona, storesChange, { storeId: other.id, locale: 'en' })),
    'wrong-store',
  )
  t.equal(
    await refusal(town.call(system, storesChange, { storeId: mint(), locale: 'en' })),
    'not-found',
  )
  t.same((await town.call(mona, storesList, {})).stores, [town.kernel.memory.get(stores, store.id)])
  t.equal((await town.call(system, storesList, {})).stores.length, 2)
  t.equal(await refusal(town.call(mona, storesOpen, storeOf('TNT'))), 'forbidden')
})

t.test('a call repeated answers the same and happens once', async (t) => {
  const town = await openTown(t)
  const store = storeOf('CAI')
  const callId = mint()
  const first = await town.call(system, storesOpen, store, callId)
  t.same(await town.call(system, storesOpen, store, callId), first)
  t.equal(await refusal(town.call(system, storesOpen, storeOf('ALX'), callId)), 'call-id-reused')
})

t.test('taxes are added and changed, and only the standard one has a rate', async (t) => {
  const town = await openTown(t)
  const name = { en: 'VAT', ar: 'ضريبة القيمة المضافة' }
  const at = (category: TaxCategory, ratePpm: number) => [{ name, category, ratePpm }]
  const tax = { id: mint(), name, parts: at('S', 140_000), exemptionReason: null }
  const exempt = { ...tax, id: mint(), parts: at('E', 0), exemptionReason: 'Article 2' }
  await lawHolds(t, town.kernel, [], async () => {
    await town.call(system, taxesAdd, tax)
    await town.call(system, taxesAdd, exempt)
    const parts = at('S', 150_000)
    t.match(await town.call(system, taxesChange, { taxId: tax.id, parts }), { parts, name })
  })
  const refused = (taxId: string, category: TaxCategory, ratePpm: number) =>
    refusal(town.call(system, taxesChange, { taxId, parts: at(category, ratePpm) }))
  t.equal(await refused(exempt.id, 'E', 1), 'invalid-input')
  t.equal(await refused(exempt.id, 'Z', 0), 'invalid-input', 'the category stays')
  t.equal(await refused(mint(), 'S', 1), 'not-found')
})

t.test('a tax position maps each tax once, to one that exists', async (t) => {
  const town = await openTown(t)
  const name = { en: 'Embassy', ar: 'سفارة' }
  const parts = [{ name, category: 'S' as const, ratePpm: 140_000 }]
  const taxOf = () => ({ id: mint(), name, parts, exemptionReason: null })
  const [from, to] = [taxOf(), taxOf()]
  const set = (...map: [string, string][]) =>
    town.call(system, taxPositionsSet, {
      id: positionId,
      name,
      map: map.map(([fromTaxId, toTaxId]) => ({ fromTaxId, toTaxId })),
    })
  const positionId = mint()
  await lawHolds(t, town.kernel, [], async () => {
    await town.call(system, taxesAdd, from)
    await town.call(system, taxesAdd, to)
    await town.kernel.tail.look()
    await set()
    t.match(await set([from.id, to.id]), { map: [{ fromTaxId: from.id, toTaxId: to.id }] })
  })
  t.equal(await refusal(set([from.id, mint()])), 'not-found')
  t.equal(await refusal(set([from.id, from.id])), 'invalid-input')
  t.equal(await refusal(set([from.id, to.id], [from.id, to.id])), 'invalid-input')
})
