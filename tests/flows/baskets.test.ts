// Real baskets at tills of two hubs: both see who holds the last unit before anybody pays, and a parked sale
// is paid once, by whoever has it open.
import t, { type Test } from 'tap'
import { streamOf } from '#shared/streams.ts'
import type { Id } from '#shared/ids.ts'
import {
  basketsHold,
  basketsPark,
  basketsResume,
  parkedSales,
  parkedSaleTaken,
  reservations,
  type ParkedSale,
  type Reservation,
} from '#baskets/contract.ts'
import { judge, poolOf } from '#baskets/rules.ts'
import { levels, lots, stockReceive, type Level, type Lot } from '#stock/contract.ts'
import { prove } from '../../src/verify.ts'
import { contentOf } from '../support/baskets.ts'
import { Counter } from '../support/counter.ts'
import { runHub } from '../support/hub.ts'
import { replicasEqual } from '../support/replicas.ts'
import { layMilk, layShop, type CompanyShop } from '../support/shop.ts'
import { id, type Goods } from '../support/stock.ts'
import { CallRefused, type FakeTerminal } from '../support/terminal.ts'

t.setTimeout(180_000)

/** A till with a person at it, its line to one of the hubs, and what it was told. */
type Desk = { readonly counter: Counter; readonly line: FakeTerminal; readonly told: string[] }

async function openDesks(t: Pick<Test, 'teardown'>, count: number) {
  const hub = await runHub(t)
  const shop = await layShop(hub)
  const beside = await runHub(t, {}, hub)
  const cashier = await shop.hires('nour', 'cashier')
  const token = await shop.tokenOf(cashier)
  const desks: Desk[] = []
  for (let i = 0; i < count; i += 1) {
    const device = await shop.enrols(`T${i}`)
    await beside.kernel.tail.look()
    const told: string[] = []
    const line = await shop.connects(t, device, {
      url: (i % 2 ? beside : hub).url,
      token,
      onFrame: (frame) => {
        if (frame.t === 'batch') told.push(...frame.facts.map(([, kind]) => kind))
      },
    })
    const counter = new Counter(shop, device, cashier.id, (fence, entries) =>
      line.post(fence, entries),
    )
    await counter.open()
    desks.push({ counter, line, told })
  }
  /** Waits until every till has heard of all that is so far. */
  const heard = async () => {
    const [head] = await hub.kernel.database.sql<{ seq: number }>(
      `select seq from stream_head where store_id = $1`,
      [shop.store.id],
    )
    const [company] = await hub.kernel.database.sql<{ seq: number }>(
      `select seq from stream_head where store_id <> $1 order by seq desc limit 1`,
      [shop.store.id],
    )
    for (const { line } of desks) {
      await line.waitForSeq(streamOf(shop.store.id), head?.seq ?? 0, 30_000)
      await line.waitForSeq('company', company?.seq ?? 0, 30_000)
    }
  }
  return { hub, shop, desks, heard }
}

async function theLast(shop: CompanyShop): Promise<Goods> {
  const goods = await shop.sells()
  const lines = [{ variantId: goods.variant.id, quantityMilli: 1000 }]
  await shop.ask(stockReceive, { id: id(), storeId: shop.store.id, lines })
  return goods
}

async function hold({ counter, line }: Desk, basketId: Id, goods: Goods, lotId: Id | null = null) {
  const storeId = counter.shop.store.id
  const lines = [{ variantId: goods.variant.id, lotId, quantityMilli: 1000 }]
  const { lines: standings } = await line.call(basketsHold, { storeId, basketId, lines })
  return standings[0]
}

/** What a till works out by itself, from what it was told. */
function seenBy({ counter, line }: Desk, basketId: Id, { product, variant }: Goods) {
  const state = line.state(streamOf(counter.shop.store.id))
  const known = line.state('company').records<Lot>(lots.name)
  const onFloor = [...state.records<Level>(levels.name).values()].filter(
    (level) => level.variantId === variant.id && level.locationId === counter.shop.floor,
  )
  const holdings = onFloor.map((level) => ({ ...level, lot: known.get(level.lotId ?? '') }))
  const holds = [...state.records<Reservation>(reservations.name).values()]
  const wanted = holds.filter(({ variantId }) => variantId === variant.id)
  const [answer] = judge({
    pool: poolOf(holdings, product, '2026-11-23'),
    others: wanted.filter((each) => each.basketId !== basketId),
    own: wanted.filter((each) => each.basketId === basketId),
    lines: [{ lotId: null, quantityMilli: 1000 }],
  })
  return answer
}

async function refusal(asked: Promise<unknown>): Promise<unknown> {
  try {
    await asked
  } catch (error) {
    if (error instanceof CallRefused) return error.problem
    throw error
  }
  return undefined
}

