// Two tills and the last of something: who scanned first has it, the other is told with which till before any payment,
// and what that means is the product's policy. The keeper tells the hub one thing after another.
import t, { type Test } from 'tap'
import type { Reservation } from '#baskets/contract.ts'
import type { Id } from '#shared/ids.ts'
import type { Basket } from '../../../client/till/basket.ts'
import { contentionOf, type Held, holdLines, worthHolding } from '../../../client/till/hold.ts'
import { HoldKeeper, type HoldWish } from '../../../client/till/hold-keeper.ts'
import { viewOf } from '../../../client/till/view.ts'
import { AT, Counter, newOne, TODAY } from './counter.ts'

const other = newOne()
const ours = newOne()
const names = new Map([
  [other, 'Till 2'],
  [ours, 'Till 1'],
])

function holdOf(
  basket: Basket | null,
  variantId: Id,
  quantityMilli: number,
  at: string,
): Reservation {
  return {
    id: newOne(),
    basketId: basket?.basketId ?? newOne(),
    variantId,
    lotId: null,
    quantityMilli,
    terminalId: basket ? ours : other,
    personId: newOne(),
    at,
    expiresAt: '2026-11-23T10:02:00.000Z',
  }
}
const heldOf = (all: Reservation[], changes: Partial<Held> = {}): Held => ({
  of: (variantId) => all.filter((each) => each.variantId === variantId),
  at: AT,
  onDay: TODAY,
  tillName: (id) => names.get(id) ?? '?',
  live: true,
  ...changes,
})
const EARLIER = '2026-11-23T09:59:00.000Z'
const LATER = '2026-11-23T09:59:30.000Z'

function lastBread(stockPolicy: 'block' | 'warn' | 'allow') {
  const counter = new Counter()
  counter.setProduct(counter.bread, { stockPolicy })
  counter.stock(counter.bread, null, 1000)
  const basket = counter.basket(counter.bread)
  return { counter, basket, lineId: basket.lines[0]?.id ?? '' }
}

t.test('the last unit is held by who scanned it first', async (t) => {
  const { counter, basket, lineId } = lastBread('block')
  const mine = holdOf(basket, counter.bread.id, 1000, LATER)
  const theirs = holdOf(null, counter.bread.id, 1000, EARLIER)
  const held = heldOf([mine, theirs])
  const contention = contentionOf(basket, counter.shelf, held)
  t.match(contention.get(lineId), { kind: 'blocked', reason: 'held', till: { en: 'Till 2' } })
  const view = viewOf(basket, counter.shelf, {
    onDay: TODAY,
    live: true,
    lostAtMs: null,
    contention,
  })
  t.equal(view.blocked, 1, 'payment is blocked before it begins')

  const first = heldOf([
    { ...mine, at: EARLIER },
    { ...theirs, at: LATER },
  ])
  t.match(contentionOf(basket, counter.shelf, first).get(lineId), {
    kind: 'last-unit',
    holder: 'us',
    till: { en: 'Till 2' },
  })
})

t.test('the policy of the product says what it means', async (t) => {
  const meaning = (stockPolicy: 'warn' | 'allow', live = true) => {
    const { counter, basket, lineId } = lastBread(stockPolicy)
    const theirs = holdOf(null, counter.bread.id, 1000, EARLIER)
    return contentionOf(basket, counter.shelf, heldOf([theirs], { live })).get(lineId)
  }
  t.match(meaning('warn'), { kind: 'last-unit', holder: 'them' })
  t.equal(meaning('allow'), undefined)
  const { counter, basket, lineId } = lastBread('block')
  const theirs = holdOf(null, counter.bread.id, 1000, EARLIER)
  const cut = heldOf([theirs], { live: false })
  t.match(
    contentionOf(basket, counter.shelf, cut).get(lineId),
    { kind: 'last-unit', holder: 'them' },
    'what was known before the link was lost stops nobody',
  )
})

t.test('a hold that ran out, or enough for both, is no contention', async (t) => {
  const { counter, basket } = lastBread('block')
  const theirs = holdOf(null, counter.bread.id, 1000, EARLIER)
  const over = heldOf([theirs], { at: '2026-11-23T10:02:00.000Z' })
  t.equal(contentionOf(basket, counter.shelf, over).size, 0)
  counter.stock(counter.bread, null, 2000)
  t.equal(contentionOf(basket, counter.shelf, heldOf([theirs])).size, 0)
  counter.stock(counter.bread, null, 0)
  t.equal(contentionOf(basket, counter.shelf, heldOf([theirs])).size, 0, 'the count says it')
})

