// The arithmetic of a sale that till and hub share.
import fc from 'fast-check'
import t from 'tap'
import type { SaleBody, Tender } from '#sales/contract.ts'
import {
  buildLine,
  buildSale,
  changeOf,
  checkSale,
  dueInCash,
  fullAmount,
  listAmount,
  totalsOf,
  type NewSale,
  type SaleSettings,
} from '#sales/rules.ts'
import type { Tax } from '#stores/contract.ts'
import { off } from '../support/sales.ts'

const tax = (id: string, ratePpm: number): [string, Tax] => [
  id,
  {
    id,
    name: { en: id, ar: id },
    parts: [{ name: { en: id, ar: id }, category: ratePpm ? 'S' : 'Z', ratePpm }],
    exemptionReason: null,
  },
]
const taxes = new Map([tax('vat', 140_000), tax('low', 50_000), tax('zero', 0)])
const settings: SaleSettings = {
  currency: 'EGP',
  pricesIncludeTax: true,
  taxRounding: 'document',
  cashRoundingMinor: 1,
}
const cash = (amountMinor: number): Tender => ({ kind: 'cash', amountMinor, reference: null })
const card = (amountMinor: number): Tender => ({ kind: 'card', amountMinor, reference: null })

t.test('a line is rounded once, before its discount', async (t) => {
  const line = { unitPriceCentiMinor: 33_333, quantityMilli: 1500, packMilli: 1000, discounts: [] }
  t.equal(listAmount(line), 500)
  t.equal(listAmount({ ...line, discounts: off(100) }), 400)
  t.equal(listAmount({ ...line, quantityMilli: -1500, discounts: off(-100) }), -400)
  t.equal(listAmount({ ...line, packMilli: 6000 }), 83)
})

t.test('only what is paid in cash is rounded', async (t) => {
  const lines = [{ amountMinor: 1012, taxId: 'vat' }]
  const rounding = { ...settings, cashRoundingMinor: 25 }
  t.match(totalsOf(lines, rounding, taxes, []), { roundingMinor: 0, totalMinor: 1012 })
  t.match(totalsOf(lines, rounding, taxes, [card(1012)]), { roundingMinor: 0 })
  t.match(totalsOf(lines, rounding, taxes, [cash(2000)]), { roundingMinor: -12, totalMinor: 1000 })
  t.match(totalsOf(lines, rounding, taxes, [card(499), cash(525)]), { roundingMinor: 12 })
  t.equal(dueInCash(lines, rounding, taxes, [card(499)]), 525)
  t.equal(dueInCash([{ amountMinor: -1012, taxId: 'vat' }], rounding, taxes, []), -1000)
})

t.test('a line without a tax, or with one that is not known, is outside its scope', async (t) => {
  for (const taxId of [null, 'unknown']) {
    const { taxes: rows } = totalsOf([{ amountMinor: 100, taxId }], settings, taxes, [])
    t.same(rows, [{ category: 'O', ratePpm: 0, netMinor: 100, taxMinor: 0 }])
  }
})

const line = fc.record({
  id: fc.uuid(),
  variantId: fc.constant('v'),
  quantityMilli: fc.integer({ min: 1, max: 100_000 }),
  back: fc.boolean(),
  lotId: fc.constant(null),
  unitPriceCentiMinor: fc.integer({ min: 0, max: 10_000_000 }),
  taxId: fc.constantFrom('vat', 'low', 'zero', null),
  sharePpm: fc.integer({ min: 0, max: 1_000_000 }),
})
const sale = fc.record({
  lines: fc.uniqueArray(line, { minLength: 1, maxLength: 20, selector: (each) => each.id }),
  settings: fc.record({
    currency: fc.constant('EGP'),
    pricesIncludeTax: fc.boolean(),
    taxRounding: fc.constantFrom('line' as const, 'document' as const),
    cashRoundingMinor: fc.constantFrom(1, 5, 25),
  }),
  cardMinor: fc.integer({ min: 0, max: 5000 }),
  overMinor: fc.integer({ min: 0, max: 5000 }),
})
type Whole = typeof sale extends fc.Arbitrary<infer S> ? S : never
type Drawn = Omit<Whole, 'settings'> & { readonly settings: SaleSettings }

