// Which lot leaves first and which may not leave at all.
import fc from 'fast-check'
import t from 'tap'
import { newId } from '#shared/ids.ts'
import type { Lot } from '#stock/contract.ts'
import {
  allocate,
  byExpiry,
  earliestDay,
  lotFault,
  sellable,
  statusFault,
  type Holding,
} from '#stock/rules.ts'

const id = () => newId(Date.now())
const onDay = '2026-06-15'
const lot = (with_: Partial<Lot> = {}): Lot => ({
  id: id(),
  variantId: 'v',
  code: 'L',
  expiryOn: null,
  bestBeforeOn: null,
  status: 'available',
  reason: null,
  ...with_,
})

t.test('a lot is sold up to its last day, less the life it must still have', async (t) => {
  t.equal(lotFault(lot({ expiryOn: onDay }), onDay), undefined)
  t.equal(lotFault(lot({ expiryOn: '2026-06-14' }), onDay), 'lot-expired')
  t.equal(lotFault(lot({ expiryOn: '2026-07-14' }), onDay, 30), 'lot-expired')
  t.equal(lotFault(lot({ expiryOn: '2026-07-15' }), onDay, 30), undefined)
  t.equal(lotFault(lot({ status: 'recalled', expiryOn: onDay }), onDay), 'lot-blocked')
  t.equal(lotFault(lot({ status: 'expired' }), onDay), 'lot-expired')
})

t.test('the day is that of the open store where it is earliest', async (t) => {
  const at = '2026-06-15T23:30:00.000Z'
  const cairo = { open: true, timeZone: 'Africa/Cairo' }
  const quito = { open: true, timeZone: 'America/Guayaquil' }
  t.equal(earliestDay([cairo], at), '2026-06-16')
  t.equal(earliestDay([cairo, quito], at), '2026-06-15')
  t.equal(earliestDay([cairo, { ...quito, open: false }], at), '2026-06-16')
  t.equal(earliestDay([], at), undefined)
})

t.test('a recall is left only by writing the goods off, and no lot outlives its day', async (t) => {
  const may = (from: Partial<Lot>, to: Lot['status']) => !statusFault(lot(from), to, onDay)
  for (const status of ['available', 'on-hold', 'quarantined', 'expired'] as const) {
    t.notOk(may({ status: 'recalled' }, status))
    t.notOk(may({ status: 'damaged' }, status))
    t.ok(may({ status }, 'recalled'))
    t.ok(may({ status }, 'damaged'))
    t.ok(may({ status }, 'available'))
    t.notOk(may({ status, expiryOn: '2026-06-14' }, 'available'))
    t.ok(may({ status, expiryOn: onDay }, 'available'))
    t.notOk(may({ status, expiryOn: onDay }, 'expired'))
    t.ok(may({ status, expiryOn: '2026-06-14' }, 'expired'))
  }
  t.ok(may({ status: 'recalled' }, 'recalled'), 'for another reason')
  t.ok(may({ status: 'recalled' }, 'damaged'))
  t.ok(may({ status: 'damaged' }, 'recalled'))
})

const holding = fc
  .record({
    onHandMilli: fc.integer({ min: 0, max: 5000 }),
    expiry: fc.option(fc.integer({ min: -20, max: 20 }), { nil: null }),
    status: fc.constantFrom('available' as const, 'on-hold' as const, 'recalled' as const),
    known: fc.boolean(),
  })
  .map(({ onHandMilli, expiry, status, known }): Holding => {
    const day = expiry === null ? null : new Date(Date.parse(onDay) + expiry * 86_400_000)
    const each = lot({ status, expiryOn: day && day.toISOString().slice(0, 10) })
    return { lotId: each.id, onHandMilli, lot: known ? each : undefined }
  })

t.test('whatever lies there: first expired first out, never more than there is', async (t) => {
  const run = () =>
    fc.assert(
      fc.property(
        fc.array(holding, { maxLength: 12 }),
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: 0, max: 5 }),
        (holdings, quantityMilli, life) => {
          const { takes, shortMilli } = allocate(holdings, quantityMilli, onDay, life)
          const fit = holdings.filter((each) => each.lot && sellable(each.lot, onDay, life))
          const sum = takes.reduce((total, each) => total + each.quantityMilli, 0)
          const there = fit.reduce((total, each) => total + each.onHandMilli, 0)
          if (sum + shortMilli !== quantityMilli) return false
          if (sum !== Math.min(there, quantityMilli)) return false
          const taken = new Map(takes.map((each) => [each.lotId, each.quantityMilli]))
          if (taken.size !== takes.length || takes.some((each) => each.quantityMilli <= 0))
            return false
          const sorted = fit.toSorted((a, b) => byExpiry(a.lot as Lot, b.lot as Lot))
          const last = sorted.findLastIndex((each) => taken.has(each.lotId))
          return sorted.every((each, i) => {
            const quantity = taken.get(each.lotId) ?? 0
            return i < last ? quantity === each.onHandMilli : quantity <= each.onHandMilli
          })
        },
      ),
      { numRuns: 500 },
    )
  t.doesNotThrow(run)
})
