// Holds: where they matter, who comes first, how long they last, and what a sale makes of them.
import t from 'tap'
import { turnClock } from '#kernel/clock.ts'
import type { About } from '#kernel/decider.ts'
import { system } from '#kernel/scope.ts'
import { basketsHold, basketsRelease, reservations, type Reservation } from '#baskets/contract.ts'
import { basketsJobs } from '#baskets/jobs.ts'
import { holdWants } from '#baskets/service.ts'
import { openBasketry } from '../support/baskets.ts'
import { runFirst } from '../support/jobs.ts'
import { lawHolds } from '../support/law.ts'
import { refused } from '../support/refused.ts'
import { id, type Goods } from '../support/stock.ts'
import type { Till } from '../support/tills.ts'

// One shop for all: each test has goods of its own.
const { shop, hubs, tills, hold, pay } = await openBasketry(t, 2, {
  store: { holdBelowMilli: 3000 },
})
const [one, other] = tills as [Till, Till]

/** What is held of some goods, as the hub remembers it. */
function heldOf(...goods: Goods[]): Reservation[] {
  const held = shop.kernel.memory.records(reservations, shop.store.id)
  return goods.flatMap(({ variant }) => held.find('variant', variant.id))
}
/** How the holds of some goods ended, or that they did not. */
async function statesOf(...goods: Goods[]): Promise<string[]> {
  const rows = await shop.kernel.database.sql<{ state: string }>(
    `select state from reservation where variant_id = any($1::uuid[]) order by state`,
    [goods.map(({ variant }) => variant.id)],
  )
  return rows.map(({ state }) => state)
}
async function factsAbout(kind: string): Promise<number> {
  const [row] = await shop.kernel.database.sql<{ facts: number }>(
    `select count(*) as facts from event where kind = $1`,
    [`reservation.${kind}`],
  )
  return row?.facts ?? 0
}

t.test('goods are held only where it matters, and nothing is done where it does not', async (t) => {
  const block = await shop.sells({ stockPolicy: 'block' }, 1, 9000)
  const many = await shop.sells({ stockPolicy: 'warn' }, 1, 9000)
  const few = await shop.sells({ stockPolicy: 'warn' }, 1, 3000)
  const unlimited = await shop.sells({ stockPolicy: 'allow' }, 1, 0)
  const service = await shop.sells({ service: true }, 1, 0)
  const milk = await shop.sells({ tracking: 'lot', stockPolicy: 'warn' }, 1)
  await shop.receives(milk.variant.id, 9000, { code: 'A' })
  const free = [{ goods: many }, { goods: unlimited }, { goods: service }]
  const [enough, allowed, served] = await hold(one, id(), free)
  t.match(enough, { held: false, availableMilli: 9000, heldMilli: 0, heldBy: [], yours: true })
  t.match(allowed, { held: false, availableMilli: 0, yours: true })
  t.match(served, { held: false, yours: true })
  t.same(await statesOf(many, unlimited, service), [])
  t.equal(await factsAbout('changed'), 0)
  const basketId = id()
  await lawHolds(t, shop.kernel, [shop.store.id], async () => {
    const wishes = [{ goods: block }, { goods: many }, { goods: few }, { goods: milk }]
    const lines = await hold(one, basketId, wishes)
    t.same(
      lines.map(({ held }) => held),
      [true, false, true, true],
    )
    t.ok(lines.every(({ yours }) => yours))
  })
  t.same(
    heldOf(block, many, few, milk).map((held) => held.basketId),
    [basketId, basketId, basketId],
  )
})

t.test('of two that hold the last unit the older has it, and the younger is told', async (t) => {
  const goods = await shop.sells({}, 1, 1000)
  const [first, second] = [id(), id()]
  const [mine] = await hold(one, first, [{ goods }])
  t.match(mine, { availableMilli: 1000, heldMilli: 0, yours: true })
  const [theirs] = await hold(other, second, [{ goods }])
  const { terminalId } = one
  t.match(theirs, { availableMilli: 0, heldMilli: 1000, heldBy: [terminalId], yours: false })
  const [again] = await hold(one, first, [{ goods }])
  t.match(again, { availableMilli: 1000, heldMilli: 0, yours: true })

  t.match(await pay(other, second, [{ goods }]), {
    outcome: 'refused',
    problem: { type: '/problems/held-elsewhere', availableMilli: 0, heldBy: [terminalId] },
  })
  const without = await pay(other, null, [{ goods }])
  t.match(without.problem, { type: '/problems/held-elsewhere' })
  await lawHolds(t, shop.kernel, [shop.store.id], async () => {
    t.equal((await pay(one, first, [{ goods }])).outcome, 'posted')
  })
  t.same(
    heldOf(goods).map(({ basketId }) => basketId),
    [second],
  )
  t.same(await statesOf(goods), ['committed', 'held'])
  t.match((await pay(other, second, [{ goods }])).problem, { type: '/problems/stock-short' })
})

