// Numbers, money, dates and ages as the faces write them, in both languages and both sets of digits.
import t from 'tap'
import { decimalText } from '../../client/look/decimals.ts'
import { numerals } from '../../client/look/numerals.ts'

const english = numerals('en', 'latn', 'Europe/London')
const arabic = numerals('ar', 'arab', 'Africa/Cairo')
const western = numerals('ar', 'latn', 'Africa/Cairo')

// Direction marks are Intl's affair: what is asserted is what is read.
const read = (text: string) =>
  text.replaceAll(/[\u200E\u200F\u061C]/g, '').replaceAll('\u00A0', ' ')

t.test('an integer becomes exact decimal text', async (t) => {
  t.equal(decimalText(2422, 2), '24.22')
  t.equal(decimalText(5, 3), '0.005')
  t.equal(decimalText(-7, 2), '-0.07')
  t.equal(decimalText(7, 0), '7')
  t.equal(decimalText(Number.MAX_SAFE_INTEGER, 2), '90071992547409.91')
})

t.test(
  'money has all decimals of its currency and its sign where the language puts it',
  async (t) => {
    t.equal(english.money(2422, 'GBP'), '£24.22')
    t.equal(read(english.money(18_426_000, 'EGP')), 'EGP 184,260.00')
    t.equal(english.money(-100, 'GBP'), '−£1.00')
    t.equal(english.money(1250, 'JPY'), '¥1,250')
    t.equal(read(english.money(1250, 'KWD')), 'KWD 1.250')
    // Browsers write the dinar of Iraq and the pound of Lebanon without the decimals that the hub counts in.
    t.equal(read(english.money(1250, 'IQD')), 'IQD 1.250')
    t.equal(read(english.money(1250, 'LBP')), 'LBP 12.50')
    t.equal(read(arabic.money(4250, 'EGP')), '٤٢٫٥٠ ج.م')
    t.equal(read(western.money(4250, 'EGP')), '42.50 ج.م')
    t.equal(read(western.amount(-2000, 'EGP')), '−20.00')
    t.equal(english.amount(18_426_000, 'EGP', { whole: true }), '184,260')
  },
)

t.test('a unit price shows its two further decimals only when they say something', async (t) => {
  t.equal(english.unitPriceParts(18_500, 'GBP').figure, '1.85')
  t.equal(english.unitPriceParts(18_525, 'GBP').figure, '1.8525')
})

t.test('quantities are exact on a line and short on a tile', async (t) => {
  t.same(english.quantity(742, 'KGM'), { figure: '0.742', unit: 'kg' })
  t.same(english.quantity(11_400, 'KGM', 'short'), { figure: '11.4', unit: 'kg' })
  t.same(english.quantity(2000, 'C62'), { figure: '2', unit: '' })
  t.same(arabic.quantity(1250, 'KGM'), { figure: '١٫٢٥٠', unit: 'كجم' })
  t.equal(english.quantity(1000, 'ZZZ').unit, 'ZZZ')
})

t.test('rates are parts per million', async (t) => {
  t.equal(english.percent(150_000), '15%')
  t.equal(english.percent(124_000, { signed: true }), '+12.4%')
  t.equal(read(arabic.percent(150_000)), '١٥٪')
})

t.test('dates name the month, and a bare date does not move with the zone', async (t) => {
  t.equal(english.date('2026-11-27'), '27 Nov')
  t.equal(numerals('en', 'latn', 'Pacific/Kiritimati').date('2026-11-27'), '27 Nov')
  t.equal(english.date('2026-09-02', 'day-year'), '2 Sep 2026')
  t.equal(read(arabic.date('2026-11-27')), '٢٧ نوفمبر')
  t.equal(read(western.date('2028-08-31', 'month-year')), 'أغسطس 2028')
})

t.test('times are 24 h in English and 12 h in Arabic, in the store’s zone', async (t) => {
  t.equal(english.time('2026-11-23T10:42:00Z'), '10:42')
  t.equal(english.time('2026-11-23T10:42:36Z', { seconds: true }), '10:42:36')
  t.equal(read(western.time('2026-11-23T08:42:00Z')), '10:42 ص')
})

t.test('ages follow the plurals of the language', async (t) => {
  t.equal(read(english.age(4200)), '4 s')
  t.equal(read(english.age(245_000)), '4 min')
  t.equal(read(western.age(1000)), 'ثانية')
  t.equal(read(western.age(2000)), 'ثانيتين')
  t.equal(read(arabic.age(4000)), '٤ ثوانٍ')
  t.equal(read(western.age(18_000)), '18 ثانية')
  t.equal(read(western.age(240_000)), '4 دقائق')
})
