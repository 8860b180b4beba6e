// Totals of any basket against an independent model in exact fractions, and the rules of EN 16931 about
// sums: signed lines, packs, discounts, several taxes, tax positions, every rounding, every currency.
import fc from 'fast-check'
import t from 'tap'
import {
  basketDiscounts,
  buildSale,
  checkSale,
  compute,
  explainLine,
  isReversal,
  listAmount,
  taxUnder,
  voidOf,
  type NewSale,
} from '#sales/rules.ts'
import type { Discount, SaleBody } from '#sales/contract.ts'
import type { Tax } from '#stores/contract.ts'
import { distance, isAtMost, nearest, rational, times } from '../shared/rational.ts'
import { slowTotals } from '../support/slow-sale.ts'

const parts = (...rates: [Tax['parts'][number]['category'], number][]): Tax['parts'] =>
  rates.map(([category, ratePpm]) => ({ name: { en: category, ar: category }, category, ratePpm }))
const taxes = new Map<string, Tax>(
  Object.entries({
    vat: parts(['S', 140_000]),
    high: parts(['S', 200_000]),
    odd: parts(['S', 77_500]),
    // Two and three taxes on one line, one of them borne by other lines too.
    table: parts(['S', 140_000], ['S', 50_000]),
    quebec: parts(['S', 50_000], ['S', 99_750]),
    three: parts(['S', 77_500], ['S', 10_001], ['Z', 0]),
    zero: parts(['Z', 0]),
    exempt: parts(['E', 0]),
  }).map(([id, made]) => [
    id,
    { id, name: { en: id, ar: id }, parts: made, exemptionReason: null },
  ]),
)
const taxIds = [...taxes.keys()]

const line = fc.record({
  quantityMilli: fc.oneof(
    fc.integer({ min: 1, max: 40 }).map((pieces) => pieces * 1000),
    fc.integer({ min: 1, max: 30_000 }),
  ),
  packMilli: fc.constantFrom(1000, 1000, 6000, 12_000, 750, 7),
  unitPriceCentiMinor: fc.integer({ min: 0, max: 9_000_000 }),
  back: fc.boolean(),
  taxId: fc.option(fc.constantFrom(...taxIds)),
  offPpm: fc.array(fc.integer({ min: 0, max: 300_000 }), { maxLength: 3 }),
})
const drawn = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 12 }),
  // No decimal, two, three; coins of 1, 5, 25 and 250.
  currency: fc.constantFrom('JPY', 'EGP', 'KWD'),
  cashMinor: fc.constantFrom(1, 5, 25, 250),
  includeTax: fc.boolean(),
  perLine: fc.boolean(),
  map: fc.uniqueArray(
    fc.record({ fromTaxId: fc.constantFrom(...taxIds), toTaxId: fc.constantFrom(...taxIds) }),
    { maxLength: 4, selector: ({ fromTaxId }) => fromTaxId },
  ),
  basketOffMinor: fc.integer({ min: 0, max: 5000 }),
  cardMinor: fc.option(fc.integer({ min: -9000, max: 90_000 })),
  byCash: fc.boolean(),
  overMinor: fc.integer({ min: 0, max: 9999 }),
})
type Drawn = typeof drawn extends fc.Arbitrary<infer D> ? D : never

const decision = { priceId: null, listId: null, version: null, by: 'list' } as const
const returnOf = { saleId: null, lineId: null, reason: 'x', disposition: 'restock' } as const

function linesOf({ lines, map, basketOffMinor }: Drawn): NewSale['lines'] {
  const made = lines.map(({ back, offPpm, taxId, ...of }, i) => {
    const quantityMilli = back ? -of.quantityMilli : of.quantityMilli
    const priced = { ...of, quantityMilli, discounts: [] as Discount[] }
    const full = listAmount(priced)
    for (const ppm of offPpm) {
      const amountMinor = Math.trunc((full * ppm) / 1_000_000) + 0
      priced.discounts.push({ by: 'line', amountMinor, reason: null, ruleId: null })
    }
    const under = taxUnder(
      taxId,
      { map: map.filter((each) => each.fromTaxId !== each.toTaxId) },
      { taxes, at: '' },
    )
    const common = { id: String(i), variantId: 'v', lotId: null, decision }
    return { ...common, ...priced, ...under, returnOf: back ? returnOf : null }
  })
  const shares = basketDiscounts(made.map(listAmount), basketOffMinor)
  for (const [i, each] of made.entries()) {
    const off = shares[i]
    if (off) each.discounts.push(off)
  }
  return made
}

function saleOf(of: Drawn): SaleBody {
  const settings = settingsOf(of)
  const tenders: SaleBody['tenders'] = []
  if (of.cardMinor !== null) {
    tenders.push({ kind: 'card', amountMinor: of.cardMinor, reference: null })
  }
  if (of.byCash) tenders.push({ kind: 'cash', amountMinor: 0, reference: null })
  const sale: NewSale = {
    id: 's',
    at: '2026-06-15T10:00:00.000Z',
    businessOn: '2026-06-15',
    personId: 'p',
    cashSessionId: 'c',
    customerId: null,
    offline: false,
    lines: linesOf(of),
    tenders,
  }
  const { totals } = buildSale(sale, settings, taxes)
  // What is left is paid by the last tender, with something over in cash.
  const last = tenders.at(-1)
  if (last) {
    const paid = tenders.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
    const isCash = last.kind === 'cash'
    const due = totals.totalMinor - paid + last.amountMinor
    last.amountMinor = due + (isCash && due > 0 ? of.overMinor : 0)
  }
  return buildSale(sale, settings, taxes)
}

