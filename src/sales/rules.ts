// The arithmetic of a sale, the same on the till and on the hub: what a line comes to, the taxes, what
// is rounded for cash, the change, and what is wrong with a sale that somebody else computed.
import type { Id } from '#shared/ids.ts'
import { lineAmountMinor, roundToIncrementMinor } from '#shared/money.ts'
import type { ProblemSlug } from '#shared/problem.ts'
import { taxDocument, type Tax as Rate, type TaxedDocument } from '#shared/tax.ts'
import type { Store, Tax } from '#stores/contract.ts'
import type { SaleBody, SaleLine, Tender, Totals } from './contract.ts'

/** What of a store's settings a sale is computed by. */
export type SaleSettings = Pick<
  Store,
  'currency' | 'pricesIncludeTax' | 'taxRounding' | 'cashRoundingMinor'
>
/** The company's taxes by id. */
export type Taxes = { get(id: Id): Tax | undefined }
type Priced = Pick<SaleLine, 'unitPriceCentiMinor' | 'quantityMilli' | 'discountMinor'>
type Amount = Pick<SaleLine, 'amountMinor' | 'taxId'>
type Paid = Pick<Tender, 'kind' | 'amountMinor'>

// Goods without a tax are outside its scope, which an invoice has to say.
const outside: Rate = { category: 'O', ratePpm: 0 }

/** The tax of a line as the arithmetic wants it; one that is not known here counts as none. */
export function rateOf(taxId: Id | null, taxes: Taxes): Rate {
  return (taxId === null ? undefined : taxes.get(taxId)) ?? outside
}

/** Price × quantity, rounded, less the discount; negative for goods that come back. */
export function lineAmount(line: Priced): number {
  return lineAmountMinor(line.unitPriceCentiMinor, line.quantityMilli) - line.discountMinor
}

/** What of the total is given in cash, before change: only that part is rounded. */
function cashRounding(
  grossMinor: number,
  tenders: readonly Paid[],
  { cashRoundingMinor }: SaleSettings,
): number {
  let others = 0
  let cash = false
  for (const { kind, amountMinor } of tenders) {
    if (kind === 'cash') cash = true
    else others += amountMinor
  }
  if (!cash || cashRoundingMinor === 1) return 0
  const restMinor = grossMinor - others
  return roundToIncrementMinor(restMinor, cashRoundingMinor) - restMinor
}

export type Computed = { readonly taxed: TaxedDocument; readonly totals: Totals }

/** The totals together with the net and tax of each line. */
export function compute(
  lines: readonly Amount[],
  settings: SaleSettings,
  taxes: Taxes,
  tenders: readonly Paid[],
): Computed {
  const taxed = taxDocument(
    lines.map(({ amountMinor, taxId }) => ({ amountMinor, taxes: [rateOf(taxId, taxes)] })),
    { pricesInclude: settings.pricesIncludeTax, rounding: settings.taxRounding },
  )
  const { netMinor, taxMinor, grossMinor } = taxed
  const roundingMinor = cashRounding(grossMinor, tenders, settings)
  const totals = {
    netMinor,
    taxMinor,
    roundingMinor,
    totalMinor: grossMinor + roundingMinor,
    taxes: taxed.totals.map(({ category, ratePpm, baseMinor, taxMinor: amount }) => {
      return { category, ratePpm, netMinor: baseMinor, taxMinor: amount }
    }),
  }
  return { taxed, totals }
}

/** What a sale comes to. Cash rounding depends on the tenders: only cash is rounded. */
export function totalsOf(
  lines: readonly Amount[],
  settings: SaleSettings,
  taxes: Taxes,
  tenders: readonly Paid[],
): Totals {
  return compute(lines, settings, taxes, tenders).totals
}

/** What is still to be paid (negative: to be given back) when the rest is paid in cash. */
export function dueInCash(
  lines: readonly Amount[],
  settings: SaleSettings,
  taxes: Taxes,
  tenders: readonly Paid[],
): number {
  const withCash = [...tenders, { kind: 'cash' as const, amountMinor: 0 }]
  const { totalMinor } = totalsOf(lines, settings, taxes, withCash)
  return totalMinor - sumOf(tenders)
}

function sumOf(tenders: readonly Paid[]): number {
  let sum = 0
  for (const { amountMinor } of tenders) sum += amountMinor
  return sum
}

/** What was given less what was given back. */
export function paidOf({
  tenders,
  changeMinor,
}: Pick<SaleBody, 'tenders' | 'changeMinor'>): number {
  return sumOf(tenders) - changeMinor
}