function bodyOf(drawn: Drawn): SaleBody {
  const lines = drawn.lines.map(({ back, sharePpm, ...rest }) => {
    const quantityMilli = back ? -rest.quantityMilli : rest.quantityMilli
    const gross = fullAmount({ ...rest, quantityMilli, packMilli: 1000 })
    const discounts = off(Math.trunc((gross * sharePpm) / 1_000_000) + 0)
    const returnOf = { saleId: null, lineId: null, reason: 'x', disposition: 'restock' as const }
    const decision = { priceId: null, listId: null, version: null, by: 'list' as const }
    return { ...rest, quantityMilli, discounts, decision, returnOf: back ? returnOf : null }
  })
  const amounts = lines.map((each) => buildLine(each, drawn.settings, taxes))
  const tenders = [card(drawn.cardMinor)]
  const dueMinor = dueInCash(amounts, drawn.settings, taxes, tenders)
  tenders.push(cash(dueMinor + (dueMinor > 0 ? drawn.overMinor : 0)))
  const whole: NewSale = {
    id: 's',
    at: '2026-06-15T10:00:00.000Z',
    businessOn: '2026-06-15',
    personId: 'p',
    cashSessionId: 'c',
    customerId: null,
    offline: false,
    lines,
    tenders,
  }
  return buildSale(whole, drawn.settings, taxes)
}

t.test('whatever is built passes the check, and is paid to the last unit', async (t) => {
  const run = () =>
    fc.assert(
      fc.property(sale, (drawn) => {
        const body = bodyOf(drawn)
        const { netMinor, taxMinor, roundingMinor, totalMinor } = body.totals
        const paid = body.tenders.reduce((sum, each) => sum + each.amountMinor, 0)
        return (
          checkSale(body, drawn.settings, taxes).length === 0 &&
          netMinor + taxMinor + roundingMinor === totalMinor &&
          paid - body.changeMinor === totalMinor &&
          body.changeMinor === changeOf(totalMinor, body.tenders)
        )
      }),
      { numRuns: 300 },
    )
  t.doesNotThrow(run)
})

t.test('whatever is changed afterwards does not', async (t) => {
  const body = bodyOf({
    lines: [
      {
        id: 'a',
        variantId: 'v',
        quantityMilli: 1000,
        back: false,
        lotId: null,
        unitPriceCentiMinor: 125_000,
        taxId: 'vat',
        sharePpm: 0,
      },
    ],
    settings,
    cardMinor: 0,
    overMinor: 50,
  })
  const faults = (change: Partial<SaleBody>) =>
    checkSale({ ...body, ...change }, settings, taxes).map(({ slug }) => slug)
  const [only] = body.lines
  if (!only) return
  const withLine = (change: Partial<typeof only>) => faults({ lines: [{ ...only, ...change }] })
  t.same(faults({}), [])
  t.same(faults({ tenders: [cash(1249)], changeMinor: 0 }), ['tender-short'])
  t.same(faults({ changeMinor: 40 }), ['totals-mismatch'])
  t.same(faults({ tenders: [card(1300)] }), ['totals-mismatch'])
  t.same(faults({ totals: { ...body.totals, taxes: [] } }), ['totals-mismatch'])
  t.same(faults({ totals: { ...body.totals, netMinor: 0 } }), ['totals-mismatch'])
  t.same(faults({ currency: 'USD' }), ['invalid-input'])
  t.same(faults({ lines: [only, only] }), ['invalid-input'])
  t.same(withLine({ quantityMilli: 0 }), ['invalid-input'])
  t.same(withLine({ quantityMilli: -1000 }), ['invalid-input'])
  t.same(withLine({ discounts: off(1251) }), ['invalid-input'])
  t.same(withLine({ discounts: off(-1) }), ['invalid-input'])
  t.ok(withLine({ amountMinor: 1 }).includes('totals-mismatch'))
})
