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
  spareMilli,
  type Claim,
  type Pool,
} from '#baskets/rules.ts'
import type { Holding } from '#stock/rules.ts'
import type { Lot } from '#stock/contract.ts'

const lotIds = ['a', 'b', 'c']
const pools: fc.Arbitrary<Pool> = fc
  .tuple(...lotIds.map(() => fc.integer({ min: 0, max: 4 })))
  .map((milli) => new Map(lotIds.map((lot, i) => [lot, milli[i] ?? 0])))
const claims: fc.Arbitrary<Claim[]> = fc.array(
  fc.record({
    lotId: fc.option(fc.constantFrom(...lotIds)),
    quantityMilli: fc.integer({ min: 1, max: 3 }),
  }),
  { maxLength: 7 },
)

/** Each claim as the hold of a basket of its own, the first the oldest. */
const queueOf = (wanted: readonly Claim[]): Reservation[] =>
  wanted.map((claim, i) => ({
    ...claim,
    id: `hold ${i}`,
    basketId: `basket ${i}`,
    variantId: 'milk',
    terminalId: `till ${i}`,
    personId: 'somebody',
    at: new Date(1_000 + i).toISOString(),
    expiresAt: new Date(100_000).toISOString(),
  }))

const answerOf = (pool: Pool, holds: readonly Reservation[], hold: Reservation) => {
  const others = holds.filter((other) => other !== hold)
  const [answer] = judge({ pool, others, own: [hold], lines: [hold] })
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
    fc.property(pools, claims, (pool, wanted) => {
      const holds = queueOf(wanted)
      return canServe(
        pool,
        holds.filter((hold) => isTold(pool, holds, hold)),
      )
    }),
    { numRuns: 2_000 },
  )
  t.pass()
})

t.test(
  'the oldest is served if anybody could be, and no younger one changes an answer',
  async (t) => {
    fc.assert(
      fc.property(pools, claims, (pool, wanted) => {
        const holds = queueOf(wanted)
        const [oldest] = holds
        if (oldest && isTold(pool, holds, oldest) !== canServe(pool, [oldest])) return false
        return holds.every((hold, i) => {
          const older = holds.slice(0, i + 1)
          const [all, alone] = [answerOf(pool, holds, hold), answerOf(pool, older, hold)]
          return (
            all.availableMilli === alone.availableMilli && all.allowedMilli <= alone.allowedMilli
          )
        })
      }),
      { numRuns: 2_000 },
    )
    t.pass()
  },
)

t.test('beyond what it holds a line gets only what nobody holds', async (t) => {
  const pool = new Map([[NO_LOT, 5]])
  const [own, younger] = queueOf([
    { lotId: null, quantityMilli: 2 },
    { lotId: null, quantityMilli: 1 },
  ]) as [Reservation, Reservation]
  const allowed = (milli: number, others: Reservation[]) =>
    judge({ pool, others, own: [own], lines: [{ lotId: null, quantityMilli: milli }] })[0]
      ?.allowedMilli
  t.equal(allowed(5, []), 5)
  t.equal(allowed(5, [younger]), 4)
  t.equal(allowed(5, [{ ...younger, quantityMilli: 5 }]), 2)
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
