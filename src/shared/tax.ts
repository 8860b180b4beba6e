// The arithmetic of taxes on amounts: inside a price or on top of it, rounded once per line or once per
// document, summed by category and rate as EN 16931 asks. It decides no rates and knows no products.

import Type, { type Static } from 'typebox'
import { assertSafe, safeNumber, spread } from './decimal.ts'
import { splitMinor, WHOLE_PPM } from './money.ts'

const WHOLE = BigInt(WHOLE_PPM)

/**
 * EN 16931 (UNCL 5305) category: S standard, Z zero rated, E exempt, AE reverse charge, K supply within
 * the community, G export, O outside the scope. All but S carry a rate of 0.
 */
export const TaxCategory = Type.Enum(['S', 'Z', 'E', 'AE', 'K', 'G', 'O'], {
  description: 'EN 16931 tax category code',
})
export type TaxCategory = Static<typeof TaxCategory>

/** A rate in parts per million, 0 to 1000 %: 14 % is 140000. */
const RatePpm = Type.Integer({ minimum: 0, maximum: 10_000_000 })

export const Tax = Type.Object(
  { category: TaxCategory, ratePpm: RatePpm },
  { additionalProperties: false },
)
export type Tax = Static<typeof Tax>

/** Whether the amounts given contain their tax, and where it is rounded. */
export type TaxRules = { readonly pricesInclude: boolean; readonly rounding: 'line' | 'document' }

/** A signed amount and the taxes on it; several taxes share one base and their rates add up. */
type TaxableLine = { readonly amountMinor: number; readonly taxes: readonly Tax[] }

/** netMinor + taxMinor = grossMinor; one of net and gross is the amount that was given. */
type TaxedLine = {
  readonly netMinor: number
  readonly taxMinor: number
  readonly grossMinor: number
}

/** One row of the tax breakdown (BG-23): taxable base (BT-116) and tax (BT-117) of a category and rate. */
type TaxTotal = {
  readonly category: TaxCategory
  readonly ratePpm: number
  readonly baseMinor: number
  readonly taxMinor: number
}

export type TaxedDocument = {
  readonly lines: TaxedLine[]
  readonly totals: TaxTotal[]
  readonly netMinor: number
  readonly taxMinor: number
  readonly grossMinor: number
}

type Placed<T> = { readonly index: number; readonly line: T }

// Lines that are rounded together must bear the same taxes in the same order, because the tax contained
// in a price depends on the sum of the rates.
function groupLines(
  lines: readonly TaxableLine[],
  rounding: TaxRules['rounding'],
): Placed<TaxableLine>[][] {
  const placed = lines.map((line, index) => ({ index, line }))
  if (rounding === 'line') return placed.map((entry) => [entry])
  const groups = Map.groupBy(placed, ({ line }) =>
    line.taxes.map((tax) => `${tax.category}${tax.ratePpm}`).join(' '),
  )
  return [...groups.values()]
}

function taxGroup(
  group: readonly Placed<TaxableLine>[],
  rules: TaxRules,
  ratePpm: number,
): Placed<TaxedLine>[] {
  assertSafe('a taxed amount', ratePpm, ...group.map(({ line }) => line.amountMinor))
  const rate = BigInt(ratePpm)
  const exact = group.map(({ line }) => BigInt(line.amountMinor) * rate)
  const parts = spread(exact, rules.pricesInclude ? WHOLE + rate : WHOLE)
  return group.map(({ index, line }, position) => {
    const given = BigInt(line.amountMinor)
    const tax = parts[position] ?? 0n
    const net = rules.pricesInclude ? given - tax : given
    return { index, line: totalOf(net, tax) }
  })
}

function totalOf(net: bigint, tax: bigint): TaxedLine {
  return {
    netMinor: safeNumber(net, 'a net amount'),
    taxMinor: safeNumber(tax, 'a tax'),
    grossMinor: safeNumber(net + tax, 'a gross amount'),
  }
}

function sumLines(placed: readonly Placed<TaxedLine>[]): TaxedLine {
  let net = 0n
  let tax = 0n
  for (const { line } of placed) {
    net += BigInt(line.netMinor)
    tax += BigInt(line.taxMinor)
  }
  return totalOf(net, tax)
}

class Breakdown {
  readonly #rows = new Map<string, { tax: Tax; base: bigint; amount: bigint }>()

