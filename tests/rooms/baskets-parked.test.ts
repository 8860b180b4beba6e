// Parked sales: resumed at any till of the store, open at one of them at a time, taken with a trace,
// and completed once.
import t from 'tap'
import { turnClock } from '#kernel/clock.ts'
import { system } from '#kernel/scope.ts'
import type { Id } from '#shared/ids.ts'
import {
  basketsDiscard,
  basketsPark,
  basketsResume,
  parkedSales,
  reservations,
  type BasketContent,
  type ParkedSale,
} from '#baskets/contract.ts'
import { basketsJobs } from '#baskets/jobs.ts'
import { contentOf, openBasketry } from '../support/baskets.ts'
import { runFirst } from '../support/jobs.ts'
import { lawHolds } from '../support/law.ts'
import { refused } from '../support/refused.ts'
import { id } from '../support/stock.ts'
import type { Till } from '../support/tills.ts'

const { shop, tills, hold, pay } = await openBasketry(t, 3)
const [one, other, third] = tills as [Till, Till, Till]
const storeId = shop.store.id
const goods = await shop.sells({}, 1, 500_000)
const content = contentOf([{ goods }])

const parking = (basketId: Id, more: Partial<ParkedSale> & { content?: BasketContent } = {}) => {
  const { label = 'Blue coat', totalMinor = 1250, currency = 'EGP' } = more
  return { storeId, id: basketId, label, content: more.content ?? content, totalMinor, currency }
}
const park = (till: Till, basketId: Id, more = {}) =>
  shop.call(till.scope, basketsPark, parking(basketId, more))
const resume = (till: Till, basketId: Id, take = false) =>
  shop.call(till.scope, basketsResume, { storeId, id: basketId, take })
const known = (basketId: Id) => shop.kernel.memory.get(parkedSales, basketId, storeId)
const lawfully = <T>(act: () => Promise<T>) => lawHolds(t, shop.kernel, [storeId], act)

t.test('a basket parked at one till goes on at another, with everything in it', async (t) => {
  const basketId = id()
  await lawfully(() => park(one, basketId, { label: '  Blue   coat ' }))
  t.match(known(basketId), { label: 'Blue coat', version: 1, lease: null, content })
  t.match(known(basketId), { ownerId: one.personId, terminalId: one.terminalId })
  await lawfully(() => resume(other, basketId))
  const { terminalId, personId } = other
  t.match(known(basketId), { version: 2, lease: { terminalId, personId } })
  const more = contentOf([{ goods, quantityMilli: 3000 }])
  await lawfully(() => park(other, basketId, { content: more, totalMinor: 3750 }))
  t.match(known(basketId), {
    content: more,
    totalMinor: 3750,
    version: 3,
    lease: null,
    ownerId: other.personId,
  })
})

t.test('while one till has it open, nobody else changes, opens, holds or pays it', async (t) => {
  const basketId = id()
  await park(one, basketId)
  await resume(one, basketId)
  const whose = { holder: one.personId, heldBy: [one.terminalId] }
  t.match(await refused(t, resume(other, basketId), 'parked-elsewhere'), whose)
  t.match(await refused(t, park(other, basketId), 'parked-elsewhere'), whose)
  t.match(await refused(t, hold(other, basketId, [{ goods }]), 'parked-elsewhere'), whose)
  const discard = { storeId, id: basketId }
  await refused(t, shop.call(other.scope, basketsDiscard, discard), 'parked-elsewhere')
  await refused(t, shop.call(system, basketsDiscard, discard), 'parked-elsewhere')
  t.match((await pay(other, basketId, [{ goods }])).problem, {
    type: '/problems/parked-elsewhere',
    ...whose,
  })
  await lawfully(async () => t.equal((await pay(one, basketId, [{ goods }])).outcome, 'posted'))
  t.equal(known(basketId), undefined)
  t.match((await pay(one, basketId, [{ goods }])).problem, { type: '/problems/wrong-state' })
  await refused(t, resume(one, basketId), 'wrong-state')
  await refused(t, park(one, basketId), 'wrong-state')
})

t.test('a basket that is parked and open nowhere is opened before it is paid', async (t) => {
  const basketId = id()
  await park(one, basketId)
  t.match((await pay(one, basketId, [{ goods }])).problem, { type: '/problems/parked-elsewhere' })
  await refused(t, park(one, basketId), 'parked-elsewhere')
  await refused(t, hold(one, basketId, [{ goods }]), 'parked-elsewhere')
})

t.test('taking it over leaves a trace, and who had it is refused from then on', async (t) => {
  const basketId = id()
  await park(one, basketId)
  const { lease } = await resume(one, basketId)
  await lawfully(() => resume(other, basketId, true))
  const [fact] = await shop.kernel.database.sql<{ body: string; personId: Id }>(
    `select body, person_id as "personId" from event where kind = 'parked-sale.taken'`,
  )
  const { terminalId, personId } = other
  t.same(JSON.parse(fact?.body ?? ''), { id: basketId, from: lease, terminalId, personId })
  t.equal(fact?.personId, personId)
  await refused(t, park(one, basketId), 'parked-elsewhere')
  t.match((await pay(one, basketId, [{ goods }])).problem, { type: '/problems/parked-elsewhere' })
  // Opening what is one's own already takes nothing from anybody.
  await resume(other, basketId, true)
  const [{ taken } = { taken: 0 }] = await shop.kernel.database.sql<{ taken: number }>(
    `select count(*) as taken from event where kind = 'parked-sale.taken'`,
  )
  t.equal(taken, 1)
})

