// A price that changes while goods are in a basket, or while a till is offline.
import t from 'tap'
import { COMPANY } from '#shared/streams.ts'
import { turnClock } from '#kernel/clock.ts'
import { priceChanged, priceRemoved } from '#prices/contract.ts'
import type { Store } from '#stores/contract.ts'
import { lawHolds } from '../support/law.ts'
import { openSelling, sell } from '../support/sales.ts'
import { id, withSql, type Goods, type Shop } from '../support/stock.ts'

const problem = (slug: string) => ({ outcome: 'refused', problem: { type: `/problems/${slug}` } })

/** Ends the price of goods now and sets another. What ended is a row and in no memory. */
async function reprice(shop: Shop, goods: Goods, unitPriceCentiMinor: number): Promise<void> {
  const at = shop.kernel.at()
  const { price } = goods
  await withSql(shop.url, async (sql) => {
    // The catalogue of these tests is announced and not stored.
    await sql(`set session_replication_role = replica`)
    await sql(
      `insert into price (id, list_id, variant_id, unit_price_centi_minor, minimum_milli,
         pack_milli, valid_from, valid_to, version, replicated)
       values ($1, $2, $3, $4, 0, 1000, $5, $6, 1, false)`,
      [price.id, price.listId, price.variantId, price.unitPriceCentiMinor, price.validFrom, at],
    )
  })
  const next = { ...price, id: id(), unitPriceCentiMinor, validFrom: at, version: 2 }
  await shop.announce((tx) => {
    tx.emit(priceRemoved, COMPANY, { key: price.id })
    tx.emit(priceChanged, COMPANY, next)
  })
}

const policies: [Store['priceChange'], dearer: string, cheaper: string][] = [
  ['take-new', 'refused', 'refused'],
  ['keep-old', 'posted', 'posted'],
  ['honour-lower', 'posted', 'refused'],
]
for (const [priceChange, dearer, cheaper] of policies) {
  t.test(`${priceChange}: the price of the basket, for as long as a basket lives`, async (t) => {
    const { shop, till } = await openSelling(t, { store: { priceChange } })
    const up = await shop.sells({}, 100_000, 90_000)
    const down = await shop.sells({}, 100_000, 90_000)
    await reprice(shop, up, 200_000)
    await reprice(shop, down, 50_000)
    await lawHolds(t, shop.kernel, [shop.store.id], async () => {
      t.match(await sell(shop, till, [{ goods: up }]), { outcome: dearer })
      t.match(await sell(shop, till, [{ goods: down }]), { outcome: cheaper })
    })
    const lie = { goods: up, unitPriceCentiMinor: 1 }
    t.match(await sell(shop, till, [lie]), problem('price-mismatch'), 'it never had this price')
    const now = Date.now()
    t.teardown(turnClock(() => now + 13 * 3_600_000))
    t.match(await sell(shop, till, [{ goods: up }]), problem('price-mismatch'), 'forgotten')
  })
}

t.test('what was sold offline at the price of its hour was right', async (t) => {
  const { shop, till } = await openSelling(t)
  const bread = await shop.sells({}, 100_000, 90_000)
  const before = shop.kernel.at()
  await new Promise((resolve) => setTimeout(resolve, 5))
  await reprice(shop, bread, 200_000)
  const early = { offline: true, at: before }
  t.match(await sell(shop, till, [{ goods: bread }], early), { outcome: 'posted' })
  await new Promise((resolve) => setTimeout(resolve, 5))
  t.match(await sell(shop, till, [{ goods: bread }], { offline: true }), {
    exceptions: [{ code: 'price-drift' }],
  })
})

t.test('a price that lost to a better one is not the price', async (t) => {
  const { shop, till } = await openSelling(t, { store: { priceChange: 'keep-old' } })
  const bread = await shop.sells({}, 100_000, 90_000)
  const many = { ...bread.price, id: id(), minimumMilli: 5000, unitPriceCentiMinor: 90_000 }
  await shop.announce((tx) => tx.emit(priceChanged, COMPANY, many))
  t.match(await sell(shop, till, [{ goods: bread, quantityMilli: 4000 }]), { outcome: 'posted' })
  const wish = { goods: bread, quantityMilli: 5000 }
  t.match(await sell(shop, till, [wish]), problem('price-mismatch'))
  const lower = { ...wish, unitPriceCentiMinor: 90_000 }
  t.match(await sell(shop, till, [lower]), problem('price-mismatch'), 'it names the other one')
  const named = { ...lower, goods: { ...bread, price: many } }
  t.match(await sell(shop, till, [named]), { outcome: 'posted' })
})
