// Two hundred baskets at two hubs want one unit: one is told that it is theirs and has it, and all the
// others are told who has it before they pay.
import t from 'tap'
import { basketsHold, type Standing } from '#baskets/contract.ts'
import type { Verdict } from '#shared/journal.ts'
import { openArena, reasons, winners, type Racer } from '../support/arena.ts'
import { PATIENCE_MS, rounds, shuffled } from '../support/rounds.ts'
import { id } from '../support/stock.ts'

t.setTimeout(PATIENCE_MS)
const BASKETS = 200

t.test('of two hundred baskets for one unit one is sold', async (t) => {
  const arena = await openArena(t)
  const { racers, shop } = arena
  const storeId = shop.store.id
  await rounds(t, async (t) => {
    const goods = await arena.goods({}, 1000)
    const lines = [{ variantId: goods.variant.id, lotId: null, quantityMilli: 1000 }]
    const baskets = Array.from({ length: BASKETS }, (_, i) => ({
      basketId: id(),
      racer: racers[i % racers.length] as Racer,
    }))
    const told = new Map<string, Standing | undefined>()
    await Promise.all(
      shuffled(baskets).map(async ({ basketId, racer }) => {
        const held = await arena.ask(racer, basketsHold, { storeId, basketId, lines })
        told.set(basketId, held.lines[0])
      }),
    )
    const theirs = baskets.filter(({ basketId }) => told.get(basketId)?.yours)
    t.equal(theirs.length, 1, 'one is told that it is theirs')
    const holder = theirs[0]?.racer.counter.device.id ?? ''
    const losers = baskets.filter((basket) => basket !== theirs[0])
    const know = losers.every(({ basketId }) => told.get(basketId)?.heldBy.includes(holder))
    t.ok(know, 'every other is told who has it, before anybody pays')
    const verdicts = new Map<string, Verdict>()
    await arena.all(async (racer) => {
      for (const { basketId } of shuffled(baskets.filter((each) => each.racer === racer))) {
        verdicts.set(basketId, await racer.counter.sell([{ goods }], { basketId }))
      }
    })
    const all = baskets.map(({ basketId }) => verdicts.get(basketId) as Verdict)
    t.same(
      winners(all).map((i) => baskets[i]),
      theirs,
      'and that one is sold',
    )
    for (const why of reasons(all)) t.match(why, /^(held-elsewhere|stock-short)$/)
  })
  await arena.soundBooks(t)
})