t.test('a lease runs out, unless its till works on', async (t) => {
  const [idle, busy] = [id(), id()]
  const started = Date.now()
  t.teardown(turnClock(() => started))
  for (const basketId of [idle, busy]) {
    await park(one, basketId)
    await resume(one, basketId)
  }
  t.teardown(turnClock(() => started + 200_000))
  await lawfully(() => hold(one, busy, [{ goods }]))
  t.teardown(turnClock(() => started + 310_000))
  await refused(t, resume(other, busy), 'parked-elsewhere')
  await lawfully(() => resume(other, idle))
  t.equal(known(idle)?.lease?.terminalId, other.terminalId)
})

t.test('holds go over with the basket, and keep their age', async (t) => {
  const last = await shop.sells({}, 1, 1000)
  const basketId = id()
  const rival = id()
  await hold(one, basketId, [{ goods: last }])
  await park(one, basketId, { content: contentOf([{ goods: last }]) })
  t.match(await hold(third, rival, [{ goods: last }]), [{ yours: false }])
  await resume(other, basketId)
  await lawfully(async () => {
    t.match(await hold(other, basketId, [{ goods: last }]), [{ yours: true }])
  })
  const held = shop.kernel.memory.records(reservations, storeId).find('basket', basketId)
  t.match(held, [{ terminalId: other.terminalId, personId: other.personId }])
  t.equal((await pay(other, basketId, [{ goods: last }])).outcome, 'posted')
  await refused(t, hold(other, basketId, [{ goods: last }]), 'wrong-state')
})

t.test('what was paid before the holds went over uses them up all the same', async (t) => {
  const last = await shop.sells({}, 1, 1000)
  const basketId = id()
  await hold(one, basketId, [{ goods: last }])
  await park(one, basketId)
  await resume(other, basketId)
  t.equal((await pay(other, basketId, [{ goods: last }])).outcome, 'posted')
  t.same(shop.kernel.memory.records(reservations, storeId).find('basket', basketId), [])
})

t.test('what is thrown away lets go of what it held', async (t) => {
  const basketId = id()
  await hold(one, basketId, [{ goods }])
  await park(one, basketId)
  await lawfully(() => shop.call(system, basketsDiscard, { storeId, id: basketId }))
  t.equal(known(basketId), undefined)
  t.same(shop.kernel.memory.records(reservations, storeId).find('basket', basketId), [])
  await refused(t, shop.call(system, basketsDiscard, { storeId, id: basketId }), 'wrong-state')
  await refused(t, shop.call(system, basketsDiscard, { storeId, id: id() }), 'not-found')
  t.match((await pay(one, basketId, [{ goods }])).problem, { type: '/problems/wrong-state' })
})

t.test('a parked sale that was paid offline is completed, with a note', async (t) => {
  const basketId = id()
  await park(one, basketId)
  await resume(other, basketId)
  const offline = { offline: true }
  await lawfully(async () => {
    t.match(await pay(one, basketId, [{ goods }], offline), {
      outcome: 'posted-with-exception',
      exceptions: [{ code: 'parked-elsewhere' }],
    })
  })
  t.equal(known(basketId), undefined)
  t.match(await pay(other, basketId, [{ goods }], offline), {
    exceptions: [{ code: 'wrong-state' }],
  })
})

t.test('what cannot be parked is refused', async (t) => {
  await refused(t, park(one, id(), { currency: 'USD' }), 'invalid-input')
  await refused(t, park(one, id(), { label: ' \u200b ' }), 'invalid-input')
  await refused(t, shop.call(system, basketsPark, parking(id())), 'forbidden')
  const abroad = { ...parking(id()), storeId: id() }
  await refused(t, shop.call(one.scope, basketsPark, abroad), 'wrong-store')
  const empty = { ...content, lines: [] }
  await refused(t, park(one, id(), { content: empty }), 'invalid-input')
})

t.test('what ended is cleared away in time, and what is parked stays', async (t) => {
  const [parked, gone] = [id(), id()]
  await hold(one, gone, [{ goods }])
  await park(one, parked)
  await park(one, gone)
  await shop.call(system, basketsDiscard, { storeId, id: gone })
  t.teardown(turnClock(() => Date.now() + 31 * 86_400_000))
  await runFirst(shop.kernel, basketsJobs.slice(1))
  const rows = await shop.kernel.database.sql<{ id: Id }>(
    `select id from parked_sale where id = any($1::uuid[])
      union all select basket_id from reservation where basket_id = $2`,
    [[parked, gone], gone],
  )
  t.same(rows, [{ id: parked }])
})