t.test('a line that changes its quantity keeps its age; one left out is let go', async (t) => {
  const goods = await shop.sells({}, 1, 3000)
  const bread = await shop.sells({}, 1, 1000)
  const [first, second] = [id(), id()]
  await hold(one, first, [{ goods }, { goods: bread }])
  const age = heldOf(goods)[0]?.at
  await hold(other, second, [{ goods, quantityMilli: 2000 }])
  await lawHolds(t, shop.kernel, [shop.store.id], () =>
    hold(one, first, [
      { goods, quantityMilli: 1500 },
      { goods, quantityMilli: 500 },
    ]),
  )
  t.match(
    heldOf(goods, bread).filter(({ basketId }) => basketId === first),
    [{ variantId: goods.variant.id, quantityMilli: 2000, at: age }],
  )
  t.match(await hold(other, second, [{ goods, quantityMilli: 2000 }]), [
    { availableMilli: 1000, heldMilli: 2000, yours: false },
  ])
})

t.test('asking again costs a fact only when half of the lease is over', async (t) => {
  const goods = await shop.sells({}, 1, 1000)
  const basketId = id()
  const started = Date.now()
  t.teardown(turnClock(() => started))
  await hold(one, basketId, [{ goods }])
  const before = await factsAbout('changed')
  await hold(one, basketId, [{ goods }])
  t.equal(await factsAbout('changed'), before)
  t.teardown(turnClock(() => started + 61_000))
  await lawHolds(t, shop.kernel, [shop.store.id], () => hold(one, basketId, [{ goods }]))
  t.equal(await factsAbout('changed'), before + 1)
  t.equal(heldOf(goods)[0]?.expiresAt, new Date(started + 181_000).toISOString())
})

t.test('a hold that ran out counts for nobody and has lost its place', async (t) => {
  const goods = await shop.sells({}, 1, 1000)
  const [first, second] = [id(), id()]
  const started = Date.now()
  t.teardown(turnClock(() => started))
  await hold(one, first, [{ goods }])
  t.teardown(turnClock(() => started + 121_000))
  await lawHolds(t, shop.kernel, [shop.store.id], async () => {
    t.match(await hold(other, second, [{ goods }]), [{ heldMilli: 0, yours: true }])
  })
  t.match(await hold(one, first, [{ goods }]), [{ heldMilli: 1000, yours: false }])
  t.match((await pay(one, first, [{ goods }])).problem, { type: '/problems/held-elsewhere' })
  t.equal((await pay(other, second, [{ goods }])).outcome, 'posted')
})

t.test('the lane takes no notice of a hold that ran out, its own or another', async (t) => {
  const goods = await shop.sells({}, 1, 1000)
  const bread = await shop.sells({}, 1, 1000)
  const [first, second] = [id(), id()]
  const started = Date.now()
  t.teardown(turnClock(() => started))
  await hold(one, first, [{ goods }, { goods: bread }])
  t.teardown(turnClock(() => started + 121_000))
  t.equal((await pay(other, null, [{ goods }])).outcome, 'posted')
  await hold(other, second, [{ goods: bread }])
  t.match((await pay(one, first, [{ goods: bread }])).problem, {
    type: '/problems/held-elsewhere',
  })
})

t.test('what is swept away is told once, by however many hubs', async (t) => {
  const goods = await Promise.all([1, 2, 3, 4].map(() => shop.sells({}, 1, 9000)))
  const started = Date.now()
  const wishes = goods.map((each) => ({ goods: each }))
  t.teardown(turnClock(() => started + 121_000))
  await runFirst(shop.kernel, basketsJobs)
  t.teardown(turnClock(() => started + 1_000))
  for (let i = 0; i < 5; i += 1) await hold(one, id(), wishes)
  const before = await factsAbout('removed')
  t.teardown(turnClock(() => started + 122_000))
  await lawHolds(t, shop.kernel, [shop.store.id], () =>
    Promise.all([...hubs, ...hubs].map(({ kernel }) => runFirst(kernel, basketsJobs))),
  )
  t.equal((await factsAbout('removed')) - before, 20)
  // The other hub may have been the one that swept.
  await shop.kernel.tail.look()
  t.same(heldOf(...goods), [])
  t.ok((await statesOf(...goods)).every((state) => state === 'expired'))
})

t.test('a basket lets go of what it holds, and only of that', async (t) => {
  const goods = await shop.sells({}, 1, 9000)
  const [first, second] = [id(), id()]
  await hold(one, first, [{ goods }])
  await hold(other, second, [{ goods }])
  const release = (till: Pick<Till, 'scope'>, basketId: string) =>
    shop.call(till.scope, basketsRelease, { storeId: shop.store.id, basketId })
  t.same(await release(other, first), { released: 0 })
  await lawHolds(t, shop.kernel, [shop.store.id], async () => {
    t.same(await release(one, first), { released: 1 })
  })
  t.same(await release({ scope: system }, second), { released: 1 })
  t.same(heldOf(goods), [])
})