t.test('two tills of two hubs see who holds the last unit, and it is sold to them', async (t) => {
  const { hub, shop, desks, heard } = await openDesks(t, 2)
  const [first, second] = desks as [Desk, Desk]
  const goods = await theLast(shop)
  await heard()
  const [older, younger] = [id(), id()]
  t.match(await hold(first, older, goods), { held: true, availableMilli: 1000, yours: true })
  const heldBy = [first.counter.device.id]
  t.match(await hold(second, younger, goods), { availableMilli: 0, heldBy, yours: false })
  await heard()
  t.match(seenBy(first, older, goods), { allowedMilli: 1000, ahead: [] })
  t.match(seenBy(second, younger, goods), { allowedMilli: 0, ahead: [{ terminalId: heldBy[0] }] })

  const lost = await second.counter.sell([{ goods }], { basketId: younger })
  const lineId = lost.body.lines[0]?.id
  t.match(lost, {
    outcome: 'refused',
    problem: { type: '/problems/held-elsewhere', heldBy, lineId, availableMilli: 0 },
  })
  t.equal((await first.counter.sell([{ goods }], { basketId: older })).outcome, 'posted')
  await heard()
  t.match(seenBy(second, younger, goods), { allowedMilli: 0, ahead: [] })
  t.match(await refusal(hold(first, older, goods)), { type: '/problems/wrong-state' })
  for (const { line } of desks) await replicasEqual(t, hub.kernel, line, shop.streams)
  t.equal((await prove(hub.databaseUrl)).broken, null)
})

t.test('a lot that somebody scanned is not sold from under their hands', async (t) => {
  const { hub, shop, desks, heard } = await openDesks(t, 2)
  const [first, second] = desks as [Desk, Desk]
  const milk = await layMilk(shop)
  const later = await shop.receives(milk.variant.id, 'LATER', '2101-01-01')
  await heard()
  const [scanned, unscanned] = [id(), id()]
  t.match(await hold(first, scanned, milk, milk.fresh), { held: true, yours: true })
  // There are five hundred of each, so that the other basket takes what is left of the first lot.
  const all = { goods: milk, quantityMilli: 500_000 }
  const sold = await second.counter.sell([all], { basketId: unscanned })
  t.same(sold.sold.lines[0]?.lots, [
    { lotId: milk.fresh, quantityMilli: 499_000 },
    { lotId: later, quantityMilli: 1000 },
  ])
  const lot = { goods: milk, lotId: milk.fresh }
  t.equal((await first.counter.sell([lot], { basketId: scanned })).outcome, 'posted')
  t.equal((await prove(hub.databaseUrl)).broken, null)
})

t.test('a sale parked at one hub is paid at the other, once', async (t) => {
  const { hub, shop, desks, heard } = await openDesks(t, 3)
  const [first, second, third] = desks as [Desk, Desk, Desk]
  const goods = await theLast(shop)
  await heard()
  const storeId = shop.store.id
  const basketId = id()
  await hold(first, basketId, goods)
  const parked = { label: 'عميل أحمر', content: contentOf([{ goods }]), totalMinor: 1250 }
  await first.line.call(basketsPark, { storeId, id: basketId, currency: 'EGP', ...parked })
  await heard()
  const seen = second.line.state(streamOf(storeId)).records<ParkedSale>(parkedSales.name)
  t.match(seen.get(basketId), { ...parked, lease: null })
  const open = (desk: Desk, take: boolean) =>
    desk.line.call(basketsResume, { storeId, id: basketId, take })
  t.match(await open(second, false), { content: parked.content })
  const holder = second.counter.personId
  const elsewhere = { type: '/problems/parked-elsewhere', holder }
  t.match(await refusal(open(third, false)), elsewhere)
  t.match(await third.counter.sell([{ goods }], { basketId }), { problem: elsewhere })
  await open(third, true)
  await heard()
  t.ok(second.told.includes(parkedSaleTaken.name), 'who had it is told')
  t.match(await hold(third, basketId, goods), { yours: true })
  t.match(await second.counter.sell([{ goods }], { basketId }), {
    problem: { type: '/problems/parked-elsewhere', holder: third.counter.personId },
  })
  t.equal((await third.counter.sell([{ goods }], { basketId })).outcome, 'posted')
  t.match(await third.counter.sell([{ goods }], { basketId }), { outcome: 'refused' })
  t.match(await refusal(open(first, true)), { type: '/problems/wrong-state' })
  for (const { line } of desks) await replicasEqual(t, hub.kernel, line, shop.streams)
  t.equal((await prove(hub.databaseUrl)).broken, null)
})
