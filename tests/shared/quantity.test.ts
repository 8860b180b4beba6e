// Quantities: thousandths in, thousandths out, and units with a sign in both languages.

import fc from 'fast-check'
import t from 'tap'
import { isUnit, quantityFromDecimal, quantityToDecimal, units } from '#shared/quantity.ts'

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
