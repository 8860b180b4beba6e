// A scanner on plain WebSocket moves a lot from the floor to the back; a till on Socket.IO sees both
// levels change and can no longer sell what has left the floor.
import t from 'tap'
import type { Fact } from '#shared/frames.ts'
import { newId } from '#shared/ids.ts'
import { streamOf } from '#shared/streams.ts'
import { levelChanged, levelKey, levels, stockMove, type Level } from '#stock/contract.ts'
import { Counter } from '../support/counter.ts'
import { runHub } from '../support/hub.ts'
import { replicasEqual } from '../support/replicas.ts'
import { layMilk, layShop, STOCK_MILLI } from '../support/shop.ts'

t.test('a lot that a scanner moves is seen to leave and to arrive', async (t) => {
  const hub = await runHub(t)
  const shop = await layShop(hub)
  const milk = await layMilk(shop)
  const cashier = await shop.hires('nour', 'cashier')
  const device = await shop.enrols('T1')
  const facts: Fact[] = []
  const till = await shop.connects(t, device, {
    transport: 'socket.io',
    onFrame: (frame) => frame.t === 'batch' && facts.push(...frame.facts),
  })
  const scanner = await shop.connects(t, await shop.enrols('S1', 'scanner'))
  const input = {
    id: newId(Date.now()),
    storeId: shop.store.id,
    variantId: milk.variant.id,
    lotId: milk.fresh,
    fromLocationId: shop.floor,
    toLocationId: shop.bulk,
    quantityMilli: STOCK_MILLI - 1000,
  }
  const callId = newId(Date.now())
  const { movements } = await scanner.call(stockMove, input, callId)
  t.match(movements, [{ kind: 'move', lotId: milk.fresh, quantityMilli: STOCK_MILLI - 1000 }])
  const again = await scanner.call(stockMove, input, callId)
  t.same(again.movements, movements, 'the same call again answers the same and moves nothing')

  const told = () =>
    facts
      .filter(
        ([, kind, body]) => kind === levelChanged.name && (body as Level).lotId === milk.fresh,
      )
      .map(([, , body]) => body as Level)
  await till.waitFor(() => told().length >= 2, 30_000)
  const at = (locationId: string) =>
    till
      .state(streamOf(shop.store.id))
      .records(levels.name)
      .get(levelKey({ locationId, variantId: milk.variant.id, lotId: milk.fresh }))
  t.match(at(shop.floor), { onHandMilli: 1000 })
  t.match(at(shop.bulk), { onHandMilli: STOCK_MILLI - 1000 })

  const counter = new Counter(shop, device, cashier.id, (fence, entries) =>
    till.post(fence, entries),
  )
  await counter.open()
  const { outcome, problem } = await counter.sell([
    { goods: milk, lotId: milk.fresh, quantityMilli: 2000 },
  ])
  t.equal(outcome, 'refused')
  t.match(problem, { type: '/problems/stock-short', availableMilli: 1000 })
  t.equal(told().length, 2, 'each level was told once')
  await replicasEqual(t, hub.kernel, till, shop.streams)
  await replicasEqual(t, hub.kernel, scanner, shop.streams)
})
