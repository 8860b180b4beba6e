// A discount on the whole basket, shared out to the last unit, and what a customer pays whose tax position
// takes the tax out of a price that contained it.
import fc from 'fast-check'
import t from 'tap'
import { basketDiscounts, buildSale, taxUnder, type NewSale } from '#sales/rules.ts'
import type { Tax } from '#stores/contract.ts'
import { distance, isAtMost, rational, times } from '../shared/rational.ts'

const name = { en: 'Tax', ar: 'ضريبة' }
const taxOf = (id: string, category: 'S' | 'E', ratePpm: number): [string, Tax] => {
  return [id, { id, name, parts: [{ name, category, ratePpm }], exemptionReason: null }]
}
const taxes = new Map([taxOf('vat', 'S', 140_000), taxOf('exempt', 'E', 0)])
const decision = { priceId: null, listId: null, version: null, by: 'list' } as const

t.test('a discount on the basket is shared out to the last unit', async (t) => {
  const amounts = fc.array(fc.integer({ min: -5000, max: 50_000 }), { maxLength: 12 })
  const run = () =>
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 200_000 }), (all, discountMinor) => {
        const shares = basketDiscounts(all, discountMinor).map((each) => each?.amountMinor ?? 0)
        const most = all.reduce((sum, each) => sum + Math.max(0, each), 0)
        const due = Math.min(discountMinor, most)
        const shared = shares.reduce((sum, each) => sum + each, 0)
        return (
          shared === due &&
          shares.every((share, i) => {
            const amountMinor = Math.max(0, all[i] ?? 0)
            if (share < 0 || share > amountMinor) return false
            const exact = times(rational(due), rational(amountMinor, Math.max(1, most)))
            return isAtMost(distance(exact, rational(share)), rational(1))
          })
        )
      }),
      { numRuns: 1000 },
    )
  t.doesNotThrow(run)
  t.same(
    basketDiscounts([1000, -500, 1000, 1000], 100, 'Fair').map((each) => each?.amountMinor),
    [34, undefined, 33, 33],
  )
})

t.test('an exempt customer pays the price without the tax it contained', async (t) => {
  const position = { map: [{ fromTaxId: 'vat', toTaxId: 'exempt' }] }
  const sale = (currency: string, unitPriceCentiMinor: number, cashRoundingMinor: number) => {
    const settings = { currency, pricesIncludeTax: true, taxRounding: 'line' as const }
    const priced = { id: 'l', variantId: 'v', lotId: null, decision, returnOf: null }
    const under = taxUnder('vat', position, { taxes, at: '' })
    const goods = { quantityMilli: 1000, unitPriceCentiMinor, ...under }
    const of: NewSale = {
      id: 's',
      at: '2026-06-15T10:00:00.000Z',
      businessOn: '2026-06-15',
      personId: 'p',
      cashSessionId: 'c',
      customerId: null,
      offline: false,
      lines: [{ ...priced, ...goods }],
      tenders: [{ kind: 'cash', amountMinor: 1_000_000, reference: null }],
    }
    return buildSale(of, { ...settings, cashRoundingMinor }, taxes).totals
  }
  const exempt = [{ category: 'E', ratePpm: 0, taxMinor: 0 }]
  t.match(sale('EGP', 114_000, 25), {
    netMinor: 1000,
    taxMinor: 0,
    taxes: exempt,
    totalMinor: 1000,
  })
  t.match(sale('KWD', 1_000_000, 5), { netMinor: 8772, roundingMinor: -2, totalMinor: 8770 })
  t.match(sale('JPY', 100_000, 1), { netMinor: 877, roundingMinor: 0, totalMinor: 877 })
})
