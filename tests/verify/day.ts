// The books that the proof is tried on: a day of a small shop in which everything that moves stock or
// money happens at least once.
import type { Test } from 'tap'
import { newId, type Id } from '#shared/ids.ts'
import { basketsHold, basketsPark, basketsRelease, basketsResume } from '#baskets/contract.ts'
import { voidOf } from '#sales/rules.ts'
import { stockAdjust, stockMove } from '#stock/contract.ts'
import { cashCount, cashMove } from '#tills/contract.ts'
import { tillsSeal } from '#tills/seal-contract.ts'
import { contentOf } from '../support/baskets.ts'
import { Counter } from '../support/counter.ts'
import { runHub } from '../support/hub.ts'
import { layBread, layMilk, layShop, PRICE_CENTI_MINOR, type CompanyShop } from '../support/shop.ts'
import type { Goods } from '../support/stock.ts'
import type { FakeTerminal } from '../support/terminal.ts'
import { counted } from '../support/tills.ts'

/** A day of a small shop: its database, which nobody uses any more, and what became of each entry. */
export async function aDay(
  t: Pick<Test, 'teardown'>,
): Promise<{ url: string; done: readonly string[] }> {
  const hub = await runHub(t)
  const shop = await layShop(hub)
  const bread = await layBread(shop)
  const milk = await layMilk(shop)
  const lead = await shop.hires('mona', 'manager')
  const device = await shop.enrols('T1')
  const till = await shop.connects(t, device, { token: await shop.tokenOf(lead) })
  const counter = new Counter(shop, device, lead.id, (fence, entries) => till.post(fence, entries))
  const done: string[] = []
  const doing = async (verdict: Promise<{ outcome: string }>) => done.push((await verdict).outcome)
  await doing(counter.open())
  const first = counter.bodyOf([{ goods: bread, quantityMilli: 3000 }, { goods: milk }])
  await doing(counter.send(counter.writeSale(first)))
  await doing(counter.sell([{ goods: milk, lotId: milk.fresh }, { goods: milk }]))
  const [line] = first.lines
  const from = { saleId: first.id, lineId: line?.id ?? '' }
  const returnOf = { ...from, reason: 'Stale', disposition: 'restock' } as const
  await doing(counter.sell([{ goods: bread, quantityMilli: -1000, returnOf }]))
  const wrong = await counter.sell([{ goods: milk, quantityMilli: 2000 }, { goods: bread }])
  done.push(wrong.outcome)
  const { personId } = counter
  const occasion = { id: newId(Date.now()), at: shop.kernel.at(), personId, offline: false }
  const reversal = voidOf(wrong.body, {
    ...occasion,
    approvals: [],
    reason: 'Rung up twice',
    newId: () => newId(Date.now()),
  })
  await doing(counter.send(counter.writeSale(reversal)))
  await doing(counter.sell([{ goods: milk, lotId: milk.expired }], { offline: true }))
  await doing(counter.sell([{ goods: milk, lotId: milk.held }]))
  for (const basketId of await someBaskets(shop, till, bread)) {
    await doing(counter.sell([{ goods: bread }], { basketId }))
  }
  const { cashSessionId } = counter
  const out = { cashSessionId, kind: 'pay-out', amountMinor: 500, reason: 'Tea' } as const
  await doing(counter.send(counter.write(cashMove, out)))
  await doing(counter.sell([{ goods: bread }]))
  for (const attempt of [1, 2]) {
    await doing(counter.send(counter.write(cashCount, counted(counter, attempt, 1))))
  }
  const { store, floor, bulk } = shop
  await shop.ask(tillsSeal, { storeId: store.id, cashSessionId })
  await doing(counter.open())
  await doing(counter.sell([{ goods: bread }]))
  const second = { storeId: store.id, cashSessionId: counter.cashSessionId }
  const expectedMinor = 10_000 + PRICE_CENTI_MINOR / 100
  await doing(counter.send(counter.write(cashCount, counted(counter, 1, expectedMinor))))
  await shop.ask(tillsSeal, second)
  await doing(counter.open())
  const goods = { variantId: milk.variant.id, lotId: milk.fresh }
  const between = { fromLocationId: floor, toLocationId: bulk, quantityMilli: 9_000 }
  await shop.ask(stockMove, { id: newId(Date.now()), storeId: store.id, ...goods, ...between })
  const lines = [{ variantId: bread.variant.id, changeMilli: -2000 }]
  await shop.ask(stockAdjust, { id: newId(Date.now()), storeId: store.id, reason: 'Broken', lines })
  till.close()
  await hub.close()
  return { url: hub.databaseUrl, done }
}

/**
 * Baskets that hold bread, one of which lets go and one of which stays; gives two that are to be paid,
 * the second after it was parked.
 */
async function someBaskets(shop: CompanyShop, till: FakeTerminal, bread: Goods): Promise<Id[]> {
  const storeId = shop.store.id
  const ids = Array.from({ length: 5 }, () => newId(Date.now()))
  const lines = [{ variantId: bread.variant.id, lotId: null, quantityMilli: 1000 }]
  for (const basketId of ids) await till.call(basketsHold, { storeId, basketId, lines })
  const [paid, parked, gone] = ids as [Id, Id, Id]
  await till.call(basketsRelease, { storeId, basketId: gone })
  const content = contentOf([{ goods: bread }])
  const label = { label: 'Back in a minute', content, totalMinor: 1250, currency: 'EGP' }
  await till.call(basketsPark, { storeId, id: parked, ...label })
  await till.call(basketsResume, { storeId, id: parked, take: false })
  return [paid, parked]
}
