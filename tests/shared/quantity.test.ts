// Quantities: thousandths in, thousandths out, and no mixing of units.

import fc from 'fast-check'
import t from 'tap'
import { Compile } from 'typebox/compile'
import {
  addQuantity,
  compareQuantity,
  isUnit,
  Quantity,
  quantityFromDecimal,
  quantityToDecimal,
  units,
} from '#shared/quantity.ts'

t.test('every unit has a sign in both languages and at most three decimals', async (t) => {
  for (const [code, { decimals, symbol }] of Object.entries(units)) {
    t.ok(
      isUnit(code) && decimals >= 0 && decimals <= 3 && symbol.en !== '' && symbol.ar !== '',
      code,
    )
  }
  t.notOk(isUnit('toString'))
})

t.test('a quantity goes to text and back', async (t) => {
  t.equal(quantityToDecimal(1000), '1')
  t.equal(quantityToDecimal(-1500), '-1.5')
  t.equal(quantityFromDecimal('0.001'), 1)
  t.equal(quantityFromDecimal('0.0001'), undefined)
  fc.assert(
    fc.property(fc.maxSafeInteger(), (milli) => {
      return quantityFromDecimal(quantityToDecimal(milli)) === milli
    }),
  )
})

t.test('like is added to like', async (t) => {
  const kilo = { quantityMilli: 1000, unit: 'KGM' } as const
  const piece = { quantityMilli: 1000, unit: 'C62' } as const
  t.same(addQuantity(kilo, { quantityMilli: -250, unit: 'KGM' }), {
    quantityMilli: 750,
    unit: 'KGM',
  })
  t.equal(compareQuantity(kilo, { quantityMilli: 999, unit: 'KGM' }), 1)
  t.equal(compareQuantity(kilo, kilo), 0)
  t.throws(() => addQuantity(kilo, piece), RangeError)
  t.throws(() => compareQuantity(kilo, piece), RangeError)
  const most = { quantityMilli: Number.MAX_SAFE_INTEGER, unit: 'KGM' } as const
  t.throws(() => addQuantity(most, kilo), RangeError)
})

t.test('the schema takes whole thousandths of a known unit only', async (t) => {
  const quantity = Compile(Quantity)
  t.ok(quantity.Check({ quantityMilli: -5, unit: 'KGM' }))
  t.notOk(quantity.Check({ quantityMilli: 0.5, unit: 'KGM' }))
  t.notOk(quantity.Check({ quantityMilli: 2 ** 53, unit: 'KGM' }))
  t.notOk(quantity.Check({ quantityMilli: 1, unit: 'XYZ' }))
})