const settingsOf = ({ currency, includeTax, perLine, cashMinor }: Drawn) => ({
  currency,
  pricesIncludeTax: includeTax,
  taxRounding: perLine ? ('line' as const) : ('document' as const),
  cashRoundingMinor: cashMinor,
})
const alike = (some: readonly bigint[], others: readonly bigint[]) =>
  some.length === others.length && some.every((each, i) => each === others[i])

const partsOf = (taxId: string | null) => taxes.get(taxId ?? '')?.parts ?? parts(['O', 0])

const always =
  (of: fc.Arbitrary<Drawn>, check: (drawn: Drawn) => boolean, numRuns = 1500) =>
  () =>
    fc.assert(fc.property(of, check), { numRuns })

t.test('any basket comes to what exact fractions say', async (t) => {
  const same = (of: Drawn) => {
    const body = saleOf(of)
    const { includeTax, perLine, cashMinor } = of
    const slow = slowTotals({
      lines: body.lines.map((each) => ({
        ...each,
        discountsMinor: each.discounts.map(({ amountMinor }) => amountMinor),
        parts: partsOf(each.taxId),
        listParts: each.listTaxId === undefined ? null : partsOf(each.listTaxId),
      })),
      tenders: body.tenders,
      includeTax,
      perLine,
      cashMinor,
    })
    const { netMinor, taxMinor, roundingMinor, totalMinor, taxes: rows } = body.totals
    const told = [netMinor, taxMinor, roundingMinor, totalMinor].map(BigInt)
    if (!alike(told, [slow.net, slow.tax, slow.rounding, slow.total])) return false
    const amounts = body.lines.map(({ amountMinor }) => BigInt(amountMinor))
    if (!alike(amounts, slow.amounts)) return false
    return (
      rows.length === slow.rows.size &&
      rows.every((row) => {
        const found = slow.rows.get(`${row.category} ${row.ratePpm}`)
        return found?.base === BigInt(row.netMinor) && found.tax === BigInt(row.taxMinor)
      })
    )
  }
  t.doesNotThrow(always(drawn, same, 3000))
})

t.test('BR-CO-10, 13, 14, 15, 16 and 17 hold on any document', async (t) => {
  const sum = (all: readonly number[]) => all.reduce((total, each) => total + each, 0)
  const holds = (of: Drawn) => {
    const body = saleOf(of)
    const { taxed, totals } = compute(body.lines, settingsOf(of), taxes, body.tenders)
    const { netMinor, taxMinor, roundingMinor, totalMinor } = totals
    const lineNets = sum(taxed.lines.map((each) => each.netMinor))
    const exact = !of.includeTax && !of.perLine
    return (
      // There are no allowances on the whole document: BT-106 is BT-109.
      lineNets === netMinor &&
      sum(taxed.lines.map((each) => each.taxMinor)) === taxMinor &&
      sum(totals.taxes.map((row) => row.taxMinor)) === taxMinor &&
      taxed.grossMinor === netMinor + taxMinor &&
      totalMinor === netMinor + taxMinor + roundingMinor &&
      taxed.lines.every((each) => each.netMinor + each.taxMinor === each.grossMinor) &&
      totals.taxes.every((row) => {
        const due = times(rational(row.netMinor), rational(row.ratePpm, 1_000_000))
        if (exact) return nearest(due) === BigInt(row.taxMinor)
        // Each group that is rounded by itself may be a unit away, and one more for its share of a sum.
        const most = 2 * (of.perLine ? body.lines.length : taxIds.length + 1)
        return isAtMost(distance(due, rational(row.taxMinor)), rational(most))
      })
    )
  }
  t.doesNotThrow(always(drawn, holds))
})

t.test('what is built passes the check, and its reversal turns every figure', async (t) => {
  const occasion = { id: 'r', at: '2026-06-15T11:00:00.000Z', personId: 'q', offline: false }
  const holds = (of: Drawn) => {
    const body = saleOf(of)
    const settings = settingsOf(of)
    if (body.tenders.length > 0 && checkSale(body, settings, taxes).length > 0) return false
    let made = 0
    const newId = () => `r${made++}`
    const reversal = voidOf(body, { ...occasion, approvals: [], reason: 'x', newId })
    const forward = compute(body.lines, settings, taxes, body.tenders)
    const back = compute(reversal.lines, settings, taxes, reversal.tenders)
    return (
      isReversal(reversal, body) &&
      JSON.stringify(back.totals) === JSON.stringify(reversal.totals) &&
      back.taxed.lines.every((each, i) => {
        const other = forward.taxed.lines[i]
        return other?.netMinor === 0 - each.netMinor && other.taxMinor === 0 - each.taxMinor
      }) &&
      !isReversal({ ...reversal, changeMinor: 1 }, body)
    )
  }
  t.doesNotThrow(always(drawn, holds, 500))
})

t.test('every line explains itself to the amount it has', async (t) => {
  const holds = (of: Drawn) => {
    const body = saleOf(of)
    const settings = settingsOf(of)
    return body.lines.every((each) => {
      const { unitPriceCentiMinor, packMilli } = each
      const price = {
        id: 'p',
        listId: 'l',
        variantId: 'v',
        unitPriceCentiMinor,
        packMilli,
        minimumMilli: 0,
        validFrom: '2026-01-01T00:00:00.000Z',
        validTo: null,
        version: 1,
      }
      const told = explainLine({
        line: each,
        price,
        list: undefined,
        groupName: null,
        settings,
        taxes,
      })
      const paid = told.steps.filter(({ by }) => by !== 'tax')
      const sum = paid.reduce((total, { changeMinor }) => total + changeMinor, 0)
      return told.amountMinor === each.amountMinor && sum === each.amountMinor
    })
  }
  t.doesNotThrow(always(drawn, holds, 500))
})
