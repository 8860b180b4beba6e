// What a sale comes to, computed slowly in exact fractions from the words of the rules alone. It shares
// no code with what it judges: its own sums, its own splitting, its own rounding.
import { nearest, rational, times } from '../shared/rational.ts'

export type SlowPart = { readonly category: string; readonly ratePpm: number }
export type SlowLine = {
  readonly unitPriceCentiMinor: number
  readonly quantityMilli: number
  readonly packMilli: number
  readonly discountsMinor: readonly number[]
  readonly parts: readonly SlowPart[]
  /** The parts of the product's own tax, where a tax position put others in their place. */
  readonly listParts: readonly SlowPart[] | null
}
export type SlowSale = {
  readonly lines: readonly SlowLine[]
  readonly tenders: readonly { readonly kind: string; readonly amountMinor: number }[]
  readonly includeTax: boolean
  readonly perLine: boolean
  readonly cashMinor: number
}
export type SlowTotals = {
  readonly amounts: bigint[]
  readonly net: bigint
  readonly tax: bigint
  readonly rounding: bigint
  readonly total: bigint
  /** By category and rate: base and tax. */
  readonly rows: Map<string, { base: bigint; tax: bigint }>
}

const million = 1_000_000n
const rateOf = (parts: readonly SlowPart[]) =>
  parts.reduce((sum, { ratePpm }) => sum + BigInt(ratePpm), 0n)
const sum = (all: readonly bigint[]) => all.reduce((total, each) => total + each, 0n)
const share = (amount: bigint, top: bigint, bottom: bigint) =>
  nearest(times(rational(amount), rational(top, bottom)))

function amountOf(line: SlowLine, includeTax: boolean): bigint {
  const price = rational(line.unitPriceCentiMinor, 100)
  const full = nearest(times(price, rational(line.quantityMilli, line.packMilli)))
  const list = full - sum(line.discountsMinor.map(BigInt))
  if (line.listParts === null || !includeTax) return list
  return share(list, million + rateOf(line.parts), million + rateOf(line.listParts))
}

/** One unit after the other to whoever is furthest below their exact share, the first among equals. */
function dealOut(amount: bigint, weights: readonly bigint[]): bigint[] {
  const all = sum(weights)
  const size = amount < 0n ? -amount : amount
  const dealt = weights.map((weight) => (all === 0n ? 0n : (size * weight) / all))
  for (let left = all === 0n ? 0n : size - sum(dealt); left > 0n; left -= 1n) {
    let poorest = 0
    const lacks = weights.map((weight, i) => size * weight - (dealt[i] ?? 0n) * all)
    for (const [i, lack] of lacks.entries()) if (lack > (lacks[poorest] ?? 0n)) poorest = i
    dealt[poorest] = (dealt[poorest] ?? 0n) + 1n
  }
  return dealt.map((part) => (amount < 0n ? -part : part))
}

type Group = { readonly amount: bigint; readonly parts: readonly SlowPart[] }

function groups({ lines, perLine }: SlowSale, amounts: readonly bigint[]): Group[] {
  const found = new Map<string, Group>()
  for (const [i, { parts }] of lines.entries()) {
    const key = perLine ? String(i) : JSON.stringify(parts)
    const amount = (found.get(key)?.amount ?? 0n) + (amounts[i] ?? 0n)
    found.set(key, { amount, parts })
  }
  return [...found.values()]
}

/** The totals of a sale by the rules. */
export function slowTotals(sale: SlowSale): SlowTotals {
  const amounts = sale.lines.map((line) => amountOf(line, sale.includeTax))
  const rows: SlowTotals['rows'] = new Map()
  const put = ({ category, ratePpm }: SlowPart, base: bigint, tax: bigint) => {
    const key = `${category} ${ratePpm}`
    const row = rows.get(key) ?? { base: 0n, tax: 0n }
    rows.set(key, { base: row.base + base, tax: row.tax + tax })
  }
  let net = sum(amounts)
  if (!sale.includeTax && !sale.perLine) {
    // Each tax of the document is its base by its rate, rounded once.
    for (const [i, { parts }] of sale.lines.entries()) {
      for (const part of parts) put(part, amounts[i] ?? 0n, 0n)
    }
    for (const [key, row] of rows)
      row.tax = share(row.base, BigInt(key.split(' ')[1] ?? 0), million)
  } else {
    for (const { amount, parts } of groups(sale, amounts)) {
      const rate = rateOf(parts)
      const tax = share(amount, rate, sale.includeTax ? million + rate : million)
      const base = sale.includeTax ? amount - tax : amount
      if (sale.includeTax) net -= tax
      const weights = parts.map(({ ratePpm }) => BigInt(ratePpm))
      const dealt = dealOut(tax, weights)
      for (const [i, part] of parts.entries()) put(part, base, dealt[i] ?? 0n)
    }
  }
  const tax = sum([...rows.values()].map((row) => row.tax))
  const rounding = cashRounding(sale, net + tax)
  return { amounts, net, tax, rounding, total: net + tax + rounding, rows }
}

function cashRounding({ tenders, cashMinor }: SlowSale, gross: bigint): bigint {
  if (!tenders.some(({ kind }) => kind === 'cash')) return 0n
  const others = tenders.filter(({ kind }) => kind !== 'cash')
  const rest = gross - sum(others.map(({ amountMinor }) => BigInt(amountMinor)))
  return nearest(rational(rest, cashMinor)) * BigInt(cashMinor) - rest
}
