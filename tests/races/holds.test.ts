// Baskets that hold goods, over two hubs of one database, with lots and without: one of them gets the last
// unit, whoever is told that something is theirs gets it, and a hold ends once, however it ends.
import t from 'tap'
import { turnClock } from '#kernel/clock.ts'
import type { Id } from '#shared/ids.ts'
import type { Verdict } from '#shared/journal.ts'
import { slugOf } from '#shared/problem.ts'
import type { Standing } from '#baskets/contract.ts'
import { basketsJobs } from '#baskets/jobs.ts'
import { openBasketry, type BasketWish } from '../support/baskets.ts'
import { runFirst } from '../support/jobs.ts'
import { lawHolds } from '../support/law.ts'
import { PATIENCE_MS, rounds, shuffled, type Check } from '../support/rounds.ts'
import { id, ledgerFaults, type Goods } from '../support/stock.ts'
import type { Till } from '../support/tills.ts'

t.setTimeout(PATIENCE_MS)
const TILLS = 16
const { shop, hubs, tills, hold, pay } = await openBasketry(t, TILLS)
const storeId = shop.store.id

type Basket = {
  readonly id: Id
  readonly till: Till
  readonly hub: 0 | 1
  readonly wishes: BasketWish[]
  told?: Standing[]
  paid?: Verdict
}
function basketOf(i: number, wishes: BasketWish[]): Basket {
  return { id: id(), till: tills[i % TILLS] as Till, hub: (i % 2) as 0 | 1, wishes }
}
const slug = ({ problem }: Verdict) => problem && slugOf(problem)

/** Waits until both hubs have heard of everything: goods must be known before they are asked for. */
async function heard(): Promise<void> {
  for (const { kernel } of [...hubs, ...hubs]) await kernel.tail.look()
}

const holdAll = (baskets: readonly Basket[]) =>
  Promise.all(
    shuffled(baskets).map(async (basket) => {
      basket.told = await hold(basket.till, basket.id, basket.wishes, hubs[basket.hub])
    }),
  )

/** All tills at once; each of them one basket after the other, as its journal has them. */
const payAll = (baskets: readonly Basket[], held = true) =>
  Promise.all(
    tills.map(async (till) => {
      for (const basket of shuffled(baskets.filter((each) => each.till === till))) {
        const basketId = held ? basket.id : null
        basket.paid = await pay(till, basketId, basket.wishes, { at: hubs[basket.hub] })
      }
    }),
  )

const posted = (baskets: readonly Basket[]) =>
  baskets.filter(({ paid }) => paid?.outcome === 'posted')

async function lastUnit(of: 'block' | 'lot'): Promise<{ goods: Goods; lotId: Id | null }> {
  if (of === 'block') return { goods: await shop.sells({}, 1, 1000), lotId: null }
  const goods = await shop.sells({ tracking: 'lot' }, 1)
  return { goods, lotId: await shop.receives(goods.variant.id, 1000, { code: 'A' }) }
}

async function raceForOne(t: Check, count: number, of: 'block' | 'lot'): Promise<void> {
  const { goods, lotId } = await lastUnit(of)
  const baskets = Array.from({ length: count }, (_, i) =>
    basketOf(i, [{ goods, lotId: i % 3 === 0 ? lotId : null }]),
  )
  await heard()
  await holdAll(baskets)
  const winners = baskets.filter(({ told }) => told?.[0]?.yours)
  t.equal(winners.length, 1, 'one is told that it is theirs')
  const [winner] = winners
  const losers = baskets.filter((basket) => basket !== winner)
  const known = losers.every(({ told }) =>
    told?.[0]?.heldBy.includes(winner?.till.terminalId ?? ''),
  )
  t.ok(known, 'every other is told who has it, before anybody pays')
  await payAll(baskets)
  t.same(posted(baskets), winners, 'that one is sold')
  const why = new Set(losers.map(({ paid }) => paid && slug(paid)))
  for (const each of why) t.match(each, /^(held-elsewhere|stock-short)$/)
}

