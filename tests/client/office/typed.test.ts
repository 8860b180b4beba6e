// Figures as people type them: both scripts, both minus signs, thousands parted or not, and all that is no figure.
import t from 'tap'
import {
  readPercent,
  readPrice,
  readQuantity,
  readSum,
} from '../../../client/office/parts/typed.ts'
import { priceText } from '../../../client/office/products/price-edits.ts'
import { HIGHEST_UNIT_PRICE } from '#prices/contract.ts'

t.test('a price is read as people type it, and nothing else is', async (t) => {
  t.equal(readPrice('125', 'EGP'), 1_250_000)
  t.equal(readPrice(' 12.505 ', 'EGP'), 125_050)
  t.equal(readPrice('1,250.50', 'EGP'), 12_505_000)
  t.equal(readPrice('١٢٥٫٥', 'EGP'), 1_255_000)
  t.equal(readPrice('1.2505', 'JPY'), undefined)
  t.equal(readPrice('1.25', 'JPY'), 125)
  for (const none of ['', 'abc', '-1', '1.23456', '12,50', '1e3', String(HIGHEST_UNIT_PRICE)]) {
    t.equal(readPrice(none, 'EGP'), undefined, none)
  }
  t.equal(priceText(1_250_000, 'EGP'), '125.00')
  t.equal(readPrice(priceText(125_050, 'EGP'), 'EGP'), 125_050)
})

t.test('a percentage is read exactly', async (t) => {
  t.equal(readPercent('7.5'), 75_000)
  t.equal(readPercent('−5'), -50_000)
  t.equal(readPercent('+0.0001%'), 1)
  t.equal(readPercent('١٥٪'), 150_000)
  for (const none of ['', '5.00001', '1001', 'five', '--5']) t.equal(readPercent(none), undefined)
})

t.test('a quantity may be none and may be below zero', async (t) => {
  t.equal(readQuantity(''), null)
  t.equal(readQuantity('−3'), -3_000)
  t.equal(readQuantity('+1,250'), 1_250_000)
  t.equal(readQuantity('٧٫٥'), 7_500)
  t.equal(readQuantity('1.2345'), undefined)
})

t.test('a sum is of a currency that there is, and never below zero', async (t) => {
  t.equal(readSum('1,250.50', 'EGP'), 125_050)
  t.equal(readSum('٠٫٢٥', 'EGP'), 25)
  t.equal(readSum('0', 'EGP'), 0)
  t.equal(readSum('1.5', 'JPY'), undefined)
  for (const none of ['', '-1', '12.505', '1,5', 'all']) t.equal(readSum(none, 'EGP'), undefined)
  t.equal(readSum('5', '???'), undefined)
})
