// Who has what is left, against a slow model: all who are told that theirs is there can be served
// together, in whatever order they pay, and nobody younger takes anything from an older one.
import fc from 'fast-check'
import t from 'tap'
import { NO_LOT } from '#shared/ids.ts'
import type { Reservation } from '#baskets/contract.ts'
import {
  isHalfOver,
  isLive,
  isOlder,
  isOpenElsewhere,
  isWorthHolding,
  judge,
  poolOf,
  promisedByLot,
  spareMilli,
  type Answer,
  type Claim,
  type Pool,
  type Question,
} from '#baskets/rules.ts'
import { allocate, type Holding } from '#stock/rules.ts'
import type { Lot } from '#stock/contract.ts'

const lotIds = ['a', 'b', 'c']
const pools: fc.Arbitrary<Pool> = fc
  .tuple(...lotIds.map(() => fc.integer({ min: 0, max: 4 })))
  .map((milli) => new Map(lotIds.map((lot, i) => [lot, milli[i] ?? 0])))
type Wish = Claim & { readonly basket: number }
const queues: fc.Arbitrary<Reservation[]> = fc
  .uniqueArray(
    fc.record({
      basket: fc.nat({ max: 4 }),
      lotId: fc.option(fc.constantFrom(...lotIds)),
      quantityMilli: fc.integer({ min: 1, max: 3 }),
    }),
    { maxLength: 8, selector: ({ basket, lotId }) => `${basket}|${lotId}` },
  )
  .map(queueOf)

/** Holds of some baskets, the first the oldest. */
function queueOf(wishes: readonly Wish[]): Reservation[] {
  return wishes.map(({ basket, ...claim }, i) => ({
    ...claim,
    id: `hold ${i}`,
    basketId: `basket ${basket}`,
    variantId: 'milk',
    terminalId: `till ${basket}`,
    personId: 'somebody',
    at: new Date(1_000 + i).toISOString(),
    expiresAt: new Date(100_000).toISOString(),
  }))
}
const one = (lotId: string | null, quantityMilli = 1, basket = 0): Wish => {
  return { lotId, quantityMilli, basket }
}

/** What a basket asks that wants what it holds. */
function questionOf(pool: Pool, holds: readonly Reservation[], basketId: string): Question {
  const own = holds.filter((hold) => hold.basketId === basketId)
  return { pool, own, others: holds.filter((hold) => !own.includes(hold)), lines: own }
}
function answerOf(pool: Pool, holds: readonly Reservation[], hold: Reservation): Answer {
  const answers = judge(questionOf(pool, holds, hold.basketId))
  const answer = answers.find(({ line }) => line === hold)
  if (!answer) throw new Error('a line has an answer')
  return answer
}
const isTold = (pool: Pool, holds: readonly Reservation[], hold: Reservation) =>
  hold.quantityMilli <= answerOf(pool, holds, hold).allowedMilli

/** Whether all can be served: those of a lot from their lot, the rest from what that leaves. */
function canServe(pool: Pool, wanted: readonly Claim[]): boolean {
  const left = new Map(pool)
  for (const { lotId, quantityMilli } of wanted) {
    if (lotId !== null) left.set(lotId, (left.get(lotId) ?? 0) - quantityMilli)
  }
  const open = wanted.filter(({ lotId }) => lotId === null)
  const openMilli = open.reduce((sum, { quantityMilli }) => sum + quantityMilli, 0)
  const rest = [...left.values()]
  return rest.every((milli) => milli >= 0) && rest.reduce((a, b) => a + b, 0) >= openMilli
}

t.test('all who are told that theirs is there can be served together', async (t) => {
  fc.assert(
    fc.property(pools, queues, (pool, holds) => {
      const told = holds.filter((hold) => isTold(pool, holds, hold))
      return canServe(pool, told)
    }),
    { numRuns: 5_000 },
  )
  t.pass()
})

t.test('the oldest is served if anybody could be, and no younger one is asked', async (t) => {
  fc.assert(
    fc.property(pools, queues, (pool, holds) => {
      const [oldest] = holds
      if (oldest && isTold(pool, holds, oldest) !== canServe(pool, [oldest])) return false
      return holds.every((hold, i) => {
        const known = holds.filter((each, j) => j <= i || each.basketId === hold.basketId)
        return isTold(pool, holds, hold) === isTold(pool, known, hold)
      })
    }),
    { numRuns: 5_000 },
  )
  t.pass()
})

/** The lots of the pool, the one first in the alphabet expiring first. */
const holdingsOf = (pool: Pool): Holding[] =>
  [...pool].map(([lotId, onHandMilli], i) => {
    const lot = {
      id: lotId,
      variantId: 'milk',
      code: lotId,
      expiryOn: `20${90 + i}-01-01`,
      bestBeforeOn: null,
      status: 'available',
      reason: null,
    } satisfies Lot
    return { lotId, onHandMilli, lot }
  })

