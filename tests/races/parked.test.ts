// One parked sale and sixteen tills of two hubs that open it at once: one of them has it, the others are told
// who, and only that one is paid for it.
import t from 'tap'
import { basketsPark, basketsResume } from '#baskets/contract.ts'
import { Problem } from '#kernel/problems.ts'
import type { Id } from '#shared/ids.ts'
import { openArena, reasons, TILLS, winners, type Arena, type Racer } from '../support/arena.ts'
import { contentOf } from '../support/baskets.ts'
import { PATIENCE_MS, rounds } from '../support/rounds.ts'
import { id, type Goods } from '../support/stock.ts'
import { PRICE_MINOR } from '../support/trade.ts'

t.setTimeout(PATIENCE_MS)

async function parks(arena: Arena, goods: Goods): Promise<Id> {
  const [parker] = arena.racers as [Racer]
  const place = { storeId: arena.shop.store.id, id: id(), currency: 'EGP' }
  const parked = { label: 'Red bag', content: contentOf([{ goods }]), totalMinor: PRICE_MINOR }
  await arena.ask(parker, basketsPark, { ...place, ...parked })
  await arena.heard()
  return place.id
}

const resumes = (arena: Arena, racer: Racer, basketId: Id, take: boolean) =>
  arena.ask(racer, basketsResume, { storeId: arena.shop.store.id, id: basketId, take })

t.test('of sixteen tills that open one parked sale one is paid', async (t) => {
  const arena = await openArena(t)
  const goods = await arena.goods()
  await rounds(t, async (t) => {
    const basketId = await parks(arena, goods)
    const opened = await Promise.allSettled(
      arena.racers.map((racer) => resumes(arena, racer, basketId, false)),
    )
    const whoHave = opened.flatMap(({ status }, i) => (status === 'fulfilled' ? [i] : []))
    t.equal(whoHave.length, 1, 'one has it')
    const personId = arena.racers[0]?.counter.personId
    const refusals = opened.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
    const isTold = (why: unknown) =>
      why instanceof Problem && why.slug === 'parked-elsewhere' && why.extras.holder === personId
    t.ok(refusals.every(isTold), 'the others are told who has it')
    const verdicts = await arena.all(({ counter }) => counter.sell([{ goods }], { basketId }))
    t.same(winners(verdicts), whoHave, 'and that one is paid')
    t.equal(verdicts.length, TILLS)
    for (const why of reasons(verdicts)) t.match(why, /^(parked-elsewhere|wrong-state)$/)
  })
  await arena.soundBooks(t)
})

t.test(
  'of sixteen tills that take one parked sale the last is paid, and each leaves a trace',
  async (t) => {
    const arena = await openArena(t)
    const goods = await arena.goods()
    await rounds(t, async (t) => {
      const basketId = await parks(arena, goods)
      const opened = await arena.all((racer) => resumes(arena, racer, basketId, true))
      t.equal(new Set(opened.map(({ version }) => version)).size, TILLS)
      const last = opened.findIndex(({ version }) => version === TILLS + 1)
      const traces = await arena.shop.kernel.database.sql<{ body: string }>(
        `select body from event where kind = 'parked-sale.taken' and store_id = $1
        order by seq desc limit $2`,
        [arena.shop.store.id, TILLS - 1],
      )
      t.ok(traces.every(({ body }) => body.includes(basketId)))
      const verdicts = await arena.all(({ counter }) => counter.sell([{ goods }], { basketId }))
      t.same(winners(verdicts), [last])
    })
    await arena.soundBooks(t)
  },
)