t.test('the hub is asked only where it matters', async (t) => {
  const counter = new Counter()
  const plenty = counter.basket(counter.bread)
  const worth = (basket: Basket) =>
    worthHolding(holdLines(basket, counter.shelf), counter.shelf, heldOf([]))
  t.notOk(worth(plenty))
  t.ok(worth(counter.put(plenty, counter.milk)), 'by lot')
  counter.shop = { ...counter.shop, holdBelowMilli: 20_000 }
  t.ok(worth(plenty), 'nearly gone')
  counter.setProduct(counter.bread, { service: true })
  t.strictSame(holdLines(plenty, counter.shelf), [])
})

t.test('lines of the same goods are held as one, of any lot while nobody chose one', async (t) => {
  const counter = new Counter()
  let basket = counter.basket(counter.milk)
  basket = counter.put(basket, counter.milk, 2000, counter.late.id)
  t.match(holdLines(basket, counter.shelf), [
    { lotId: null, quantityMilli: 1000 },
    { lotId: counter.late.id, quantityMilli: 2000 },
  ])
})

/** A hub that answers when it is told to, and what it was asked. */
function keeperWith(t: Test, letsGo = false) {
  const asked: string[] = []
  const answers: (() => void)[] = []
  const known: Id[] = []
  const keeper = new HoldKeeper(
    {
      hold: (_basketId, lines) => {
        asked.push(`hold ${lines.map(({ quantityMilli }) => quantityMilli).join()}`)
        const standing = { lotId: null, held: true, availableMilli: 0, heldMilli: 0 }
        return new Promise((resolve) =>
          answers.push(() =>
            resolve(
              lines.map(({ variantId }) => ({ ...standing, variantId, heldBy: [], yours: true })),
            ),
          ),
        )
      },
      release: async () => void asked.push('release'),
      held: (basketId) => void known.push(basketId),
      letsGo: () => letsGo,
    },
    { restMs: 5, renewMs: 60 },
  )
  t.teardown(() => keeper.stop())
  return { keeper, asked, answers, known }
}
const basketId = newOne()
const variantId = newOne()
const wish = (quantityMilli: number, matters = true): HoldWish => ({
  basketId,
  lines: quantityMilli === 0 ? [] : [{ variantId, lotId: null, quantityMilli }],
  matters,
})
const pass = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
async function until(right: () => boolean): Promise<void> {
  for (let tries = 0; tries < 2_000 && !right(); tries += 1) await pass(5)
}

t.test('one call after another, each with the whole basket as it is by then', async (t) => {
  const { keeper, asked, answers, known } = keeperWith(t)
  keeper.link(true)
  keeper.want(wish(1000))
  keeper.want(wish(2000))
  await until(() => asked.length === 1)
  t.strictSame(asked, ['hold 2000'], 'a basket that is being scanned into is told once')
  keeper.want(wish(3000))
  keeper.want(wish(4000))
  await pass(30)
  t.equal(asked.length, 1, 'while the first is not answered no other goes')
  answers.shift()?.()
  await until(() => asked.length === 2)
  t.strictSame(asked, ['hold 2000', 'hold 4000'])
  answers.shift()?.()
  await until(() => asked.length === 3)
  t.equal(asked[2], 'hold 4000', 'it is renewed while the basket is open')
  answers.shift()?.()
  t.strictSame([...new Set(known)], [basketId])
  keeper.want(wish(0))
  await until(() => asked.includes('release'))
  const count = asked.length
  await pass(90)
  t.equal(asked.length, count, 'an empty basket holds and renews nothing')
})

t.test('nothing is told without a link, nor of what does not matter', async (t) => {
  const { keeper, asked } = keeperWith(t)
  keeper.want(wish(1000))
  await pass(20)
  t.strictSame(asked, [])
  keeper.want(wish(1000, false))
  keeper.link(true)
  await pass(20)
  t.strictSame(asked, [])
  keeper.want(wish(1000))
  await until(() => asked.length > 0)
  t.strictSame(asked, ['hold 1000'], 'another till has made it matter')
})

t.test('a basket that was left without using its holds is let go', async (t) => {
  const { keeper, asked, answers } = keeperWith(t, true)
  keeper.link(true)
  keeper.want(wish(1000))
  await until(() => asked.length === 1)
  answers.shift()?.()
  await pass(10)
  keeper.want({ basketId: newOne(), lines: [], matters: false })
  await until(() => asked.length === 2)
  t.strictSame(asked, ['hold 1000', 'release'])
})