/** Takes what a basket holds, as the lane does: chosen lots first, then what is promised to nobody. */
function pay(pool: Pool, holds: readonly Reservation[], basketId: string): Pool {
  const question = questionOf(pool, holds, basketId)
  const promised = promisedByLot(question)
  const left = new Map(pool)
  const take = (lotId: string, milli: number) => left.set(lotId, (left.get(lotId) ?? 0) - milli)
  for (const { lotId, quantityMilli } of question.own) if (lotId) take(lotId, quantityMilli)
  for (const { lotId, quantityMilli } of question.own) {
    if (lotId) continue
    const sparing = (lotId: string) => promised.get(lotId) ?? 0
    const { takes, shortMilli } = allocate(
      holdingsOf(left),
      quantityMilli,
      '2026-11-23',
      0,
      sparing,
    )
    if (shortMilli > 0) throw new Error('it was there and was not taken')
    for (const { lotId, quantityMilli: taken } of takes) {
      if (taken > (left.get(lotId ?? '') ?? 0) - sparing(lotId ?? '')) {
        throw new Error('what was promised to others was in the way')
      }
      take(lotId ?? '', taken)
    }
  }
  return left
}

t.test('in whatever order they pay, who was told that theirs is there gets it', async (t) => {
  fc.assert(
    fc.property(pools, queues, fc.array(fc.nat(), { maxLength: 5 }), (pool, all, order) => {
      let [left, holds] = [pool, all]
      const isServed = (basketId: string) =>
        holds
          .filter((hold) => hold.basketId === basketId)
          .every((each) => isTold(left, holds, each))
      let told = [...new Set(all.map(({ basketId }) => basketId))].filter(isServed)
      for (const which of order) {
        const paying = told[which % Math.max(1, told.length)]
        if (paying === undefined) break
        left = pay(left, holds, paying)
        holds = holds.filter(({ basketId }) => basketId !== paying)
        told = told.filter((basketId) => basketId !== paying)
        if (!told.every(isServed)) return false
      }
      return [...left.values()].every((milli) => milli >= 0)
    }),
    { numRuns: 10_000 },
  )
  t.pass()
})

t.test('lines of one basket rest on its holds, each on one, and those come first', async (t) => {
  const pool = new Map([
    ['a', 1],
    ['b', 1],
  ])
  const [chosen, rival] = queueOf([one('a'), one(null, 1, 1)]) as [Reservation, Reservation]
  const lines = [one(null), one('a')]
  const [open, exact] = judge({ pool, others: [rival], own: [chosen], lines })
  t.match(exact, { own: chosen, ahead: [], availableMilli: 1, allowedMilli: 1 })
  t.match(open, { own: undefined, ahead: [rival], availableMilli: 1, allowedMilli: 0 })
  // A line that names another lot than its hold rests on it all the same.
  const [other] = judge({ pool, others: [rival], own: [chosen], lines: [one('b')] })
  t.match(other, { own: chosen, allowedMilli: 1 })
})

t.test('beyond what it holds a line gets only what nobody holds', async (t) => {
  const pool = new Map([[NO_LOT, 5]])
  const [own, younger] = queueOf([one(null, 2), one(null, 1, 1)]) as [Reservation, Reservation]
  const allowed = (others: Reservation[]) =>
    judge({ pool, others, own: [own], lines: [one(null, 5)] })[0]?.allowedMilli
  t.equal(allowed([]), 5)
  t.equal(allowed([younger]), 4)
  t.equal(allowed([{ ...younger, quantityMilli: 5 }]), 2)
})

t.test('leases, ages and what is worth holding', async (t) => {
  const at = '2026-11-23T09:00:00.000Z'
  const later = '2026-11-23T09:01:00.000Z'
  t.ok(isLive({ expiresAt: later }, at))
  t.notOk(isLive({ expiresAt: at }, at))
  t.ok(isHalfOver(later, at, 120_001))
  t.notOk(isHalfOver(later, at, 120_000))
  t.ok(isOlder({ at, id: 'b' }, { at: later, id: 'a' }))
  t.ok(isOlder({ at, id: 'a' }, { at, id: 'b' }))
  const lease = { terminalId: 'x', personId: 'y', until: later }
  t.ok(isOpenElsewhere(lease, 'z', at))
  t.notOk(isOpenElsewhere(lease, 'x', at))
  t.notOk(isOpenElsewhere(lease, 'z', later))
  t.notOk(isOpenElsewhere(null, 'z', at))
  const goods = { service: false, tracking: 'none', stockPolicy: 'warn' } as const
  const store = { holdBelowMilli: 3000 }
  t.ok(isWorthHolding(goods, 3000, store))
  t.notOk(isWorthHolding(goods, 3001, store))
  t.ok(isWorthHolding({ ...goods, stockPolicy: 'block' }, 9000, store))
  t.ok(isWorthHolding({ ...goods, tracking: 'lot' }, 9000, store))
  t.notOk(isWorthHolding({ ...goods, stockPolicy: 'allow' }, 0, store))
  t.notOk(isWorthHolding({ ...goods, tracking: 'lot', service: true }, 0, store))
})

t.test('only what may be sold is counted', async (t) => {
  const holdings = holdingsOf(
    new Map([
      ['a', 1],
      ['b', 2],
      ['c', 4],
    ]),
  )
  const [, expired, recalled] = holdings as [Holding, Holding, Holding]
  Object.assign(expired.lot ?? {}, { expiryOn: '2026-11-22' })
  Object.assign(recalled.lot ?? {}, { status: 'recalled' })
  const strict = { tracking: 'lot', minimumLifeDays: 0 } as const
  t.same([...poolOf(holdings, strict, '2026-11-23')], [['a', 1]])
  t.same([...poolOf(holdings, { ...strict, tracking: 'none' }, '2026-11-23')], [[NO_LOT, 7]])
  t.equal(spareMilli(new Map(), [], 'a'), 0)
})