  /** Adds to the row of a category and rate. */
  put(tax: Tax, baseMinor: bigint, amountMinor: bigint): void {
    const key = keyOf(tax)
    const row = this.#rows.get(key) ?? { tax, base: 0n, amount: 0n }
    row.base += baseMinor
    row.amount += amountMinor
    this.#rows.set(key, row)
  }

  /** Shares a tax out over the taxes it is made of, by their rates. */
  share(taxes: readonly Tax[], sums: TaxedLine): void {
    const rates = taxes.map((tax) => tax.ratePpm)
    for (const [index, amountMinor] of splitMinor(sums.taxMinor, rates).entries()) {
      const tax = taxes[index]
      if (tax) this.put(tax, BigInt(sums.netMinor), BigInt(amountMinor))
    }
  }

  totals(): TaxTotal[] {
    const rows = [...this.#rows.values()].map(({ tax, base, amount }) => ({
      category: tax.category,
      ratePpm: tax.ratePpm,
      baseMinor: safeNumber(base, 'a taxable base'),
      taxMinor: safeNumber(amount, 'a tax total'),
    }))
    return rows.toSorted((a, b) => b.ratePpm - a.ratePpm || (a.category < b.category ? -1 : 1))
  }
}

const keyOf = ({ category, ratePpm }: Tax) => `${category} ${ratePpm}`

/** Lines that are rounded together, by the taxes they bear. */
function inGroups(lines: readonly TaxableLine[], rules: TaxRules): TaxedDocument {
  const taxed: Placed<TaxedLine>[] = []
  const breakdown = new Breakdown()
  for (const group of groupLines(lines, rules.rounding)) {
    const taxes = group.flatMap(({ line }, position) => (position === 0 ? line.taxes : []))
    const ratePpm = taxes.reduce((sum, tax) => sum + tax.ratePpm, 0)
    const members = taxGroup(group, rules, ratePpm)
    taxed.push(...members)
    breakdown.share(taxes, sumLines(members))
  }
  taxed.sort((a, b) => a.index - b.index)
  return {
    lines: taxed.map(({ line }) => line),
    totals: breakdown.totals(),
    ...sumLines(taxed),
  }
}

/** On top of the document: each tax is rounded once, over all lines that bear it, whatever else they do. */
function onTop(lines: readonly TaxableLine[]): TaxedDocument {
  const bearers = new Map<string, { tax: Tax; indices: number[] }>()
  for (const [index, { amountMinor, taxes }] of lines.entries()) {
    assertSafe('a taxed amount', amountMinor, ...taxes.map((tax) => tax.ratePpm))
    for (const tax of taxes) {
      const known = bearers.get(keyOf(tax))
      if (known) known.indices.push(index)
      else bearers.set(keyOf(tax), { tax, indices: [index] })
    }
  }
  const amounts = lines.map(({ amountMinor }) => BigInt(amountMinor))
  const taxOf = lines.map(() => 0n)
  const breakdown = new Breakdown()
  for (const { tax, indices } of bearers.values()) {
    const exact = indices.map((index) => (amounts[index] ?? 0n) * BigInt(tax.ratePpm))
    for (const [position, part] of spread(exact, WHOLE).entries()) {
      const index = indices[position] ?? 0
      taxOf[index] = (taxOf[index] ?? 0n) + part
      breakdown.put(tax, amounts[index] ?? 0n, part)
    }
  }
  const taxed = amounts.map((net, index) => totalOf(net, taxOf[index] ?? 0n))
  const placed = taxed.map((line, index) => ({ index, line }))
  return { lines: taxed, totals: breakdown.totals(), ...sumLines(placed) }
}

/**
 * Taxes a document. Each line's net and tax sum exactly to the totals, and the totals' taxes to
 * taxMinor (BR-CO-14). Rounded per document on net amounts, each tax is its base × rate rounded
 * (BR-CO-17 to the unit); a gross price leaves it within 1 minor unit for each kind of taxes that lines
 * bear, rounding per line within half a unit for each line of net prices and within 1 for each of gross
 * prices, whose base is rounded too. A line without taxes adds to the net only. A document with every
 * sign turned has every figure turned.
 */
export function taxDocument(lines: readonly TaxableLine[], rules: TaxRules): TaxedDocument {
  const isOnTop = !rules.pricesInclude && rules.rounding === 'document'
  return isOnTop ? onTop(lines) : inGroups(lines, rules)
}
