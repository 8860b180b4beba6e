// A manager sets a price in the back office, over HTTP; the till that follows holds it at once, and what
// it sells next has the new price and none other.
import t from 'tap'
import type { Fact } from '#shared/frames.ts'
import { newId } from '#shared/ids.ts'
import { priceChanged, prices, pricesSet, type Price } from '#prices/contract.ts'
import { Counter } from '../support/counter.ts'
import { askHttp, runHub } from '../support/hub.ts'
import { replicasEqual } from '../support/replicas.ts'
import { layBread, layShop, PRICE_CENTI_MINOR } from '../support/shop.ts'

t.test('a price that is set arrives on the till', async (t) => {
  const hub = await runHub(t)
  const shop = await layShop(hub)
  const bread = await layBread(shop)
  const cashier = await shop.hires('nour', 'cashier')
  const token = await shop.tokenOf(await shop.hires('mona', 'manager', { storeIds: null }))
  const device = await shop.enrols('T1')
  const facts: Fact[] = []
  const till = await shop.connects(t, device, {
    transport: 'websocket',
    onFrame: (frame) => frame.t === 'batch' && facts.push(...frame.facts),
  })
  const counter = new Counter(shop, device, cashier.id, (fence, entries) =>
    till.post(fence, entries),
  )
  await counter.open()
  const id = newId(Date.now())
  const dearer = PRICE_CENTI_MINOR + 20_000
  const { status } = await askHttp(hub.url, `Bearer ${token}`, pricesSet, {
    listId: shop.list.id,
    prices: [{ id, variantId: bread.variant.id, unitPriceCentiMinor: dearer }],
  })
  t.equal(status, 200)
  const told = () =>
    facts
      .filter(([, kind]) => kind === priceChanged.name)
      .map(([, , body]) => body as Price)
      .find((price) => price.id === id)
  await till.waitFor(() => told() !== undefined, 30_000)
  const held = till.state('company').records(prices.name).get(id) as Price | undefined
  t.match(held, { unitPriceCentiMinor: dearer, version: bread.price.version + 1 })
  if (!held) return

  const sold = await counter.sell([{ goods: { ...bread, price: held } }])
  t.equal(sold.outcome, 'posted')
  t.equal(sold.body.totals.totalMinor, dearer / 100)
  const invented = { ...bread, price: { ...held, unitPriceCentiMinor: 1, id: newId(1) } }
  const refused = await counter.sell([{ goods: invented }])
  t.equal(refused.outcome, 'refused')
  t.match(refused.problem, { type: '/problems/price-mismatch' })
  await replicasEqual(t, hub.kernel, till, shop.streams)
})
