// Lots by the calendar: they expire by themselves, nowhere too early, and a recall is not shaken off.
import t from 'tap'
import { turnClock } from '#kernel/clock.ts'
import { system } from '#kernel/scope.ts'
import { COMPANY } from '#shared/streams.ts'
import { lots, lotsSetStatus, type Lot } from '#stock/contract.ts'
import { stockJobs } from '#stock/jobs.ts'
import { storeChanged } from '#stores/contract.ts'
import { runFirst } from '../support/jobs.ts'
import { lawHolds } from '../support/law.ts'
import { refused } from '../support/refused.ts'
import { aStore, openShop } from '../support/stock.ts'

t.test('a lot expires when its day is over in every open store', async (t) => {
  const shop = await openShop(t)
  const { variant } = await shop.sells({ tracking: 'lot' })
  await shop.announce((tx) => {
    tx.emit(storeChanged, COMPANY, aStore({ code: 'UIO1', timeZone: 'America/Guayaquil' }))
    tx.emit(
      storeChanged,
      COMPANY,
      aStore({ code: 'HNL1', timeZone: 'Pacific/Honolulu', open: false }),
    )
  })
  const receive = (code: string, expiryOn: string | null) =>
    shop.receives(variant.id, 1000, { code, expiryOn })
  const past = await receive('P', '2030-06-15')
  const held = await receive('H', '2030-06-15')
  const good = await receive('G', '2030-06-16')
  const endless = await receive('E', null)
  const set = (lotId: string | null, status: Lot['status']) =>
    shop.call(system, lotsSetStatus, { lotId: lotId ?? '', status, reason: 'x' })
  await set(held, 'on-hold')
  const statusOf = (lotId: string | null) => shop.kernel.memory.get(lots, lotId ?? '')?.status
  const run = () =>
    lawHolds(t, shop.kernel, [shop.store.id], () => runFirst(shop.kernel, stockJobs))

  // In Cairo it is the 16th since an hour and a half, in Guayaquil not before five.
  t.teardown(turnClock(() => Date.parse('2030-06-15T22:30:00.000Z')))
  await run()
  t.equal(statusOf(past), 'available')
  t.teardown(turnClock(() => Date.parse('2030-06-16T05:30:00.000Z')))
  await run()
  t.match(shop.kernel.memory.get(lots, past ?? ''), {
    status: 'expired',
    reason: 'Past its expiry',
  })
  t.equal(statusOf(held), 'on-hold')
  t.equal(statusOf(good), 'available')
  t.equal(statusOf(endless), 'available')
  await refused(t, set(past, 'available'), 'wrong-state')
  await refused(t, set(held, 'available'), 'wrong-state')
  await refused(t, set(good, 'expired'), 'wrong-state')
  await set(held, 'expired')
  t.equal(statusOf(held), 'expired')
})

t.test('a recall is left only by writing the goods off', async (t) => {
  const shop = await openShop(t)
  const { variant } = await shop.sells({ tracking: 'lot' })
  const lotId = (await shop.receives(variant.id, 1000, { code: 'A' })) ?? ''
  const set = (status: Lot['status'], reason = 'Glass') =>
    shop.call(system, lotsSetStatus, { lotId, status, reason })
  await lawHolds(t, shop.kernel, [shop.store.id], () => set('recalled'))
  await lawHolds(t, shop.kernel, [shop.store.id], () => refused(t, set('available'), 'wrong-state'))
  await refused(t, set('on-hold'), 'wrong-state')
  await set('recalled', 'Splinters')
  t.match(shop.kernel.memory.get(lots, lotId), { status: 'recalled', reason: 'Splinters' })
  await lawHolds(t, shop.kernel, [shop.store.id], () => set('damaged'))
  await refused(t, set('available'), 'wrong-state')
})