/** What is given back in cash because more was handed over than the total; never negative. */
export function changeOf(totalMinor: number, tenders: readonly Paid[]): number {
  return Math.max(0, sumOf(tenders) - totalMinor)
}

export type NewSale = Omit<SaleBody, 'lines' | 'changeMinor' | 'totals' | 'currency'> & {
  readonly lines: readonly Omit<SaleLine, 'amountMinor'>[]
}

/** Completes a sale: amounts, totals and change. It does not check that the tenders suffice. */
export function buildSale(sale: NewSale, settings: SaleSettings, taxes: Taxes): SaleBody {
  const lines = sale.lines.map((line) => ({ ...line, amountMinor: lineAmount(line) }))
  const totals = totalsOf(lines, settings, taxes, sale.tenders)
  const changeMinor = changeOf(totals.totalMinor, sale.tenders)
  return { ...sale, currency: settings.currency, lines, totals, changeMinor }
}

type SaleFault = {
  readonly slug: ProblemSlug
  readonly detail: string
  readonly lineId?: Id
}

/** A fault of the shape: such a sale means nothing and cannot be kept as a fact. */
export function shapeFault(body: SaleBody, settings: SaleSettings): SaleFault | undefined {
  const wrong = (detail: string, lineId?: Id): SaleFault => {
    return { slug: 'invalid-input', detail, ...(lineId && { lineId }) }
  }
  if (body.currency !== settings.currency) return wrong(`The store sells in ${settings.currency}`)
  const seen = new Set<Id>()
  for (const line of body.lines) {
    const { id, quantityMilli, discountMinor, returnOf } = line
    if (seen.has(id)) return wrong('Two lines have one id', id)
    seen.add(id)
    if (quantityMilli === 0) return wrong('A line of nothing is none', id)
    if (quantityMilli < 0 !== (returnOf !== null)) return wrong('Only a return is negative', id)
    if (returnOf && (returnOf.saleId === null) !== (returnOf.lineId === null)) {
      return wrong('A return names both the sale and its line, or neither', id)
    }
    const sign = Math.sign(quantityMilli)
    if (discountMinor * sign < 0 || lineAmount(line) * sign < 0) {
      return wrong('A discount lies between nothing and all of its line', id)
    }
  }
  if (body.changeMinor > cashIn(body.tenders)) {
    return { slug: 'totals-mismatch', detail: 'Change is given for cash only' }
  }
  return undefined
}

/** What does not add up: lines, totals, tenders and change, against what they should be. */
export function sumFaults(body: SaleBody, { totals }: Computed): SaleFault[] {
  const faults: SaleFault[] = []
  for (const line of body.lines) {
    if (line.amountMinor !== lineAmount(line)) {
      const detail = `The line comes to ${lineAmount(line)}, not ${line.amountMinor}`
      faults.push({ slug: 'totals-mismatch', detail, lineId: line.id })
    }
  }
  if (!sameTotals(body.totals, totals)) {
    const detail = `The total is ${totals.totalMinor}, not ${body.totals.totalMinor}`
    faults.push({ slug: 'totals-mismatch', detail })
  }
  const paidMinor = paidOf(body)
  const { totalMinor } = body.totals
  if (paidMinor < totalMinor) {
    faults.push({ slug: 'tender-short', detail: `${totalMinor - paidMinor} is missing` })
  } else if (paidMinor > totalMinor) {
    faults.push({ slug: 'totals-mismatch', detail: `${paidMinor - totalMinor} too much was kept` })
  }
  return faults
}

function cashIn(tenders: readonly Paid[]): number {
  let sum = 0
  for (const { kind, amountMinor } of tenders) {
    if (kind === 'cash' && amountMinor > 0) sum += amountMinor
  }
  return sum
}

function sameTotals(a: Totals, b: Totals): boolean {
  if (a.netMinor !== b.netMinor || a.taxMinor !== b.taxMinor) return false
  if (a.roundingMinor !== b.roundingMinor || a.totalMinor !== b.totalMinor) return false
  if (a.taxes.length !== b.taxes.length) return false
  return a.taxes.every((row, i) => {
    const other = b.taxes[i]
    return (
      row.category === other?.category &&
      row.ratePpm === other.ratePpm &&
      row.netMinor === other.netMinor &&
      row.taxMinor === other.taxMinor
    )
  })
}

/** Everything that is wrong with a sale by arithmetic alone; the till asks before it writes it down. */
export function checkSale(body: SaleBody, settings: SaleSettings, taxes: Taxes): SaleFault[] {
  const fault = shapeFault(body, settings)
  if (fault) return [fault]
  return sumFaults(body, compute(body.lines, settings, taxes, body.tenders))
}
