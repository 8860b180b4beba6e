// Two tills on different transports and a manager: what one till sells is on the other's screen and on
// the manager's without anybody asking, and each holds what the database holds.
import t from 'tap'
import type { Fact } from '#shared/frames.ts'
import { saleCompleted, type SaleFact } from '#sales/contract.ts'
import { levelChanged, levelKey, levels, type Level } from '#stock/contract.ts'
import { streamOf } from '#shared/streams.ts'
import { drawerChanged } from '#tills/contract.ts'
import { Counter } from '../support/counter.ts'
import { runHub } from '../support/hub.ts'
import { replicasEqual } from '../support/replicas.ts'
import { layBread, layMilk, layShop, PRICE_CENTI_MINOR, STOCK_MILLI } from '../support/shop.ts'
import type { FakeTerminal, TerminalOptions } from '../support/terminal.ts'

/** Keeps the facts a terminal hears. */
function listener(): { facts: Fact[]; onFrame: NonNullable<TerminalOptions['onFrame']> } {
  const facts: Fact[] = []
  return { facts, onFrame: (frame) => frame.t === 'batch' && facts.push(...frame.facts) }
}

const bodies = <B>(facts: readonly Fact[], kind: string) =>
  facts.filter((fact) => fact[1] === kind).map((fact) => fact[2] as B)

t.test('a sale on one till is on the other and on the manager’s screen', async (t) => {
  const hub = await runHub(t)
  const shop = await layShop(hub)
  const bread = await layBread(shop)
  const milk = await layMilk(shop)
  const cashier = await shop.hires('nour', 'cashier')
  const manager = await shop.hires('mona', 'manager')
  const devices = [await shop.enrols('T1'), await shop.enrols('T2')] as const
  const heard = { till: listener(), manager: listener() }
  const selling = await shop.connects(t, devices[0], { transport: 'socket.io' })
  const watching = await shop.connects(t, devices[1], {
    transport: 'websocket',
    onFrame: heard.till.onFrame,
  })
  const leading = await shop.connects(t, await shop.tokenOf(manager), {
    transport: 'socket.io',
    onFrame: heard.manager.onFrame,
  })
  const till = new Counter(shop, devices[0], cashier.id, (fence, entries) =>
    selling.post(fence, entries),
  )
  t.equal((await till.open()).outcome, 'posted')
  const { outcome, body, sold } = await till.sell([
    { goods: bread, quantityMilli: 2000 },
    { goods: milk },
  ])
  t.equal(outcome, 'posted')

  const isSold = (terminal: FakeTerminal, facts: readonly Fact[]) =>
    terminal.waitFor(() => bodies(facts, saleCompleted.name).length > 0, 30_000)
  await isSold(watching, heard.till.facts)
  await isSold(leading, heard.manager.facts)
  for (const { facts } of Object.values(heard)) {
    const [fact] = bodies<SaleFact>(facts, saleCompleted.name)
    t.match(fact, {
      saleId: body.id,
      receipt: sold.receipt,
      terminalId: devices[0].id,
      personId: cashier.id,
      totalMinor: (3 * PRICE_CENTI_MINOR) / 100,
    })
    const told = bodies<Level>(facts, levelChanged.name)
    const left = (variantId: string) => told.find((level) => level.variantId === variantId)
    t.equal(left(bread.variant.id)?.onHandMilli, STOCK_MILLI - 2000)
    t.match(left(milk.variant.id), { lotId: milk.fresh, onHandMilli: STOCK_MILLI - 1000 })
  }
  const stream = streamOf(shop.store.id)
  const key = levelKey({ locationId: shop.floor, variantId: bread.variant.id, lotId: null })
  t.match(watching.state(stream).records(levels.name).get(key), { onHandMilli: STOCK_MILLI - 2000 })
  t.equal(bodies(heard.till.facts, drawerChanged.name).length, 0, 'no till sees a drawer')
  t.ok(bodies(heard.manager.facts, drawerChanged.name).length > 0, 'a manager does')
  for (const terminal of [selling, watching, leading]) {
    await replicasEqual(t, hub.kernel, terminal, shop.streams)
  }
})
