// Stores and taxes: what is refused, what is announced, and who may see what.
import t from 'tap'
import type { TaxCategory } from '#shared/tax.ts'
import { COMPANY, streamOf } from '#shared/streams.ts'
import { nowText } from '#kernel/clock.ts'
import { system } from '#kernel/scope.ts'
import {
  storeChanged,
  stores,
  storesChange,
  storesList,
  storesOpen,
  taxesAdd,
  taxes,
  taxesChange,
  taxesKeep,
  taxesReplace,
  taxPositionsSet,
  type Tax,
} from '#stores/contract.ts'
import { cleanStore, storeFaults, taxFaults, taxOn } from '#stores/rules.ts'
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

t.test('taxes are added and renamed, only the standard one has a rate, and it stays', async (t) => {
  const town = await openTown(t)
  const name = { en: 'VAT', ar: 'ضريبة القيمة المضافة' }
  const at = (category: TaxCategory, ratePpm: number) => [{ name, category, ratePpm }]
  const tax = { id: mint(), name, parts: at('S', 140_000), exemptionReason: null }
  const exempt = { ...tax, id: mint(), parts: at('E', 0), exemptionReason: 'Article 2' }
  await lawHolds(t, town.kernel, [], async () => {
    await town.call(system, taxesAdd, tax)
    await town.call(system, taxesAdd, exempt)
    const levy = { en: 'Levy', ar: 'رسم' }
    const parts = [{ ...tax.parts[0], name: levy }] as typeof tax.parts
    const changes = { taxId: tax.id, parts, name: levy }
    t.match(await town.call(system, taxesChange, changes), { parts, name: levy })
  })
  const refused = (taxId: string, category: TaxCategory, ratePpm: number) =>
    refusal(town.call(system, taxesChange, { taxId, parts: at(category, ratePpm) }))
  t.equal(await refused(exempt.id, 'E', 1), 'invalid-input')
  t.equal(await refused(exempt.id, 'Z', 0), 'invalid-input', 'the category stays')
  t.equal(await refused(tax.id, 'S', 150_000), 'invalid-input', 'and so does the rate')
  t.equal(await refused(mint(), 'S', 1), 'not-found')
})

t.test('a new rate is a new tax, which takes the place of the former at its time', async (t) => {
  const town = await openTown(t)
  const { kernel } = town
  const name = { en: 'VAT', ar: 'ضريبة القيمة المضافة' }
  const taxAt = (ratePpm: number): Tax => {
    const parts = [{ name, category: 'S' as const, ratePpm }]
    return { id: mint(), name, parts, exemptionReason: null }
  }
  const [old, never, next, last] = [taxAt(140_000), taxAt(1), taxAt(150_000), taxAt(160_000)]
  const replace = (taxId: string, tax: Tax, from: string | null) =>
    town.call(system, taxesReplace, { taxId, tax, from })
  const taxNow = async (at: string) => {
    await kernel.tail.look()
    return taxOn(old.id, kernel.memory.records(taxes), at)
  }
  const later = '2099-01-01T00:00:00.000Z'
  await lawHolds(t, kernel, [], async () => {
    await town.call(system, taxesAdd, old)
    t.same(await replace(old.id, never, '2098-01-01T00:00:00.000Z'), never)
    t.equal(await taxNow(later), never.id)
    t.equal(await refusal(replace(old.id, taxAt(2), '2020-01-01T00:00:00.000Z')), 'invalid-input')
    t.same(await town.call(system, taxesKeep, { taxId: old.id }), old, 'it is taken back')
    t.equal(await taxNow(later), old.id)
    await replace(old.id, next, later)
    t.equal(await taxNow('2098-12-31T23:59:59.999Z'), old.id)
    t.equal(await taxNow(later), next.id)
    await replace(old.id, last, null)
    t.equal(await taxNow(nowText()), last.id, 'at once, instead of what was planned')
    t.equal(await refusal(replace(old.id, taxAt(3), later)), 'wrong-state')
    t.equal(await refusal(town.call(system, taxesKeep, { taxId: old.id })), 'wrong-state')
    await replace(last.id, taxAt(170_000), later)
  })
  t.notSame(await taxNow(later), last.id, 'and so on')
  t.equal(await refusal(replace(mint(), taxAt(4), null)), 'not-found')
  t.equal(await refusal(replace(last.id, { ...taxAt(5), id: old.id }, later)), 'already-exists')
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
