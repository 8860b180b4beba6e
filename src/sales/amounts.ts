// The arithmetic of a sale, the same on the till and on the hub: what a line comes to, the taxes, what
// is rounded for cash, and the change. It looks nothing up but taxes, and judges nothing.
import type { Id } from '#shared/ids.ts'
import {
  lineAmountMinor,
  roundToIncrementMinor,
  scaleMinor,
  sumMinor,
  WHOLE_PPM,
} from '#shared/money.ts'
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
type Priced = Pick<SaleLine, 'unitPriceCentiMinor' | 'quantityMilli' | 'packMilli' | 'discounts'>
type Taxed = Priced & Pick<SaleLine, 'taxId' | 'listTaxId'>
type Amount = Pick<SaleLine, 'amountMinor' | 'taxId'>
type Paid = Pick<Tender, 'kind' | 'amountMinor'>

// Goods without a tax are outside its scope, which an invoice has to say.
const outside: readonly Rate[] = [{ category: 'O', ratePpm: 0 }]

/** The taxes of a line as the arithmetic wants them; one that is not known here counts as none. */
export function ratesOf(taxId: Id | null, taxes: Taxes): readonly Rate[] {
  return (taxId === null ? undefined : taxes.get(taxId))?.parts ?? outside
}

/** What all discounts of a line take off it; the sign is that of the line. */
export function discountOf({ discounts }: Pick<SaleLine, 'discounts'>): number {
  return discounts.length ? sumMinor(discounts.map(({ amountMinor }) => amountMinor)) : 0
}

/** Price × quantity by the pack, rounded once; negative for goods that come back. */
export function fullAmount(line: Omit<Priced, 'discounts'>): number {
  return lineAmountMinor(line.unitPriceCentiMinor, line.quantityMilli, line.packMilli)
}

/** What the list says the line comes to: price × quantity, rounded, less the discounts. */
export function listAmount(line: Priced): number {
  return fullAmount(line) - discountOf(line)
}

function ratePpmOf(taxId: Id | null, taxes: Taxes): number {
  return ratesOf(taxId, taxes).reduce((sum, { ratePpm }) => sum + ratePpm, 0)
}

/**
 * What a line comes to. Where prices contain their tax and the customer's tax position puts another in
 * its place, the tax contained is taken out and the other put in: what is left without tax stays.
 */
export function lineAmount(
  line: Taxed,
  { pricesIncludeTax }: Pick<SaleSettings, 'pricesIncludeTax'>,
  taxes: Taxes,
): number {
  const listMinor = listAmount(line)
  const { taxId, listTaxId } = line
  if (listTaxId === undefined || !pricesIncludeTax) return listMinor
  const fromPpm = WHOLE_PPM + ratePpmOf(listTaxId, taxes)
  return scaleMinor(listMinor, WHOLE_PPM + ratePpmOf(taxId, taxes), fromPpm)
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
    lines.map(({ amountMinor, taxId }) => ({ amountMinor, taxes: ratesOf(taxId, taxes) })),
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
