// Money arithmetic against exact fractions: lines, shares, splits, cash rounding and decimal text.

import fc from 'fast-check'
import t from 'tap'
import { currencyOfNumber } from '#shared/currencies.ts'
import { divideHalfAway } from '#shared/decimal.ts'
import {
  currencyCodes,
  exponentOf,
  fromDecimal,
  isCurrency,
  lineAmountMinor,
  roundToIncrementMinor,
  scaleMinor,
  splitMinor,
  sumMinor,
  toDecimal,
  unitPriceFromDecimal,
  unitPriceToDecimal,
} from '#shared/money.ts'
import { distance, isAtMost, nearest, rational, times } from './rational.ts'

const amount = fc.oneof(fc.integer(), fc.maxSafeInteger())
const currency = fc.constantFrom(...currencyCodes)

t.test('every active currency has its own exponent', async (t) => {
  t.equal(exponentOf('EGP'), 2)
  t.equal(exponentOf('JPY'), 0)
  t.equal(exponentOf('KWD'), 3)
  t.equal(exponentOf('CLF'), 4)
  t.equal(new Set(currencyCodes).size, currencyCodes.length)
  t.ok(isCurrency('SAR'))
  t.notOk(isCurrency('XXX'), 'no currency')
  t.notOk(isCurrency('toString'))
  t.equal(currencyOfNumber('818'), 'EGP')
  t.equal(currencyOfNumber('000'), undefined)
  t.throws(() => exponentOf('EUX'), RangeError)
})

t.test('a line is unit price times quantity, a half going away from zero', async (t) => {
  t.equal(lineAmountMinor(125_000, 1000), 1250, '12.50 once')
  t.equal(lineAmountMinor(50, 1000), 1, 'half a minor unit')
  t.equal(lineAmountMinor(50, -1000), -1, 'and half a minor unit back')
  t.equal(Object.is(lineAmountMinor(1, -1), 0), true, 'never minus zero')
  fc.assert(
    fc.property(fc.nat(10_000_000), fc.integer(), (price, quantity) => {
      const exact = times(rational(price, 100), rational(quantity, 1000))
      return BigInt(lineAmountMinor(price, quantity)) === nearest(exact)
    }),
  )
  t.throws(() => lineAmountMinor(Number.MAX_SAFE_INTEGER, 1_000_000_000), RangeError)
  t.throws(() => lineAmountMinor(1.5, 1000), RangeError)
  t.throws(() => lineAmountMinor(1, Number.NaN), RangeError)
})

t.test('a share is exact before it is rounded', async (t) => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer(),
      fc.integer().filter((n) => n !== 0),
      (a, n, d) => {
        const exact = times(rational(a), rational(n, d))
        const rounded = nearest(exact)
        if (!Number.isSafeInteger(Number(rounded))) return true
        return BigInt(scaleMinor(a, n, d)) === rounded
      },
    ),
  )
  t.throws(() => scaleMinor(1, 1, 0), RangeError)
  t.throws(() => scaleMinor(Number.MAX_SAFE_INTEGER, 2, 1), RangeError)
  t.equal(divideHalfAway(-5n, -2n), 3n)
})

t.test('a split loses nothing and turns no sign', async (t) => {
  t.same(splitMinor(100, [1, 1, 1]), [34, 33, 33])
  t.same(splitMinor(-100, [1, 1, 1]), [-34, -33, -33])
  t.same(splitMinor(0, [0, 0]), [0, 0])
  t.same(splitMinor(1, [0, 5]), [0, 1])
  fc.assert(
    fc.property(amount, fc.array(fc.nat(), { minLength: 1, maxLength: 30 }), (total, weights) => {
      fc.pre(weights.some((weight) => weight > 0))
      const parts = splitMinor(total, weights)
      const all = weights.reduce((sum, weight) => sum + weight, 0)
      t.equal(
        parts.reduce((sum, part) => sum + BigInt(part), 0n),
        BigInt(total),
      )
      t.same(
        splitMinor(total * -1, weights).map((part) => 0 - part),
        parts,
      )
      for (const [i, part] of parts.entries()) {
        const fair = times(rational(total), rational(weights[i] ?? 0, all))
        if (!isAtMost(distance(rational(part), fair), rational(1))) return false
        if (part !== 0 && Math.sign(part) !== Math.sign(total)) return false
        if (weights[i] === 0 && part !== 0) return false
      }
      return true
    }),
    { numRuns: 300 },
  )
  t.throws(() => splitMinor(1, [0, 0]), RangeError)
  t.throws(() => splitMinor(1, [2, -1]), RangeError)
  t.throws(() => splitMinor(1, []), RangeError)
})

t.test('a sum refuses to leave the safe integers', async (t) => {
  t.equal(sumMinor([]), 0)
  t.equal(sumMinor(new Set([1, -5, 9])), 5)
  t.equal(sumMinor([Number.MAX_SAFE_INTEGER, 1, -1]), Number.MAX_SAFE_INTEGER)
  t.throws(() => sumMinor([Number.MAX_SAFE_INTEGER, 1]), RangeError)
  t.throws(() => sumMinor([0.5]), RangeError)
})

t.test('cash is rounded to the nearest coin', async (t) => {
  t.equal(roundToIncrementMinor(102, 5), 100)
  t.equal(roundToIncrementMinor(103, 5), 105)
  t.equal(roundToIncrementMinor(-125, 50), -150)
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 10_000 }), (value, coin) => {
      const rounded = roundToIncrementMinor(value, coin)
      return BigInt(rounded) === nearest(rational(value, coin)) * BigInt(coin)
    }),
  )
  t.throws(() => roundToIncrementMinor(1, 0), RangeError)
  t.throws(() => roundToIncrementMinor(Number.MAX_SAFE_INTEGER, 2), RangeError)
})

t.test('amounts and unit prices go to text and back unchanged', async (t) => {
  t.equal(toDecimal(-5, 'EGP'), '-0.05')
  t.equal(toDecimal(1250, 'KWD'), '1.250')
  t.equal(toDecimal(1250, 'JPY'), '1250')
  t.equal(unitPriceToDecimal(125_000, 'EGP'), '12.50')
  t.equal(unitPriceToDecimal(125_050, 'EGP'), '12.505')
  t.equal(unitPriceToDecimal(12_500, 'JPY'), '125')
  t.equal(unitPriceFromDecimal('0.0001', 'EGP'), 1)
  fc.assert(
    fc.property(amount, currency, (minor, code) => {
      const text = toDecimal(minor, code)
      const priced = unitPriceFromDecimal(unitPriceToDecimal(minor, code), code)
      return Object.is(fromDecimal(text, code), minor) && priced === minor
    }),
  )
})

t.test('text that is no exact amount is refused', async (t) => {
  for (const text of ['', '-', '.5', '5.', '1e3', ' 1', '1,5', '+1', '٥', 'NaN', '0x1', '--1']) {
    t.equal(fromDecimal(text, 'EGP'), undefined, text)
  }
  t.equal(fromDecimal('1.005', 'EGP'), undefined, 'finer than a piastre')
  t.equal(fromDecimal('1.500', 'EGP'), 150, 'zeros add nothing')
  t.equal(Object.is(fromDecimal('-0', 'EGP'), 0), true)
  t.equal(fromDecimal('90071992547409.92', 'EGP'), undefined, 'not a safe integer')
  t.throws(() => toDecimal(0.5, 'EGP'), RangeError)
})