/** The law takes its time, so that it is asked now and then. */
const lawful = (t: Check, round: number, act: () => Promise<void>) =>
  round % 20 === 0 ? lawHolds(t, shop.kernel, [storeId], act) : act()

t.test('of twenty-four baskets for one unit, of a lot or of none, one is sold', (t) =>
  rounds(t, (t, round) => lawful(t, round, () => raceForOne(t, 24, round % 2 ? 'lot' : 'block'))),
)

t.test('whoever does not ask does not get more than there is', (t) =>
  rounds(t, async (t, round) => {
    const { goods } = await lastUnit(round % 2 ? 'lot' : 'block')
    const asking = Array.from({ length: 12 }, (_, i) => basketOf(i, [{ goods }]))
    const rash = Array.from({ length: 12 }, (_, i) => basketOf(12 + i, [{ goods }]))
    await heard()
    // One till cannot journal two sales at once, so the rash have tills of their own.
    await Promise.all([holdAll(asking), payAll(rash.slice(0, 4), false)])
    await payAll(asking)
    await payAll(rash.slice(4), false)
    t.equal(posted([...asking, ...rash]).length, 1)
  }),
)

t.test('in any mix of goods and lots, who is told that theirs is there gets it', async (t) => {
  await rounds(t, async (t) => {
    const bread = await shop.sells({}, 1, 3000)
    const milk = await shop.sells({ tracking: 'lot' }, 1)
    const lotIds = [null]
    for (const [code, expiryOn] of Object.entries({ A: '2098-01-01', B: '2099-01-01' })) {
      lotIds.push((await shop.receives(milk.variant.id, 2000, { code, expiryOn })) as never)
    }
    const below = (most: number) => Math.floor(Math.random() * most)
    const baskets = Array.from({ length: 16 }, (_, i) => {
      const lots = lotIds.filter(() => below(2)).map((lotId) => ({ goods: milk, lotId }))
      const wishes = [...lots, { goods: bread, quantityMilli: 1000 * (1 + below(2)) }]
      return basketOf(i, shuffled(wishes))
    })
    await heard()
    const early = baskets.slice(0, 8)
    await holdAll(early)
    // The rest hold while the first pay.
    await Promise.all([payAll(early), holdAll(baskets.slice(8))])
    await payAll(baskets.slice(8))
    for (const { told, paid } of baskets) {
      const isTold = told?.every(({ yours }) => yours)
      if (isTold) t.equal(paid?.outcome, 'posted', paid?.problem?.detail ?? 'it is sold')
      else if (paid?.problem) t.match(slugOf(paid.problem), /^(held-elsewhere|stock-short)$/)
    }
  })
  t.same(await ledgerFaults(shop), [])
})

t.test('what runs out ends once, while it is swept, renewed and paid', async (t) => {
  const started = Date.now()
  t.teardown(turnClock(() => started))
  await rounds(t, (t, round) =>
    lawful(t, round, async () => {
      const goods = await shop.sells({}, 1, 8000)
      const nowMs = started + round * 400_000
      turnClock(() => nowMs)
      const baskets = Array.from({ length: 16 }, (_, i) => basketOf(i, [{ goods }]))
      await heard()
      await holdAll(baskets)
      turnClock(() => nowMs + 130_000)
      await Promise.all([
        ...[...hubs, ...hubs].map(({ kernel }) => runFirst(kernel, basketsJobs)),
        holdAll(baskets.slice(0, 8)),
        payAll(baskets.slice(8)),
      ])
    }),
  )
  const wrong = await shop.kernel.database.sql(
    `with told as (
       select (body::jsonb ->> 'key')::uuid as id, count(*) as times from event
        where kind = 'reservation.removed' group by 1)
     select r.id, r.state, told.times from reservation r left join told on told.id = r.id
      where coalesce(told.times, 0) <> (r.state <> 'held')::int`,
  )
  t.same(wrong, [], 'each is told once that ended, and none that did not')
})
