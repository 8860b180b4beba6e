// Taxes against exact fractions, and the sums of EN 16931 on documents of any shape.

import fc from 'fast-check'
import t from 'tap'
import { taxDocument, type TaxRules } from '#shared/tax.ts'
import { distance, isAtMost, nearest, rational, times } from './rational.ts'

const amountMinor = fc.integer({ min: -1_000_000, max: 1_000_000 })
const one = fc.constantFrom(
  [{ category: 'S', ratePpm: 140_000 } as const],
  [{ category: 'S', ratePpm: 50_000 } as const],
  [{ category: 'S', ratePpm: 55_000 } as const],
  [{ category: 'Z', ratePpm: 0 } as const],
  [{ category: 'E', ratePpm: 0 } as const],
)
const several = fc.oneof(
  one,
  fc.constant([]),
  fc.constant([
    { category: 'S', ratePpm: 50_000 } as const,
    { category: 'S', ratePpm: 99_750 } as const,
  ]),
)
const rules: fc.Arbitrary<TaxRules> = fc.record({
  pricesInclude: fc.boolean(),
  rounding: fc.constantFrom('line', 'document'),
})
const add = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

const taxOf = (amountMinor: number, ratePpm: number, pricesInclude: boolean) =>
  taxDocument([{ amountMinor, taxes: [{ category: 'S', ratePpm }] }], {
    pricesInclude,
    rounding: 'line',
  }).taxMinor
const taxOnTopMinor = (netMinor: number, ratePpm: number) => taxOf(netMinor, ratePpm, false)
const taxInsideMinor = (grossMinor: number, ratePpm: number) => taxOf(grossMinor, ratePpm, true)

t.test('tax on top and tax inside are the nearest minor unit', async (t) => {
  t.equal(taxOnTopMinor(10_000, 140_000), 1400)
  t.equal(taxInsideMinor(11_400, 140_000), 1400)
  t.equal(taxOnTopMinor(-25, 20_000), -1)
  fc.assert(
    fc.property(fc.integer(), fc.nat(10_000_000), (amount, rate) => {
      const top = nearest(times(rational(amount), rational(rate, 1_000_000)))
      const inside = nearest(times(rational(amount), rational(rate, 1_000_000 + rate)))
      return (
        BigInt(taxOnTopMinor(amount, rate)) === top &&
        BigInt(taxInsideMinor(amount, rate)) === inside
      )
    }),
  )
  t.throws(() => taxOnTopMinor(0.5, 1), RangeError)
})

t.test('a document adds up whatever its lines, prices and rounding', async (t) => {
  const lines = fc.array(fc.record({ amountMinor, taxes: several }), { maxLength: 40 })
  fc.assert(
    fc.property(lines, rules, (given, how) => {
      const taxed = taxDocument(given, how)
      t.equal(taxed.lines.length, given.length)
      for (const [index, line] of taxed.lines.entries()) {
        const kept = how.pricesInclude ? line.grossMinor : line.netMinor
        if (kept !== given[index]?.amountMinor) return false
        if (line.netMinor + line.taxMinor !== line.grossMinor) return false
      }
      return (
        add(taxed.lines.map((line) => line.netMinor)) === taxed.netMinor &&
        add(taxed.lines.map((line) => line.taxMinor)) === taxed.taxMinor &&
        add(taxed.totals.map((total) => total.taxMinor)) === taxed.taxMinor &&
        taxed.netMinor + taxed.taxMinor === taxed.grossMinor
      )
    }),
    { numRuns: 300 },
  )
})

t.test('BR-CO-17 holds to the unit on net prices, within the stated bounds otherwise', async () => {
  const lines = fc.array(fc.record({ amountMinor, taxes: one }), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(lines, rules, (given, how) => {
      for (const { baseMinor, ratePpm, taxMinor } of taxDocument(given, how).totals) {
        const due = nearest(times(rational(baseMinor), rational(ratePpm, 1_000_000)))
        if (how.rounding === 'document') {
          if (
            !isAtMost(
              distance(rational(taxMinor), rational(due)),
              rational(how.pricesInclude ? 1 : 0),
            )
          )
            return false
          continue
        }
        const exact = times(rational(baseMinor), rational(ratePpm, 1_000_000))
        const bound = rational(given.length * (how.pricesInclude ? 2 : 1), 2)
        if (!isAtMost(distance(rational(taxMinor), exact), bound)) return false
      }
      return true
    }),
    { numRuns: 300 },
  )
})

t.test('several taxes on one line share the rounded sum', async (t) => {
  const taxes = [
    { category: 'S', ratePpm: 50_000 },
    { category: 'S', ratePpm: 99_750 },
  ] as const
  const taxed = taxDocument([{ amountMinor: 999, taxes }], {
    pricesInclude: false,
    rounding: 'line',
  })
  t.equal(taxed.taxMinor, 150)
  t.same(taxed.totals, [
    { category: 'S', ratePpm: 99_750, baseMinor: 999, taxMinor: 100 },
    { category: 'S', ratePpm: 50_000, baseMinor: 999, taxMinor: 50 },
  ])
})

t.test('a return of all lines takes back all of the tax', async () => {
  const lines = fc.array(fc.record({ amountMinor, taxes: several }), { maxLength: 20 })
  fc.assert(
    fc.property(lines, rules, (given, how) => {
      const back = given.map((line) => ({ ...line, amountMinor: 0 - line.amountMinor }))
      return taxDocument(given, how).taxMinor === 0 - taxDocument(back, how).taxMinor
    }),
  )
})

t.test('an unsafe amount stops the sum', async (t) => {
  const taxes = [{ category: 'S', ratePpm: 140_000 }] as const
  const line = { amountMinor: Number.MAX_SAFE_INTEGER, taxes }
  t.throws(() => taxDocument([line], { pricesInclude: false, rounding: 'line' }), RangeError)
  t.throws(() =>
    taxDocument([{ amountMinor: 0.5, taxes }], { pricesInclude: true, rounding: 'line' }),
  )
})
