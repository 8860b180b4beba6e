// Completing a sale: whoever makes one says what is special about it, and what a plain sale lacks, the
// amounts, the totals and the change are put here. It checks nothing.
import type { SaleBody, SaleLine } from './contract.ts'
import { changeOf, lineAmount, totalsOf, type SaleSettings, type Taxes } from './amounts.ts'

const plainLine = { packMilli: 1000, discounts: [], issues: null } satisfies Partial<SaleLine>
const plainSale = {
  salesPersonId: null,
  channel: 'store',
  customerGroupId: null,
  taxPositionId: null,
  priceVersion: null,
  basketId: null,
  voidOf: null,
  approvals: [],
} satisfies Partial<SaleBody>

type Plain<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>
/** A line without its amount; what a plain line lacks may be left out. */
export type NewLine = Plain<Omit<SaleLine, 'amountMinor'>, keyof typeof plainLine>
/** A sale without its sums; what a plain sale lacks may be left out. */
export type NewSale = Plain<
  Omit<SaleBody, 'lines' | 'changeMinor' | 'totals' | 'currency'>,
  keyof typeof plainSale
> & { readonly lines: readonly NewLine[] }

/** A line with its amount. */
export function buildLine(
  line: NewLine,
  settings: Pick<SaleSettings, 'pricesIncludeTax'>,
  taxes: Taxes,
): SaleLine {
  const whole = { ...plainLine, ...line }
  return { ...whole, amountMinor: lineAmount(whole, settings, taxes) }
}

/** Completes a sale: amounts, totals and change. It does not check that the tenders suffice. */
export function buildSale(sale: NewSale, settings: SaleSettings, taxes: Taxes): SaleBody {
  const lines = sale.lines.map((line) => buildLine(line, settings, taxes))
  const totals = totalsOf(lines, settings, taxes, sale.tenders)
  const changeMinor = changeOf(totals.totalMinor, sale.tenders)
  return { ...plainSale, ...sale, currency: settings.currency, lines, totals, changeMinor }
}
