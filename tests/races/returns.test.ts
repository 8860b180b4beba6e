// What was sold comes back at several tills of two hubs at once: never more of it than was sold, never more
// money than was paid, and not at all where the sale was reversed at that moment.
import t from 'tap'
import { returnLine, voidOf } from '#sales/rules.ts'
import { taxes } from '#stores/contract.ts'
import { openArena, reasons, winners, type Racer } from '../support/arena.ts'
import { PATIENCE_MS, rounds } from '../support/rounds.ts'
import { id } from '../support/stock.ts'
import { backOf } from '../support/trade.ts'

t.setTimeout(PATIENCE_MS)

t.test('of two returns of one line one is taken', async (t) => {
  const arena = await openArena(t, 2)
  const goods = await arena.goods()
  const { counter } = arena.racers[0] as Racer
  await rounds(t, async (t, round) => {
    const soldMilli = 1000 + (round % 3) * 1000
    const { body } = await counter.sell([{ goods, quantityMilli: soldMilli }])
    await arena.heard()
    // Together they are more than was sold, by all of it or by one.
    const backMilli = round % 2 ? soldMilli : Math.floor(soldMilli / 2000) * 1000 + 1000
    const verdicts = await arena.all((racer) =>
      racer.counter.sell([backOf(goods, body, backMilli)]),
    )
    t.equal(winners(verdicts).length, 1)
    t.same(reasons(verdicts), ['over-return'])
  })
  await arena.soundBooks(t)
})

t.test('of sixteen returns of one line as many are taken as were sold', async (t) => {
  const arena = await openArena(t)
  const goods = await arena.goods()
  const { counter } = arena.racers[0] as Racer
  await rounds(t, async (t) => {
    const { body } = await counter.sell([{ goods, quantityMilli: 3000 }])
    await arena.heard()
    const verdicts = await arena.all((racer) => racer.counter.sell([backOf(goods, body)]))
    t.equal(winners(verdicts).length, 3)
    t.same(reasons(verdicts), ['over-return'])
  })
  await arena.soundBooks(t)
})

t.test('of a reversal and a return at the same moment one is taken', async (t) => {
  const arena = await openArena(t, 2)
  const goods = await arena.goods()
  const lead = await arena.shop.hires('dalia', 'admin')
  await arena.heard()
  const [{ counter }, other] = arena.racers as [Racer, Racer]
  counter.personId = lead.id
  await rounds(t, async (t) => {
    const { body } = await counter.sell([{ goods, quantityMilli: 2000 }])
    await arena.heard()
    const at = arena.shop.kernel.at()
    const occasion = { id: id(), at, personId: lead.id, offline: false, approvals: [] }
    const reversal = voidOf(body, { ...occasion, reason: 'Rung up twice', newId: id })
    const verdicts = await Promise.all([
      counter.send(counter.writeSale(reversal)),
      other.counter.sell([backOf(goods, body)]),
    ])
    t.equal(winners(verdicts).length, 1, JSON.stringify(reasons(verdicts)))
  })
  await arena.soundBooks(t)
})

t.test('parts of a line that come back at once are never paid more than it was', async (t) => {
  const arena = await openArena(t, 3)
  const { shop } = arena
  // Three at 1.50 piastres were 5; each of three tills believes that its own is the first, and worth 2.
  const goods = await arena.goods()
  const lead = await shop.hires('dalia', 'admin')
  await arena.heard()
  const { counter } = arena.racers[0] as Racer
  counter.personId = lead.id
  const by = { priceId: null, listId: null, version: null, by: 'override' as const }
  const wish = { goods, unitPriceCentiMinor: 150, quantityMilli: 3000 }
  const rates = shop.kernel.memory.records(taxes)
  await rounds(t, async (t) => {
    const { body } = await counter.sell([{ ...wish, decision: { ...by, reason: 'Sweets' } }])
    t.equal(body.totals.totalMinor, 5)
    await arena.heard()
    const [sold] = body.lines
    if (!sold) throw new Error('nothing was sold')
    const returnOf = {
      ...{ saleId: body.id, lineId: sold.id, reason: 'Stale', disposition: 'scrap' as const },
    }
    const verdicts = await arena.all((racer) => {
      const back = { id: id(), quantityMilli: 1000, lotId: null, unpaidMinor: 5, returnOf }
      return racer.counter.sell([{ goods, ...returnLine(sold, back, shop.store, rates) }])
    })
    const taken = winners(verdicts).map((i) => verdicts[i]?.body.totals.totalMinor ?? 0)
    const paidMinor = -taken.reduce((sum, each) => sum + each, 0)
    t.ok(paidMinor > 0 && paidMinor <= 5, `${paidMinor} of 5`)
  })
  await arena.soundBooks(t)
})