t.test('a basket is one till’s, and belongs to a person at a terminal', async (t) => {
  const goods = await shop.sells({}, 1, 1000)
  const basketId = id()
  await hold(one, basketId, [{ goods }])
  const extras = await refused(t, hold(other, basketId, [{ goods }]), 'parked-elsewhere')
  t.match(extras, { holder: one.personId, heldBy: [one.terminalId] })
  // Nor does it help to name the basket of another at payment.
  t.match((await pay(other, basketId, [{ goods }])).problem, { type: '/problems/held-elsewhere' })
  const input = { storeId: shop.store.id, basketId, lines: [] }
  await refused(t, shop.call(system, basketsHold, input), 'forbidden')
  const scope = { ...one.scope, storeIds: [id()] }
  await refused(t, shop.call(scope, basketsHold, input), 'wrong-store')
  const unknown = [{ variantId: id(), lotId: null, quantityMilli: 1000 }]
  await refused(t, shop.call(one.scope, basketsHold, { ...input, lines: unknown }), 'not-found')
})

t.test('goods that may be oversold are sold with a note, or without', async (t) => {
  const warn = await shop.sells({ stockPolicy: 'warn' }, 1, 1000)
  const allow = await shop.sells({ stockPolicy: 'allow' }, 1, 1000)
  await hold(one, id(), [{ goods: warn }, { goods: allow }])
  t.match(await hold(other, id(), [{ goods: warn }]), [{ held: true, yours: false }])
  t.match(await pay(other, null, [{ goods: warn }]), {
    outcome: 'posted-with-exception',
    exceptions: [{ code: 'held-elsewhere' }],
  })
  t.equal((await pay(other, null, [{ goods: allow }])).outcome, 'posted')
})

t.test('what was sold offline is noted, and uses its holds up', async (t) => {
  const goods = await shop.sells({}, 1, 1000)
  const [first, second] = [id(), id()]
  await hold(one, first, [{ goods }])
  await hold(other, second, [{ goods }])
  await lawHolds(t, shop.kernel, [shop.store.id], async () => {
    t.match(await pay(other, second, [{ goods }], { offline: true }), {
      outcome: 'posted-with-exception',
      exceptions: [{ code: 'held-elsewhere' }],
    })
  })
  t.match(await hold(one, first, [{ goods }]), [{ availableMilli: 0, heldMilli: 0, yours: false }])
})

t.test('a lot that somebody holds is left to them while another one will do', async (t) => {
  const milk = await shop.sells({ tracking: 'lot' }, 1)
  const early = await shop.receives(milk.variant.id, 1000, { code: 'A', expiryOn: '2098-01-01' })
  const late = await shop.receives(milk.variant.id, 1000, { code: 'B', expiryOn: '2099-01-01' })
  const [first, second, third] = [id(), id(), id()]
  // The basket that takes any lot is older; the one that scanned a lot still gets it.
  t.match(await hold(one, first, [{ goods: milk }]), [{ availableMilli: 2000, yours: true }])
  const chosen = { goods: milk, lotId: early }
  t.match(await hold(other, second, [chosen]), [{ availableMilli: 1000, yours: true }])
  t.match(await hold(other, third, [{ goods: milk }]), [{ availableMilli: 0, yours: false }])
  const sold = await pay(one, first, [{ goods: milk }])
  t.same(sold.result, { taken: [{ lotId: late, quantityMilli: 1000 }] })
  t.match((await pay(one, null, [{ goods: milk }])).problem, { type: '/problems/held-elsewhere' })
  t.same((await pay(other, second, [chosen])).result, {
    taken: [{ lotId: early, quantityMilli: 1000 }],
  })
})

t.test('an older hold of any lot may take a lot that a younger one chose', async (t) => {
  const milk = await shop.sells({ tracking: 'lot' }, 1)
  const only = await shop.receives(milk.variant.id, 1000, { code: 'A', expiryOn: '2098-01-01' })
  const [first, second] = [id(), id()]
  await hold(one, first, [{ goods: milk }])
  const chosen = { goods: milk, lotId: only }
  t.match(await hold(other, second, [chosen]), [{ availableMilli: 0, yours: false }])
  t.match((await pay(other, second, [chosen])).problem, { type: '/problems/held-elsewhere' })
  t.equal((await pay(one, first, [{ goods: milk }])).outcome, 'posted')
})

t.test('what comes back in an exchange may be sold in it', async (t) => {
  const goods = await shop.sells({}, 1, 1000)
  await hold(one, id(), [{ goods }])
  const back = { goods, quantityMilli: -1000, returnOf: { disposition: 'restock' } } as const
  t.equal((await pay(other, null, [back, { goods }])).outcome, 'posted')
})

t.test('a sale that concerns no hold locks none', async (t) => {
  const goods = await shop.sells({}, 1, 9000)
  const bread = await shop.sells({}, 1, 9000)
  const wantsOf = (basketId: string | null) => {
    const line = { id: id(), variantId: goods.variant.id, quantityMilli: 1000, lotId: null }
    const body = { id: id(), basketId, lines: [{ ...line, returnOf: null }] }
    const { memory } = shop.kernel
    return holdWants(body, { memory, storeId: shop.store.id } as About).map(([of]) => of.name)
  }
  await hold(one, id(), [{ goods: bread }])
  t.same(wantsOf(null), [])
  t.same(wantsOf(id()), ['reservations', 'parked'])
  await hold(one, id(), [{ goods }])
  t.same(wantsOf(null), ['reservations'])
})
