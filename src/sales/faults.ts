// What is wrong with a sale that somebody else computed: first whether it means anything at all, then
// whether it adds up. It looks nothing up but taxes.
import type { Id } from '#shared/ids.ts'
import type { ProblemSlug } from '#shared/problem.ts'
import type { SaleBody, SaleLine, Tender, Totals } from './contract.ts'
import {
  compute,
  lineAmount,
  listAmount,
  paidOf,
  type Computed,
  type SaleSettings,
  type Taxes,
} from './amounts.ts'

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
    const { id, quantityMilli, returnOf } = line
    if (seen.has(id)) return wrong('Two lines have one id', id)
    seen.add(id)
    if (quantityMilli === 0) return wrong('A line of nothing is none', id)
    const isReturn = returnOf !== null && (quantityMilli < 0 || body.voidOf === null)
    if (quantityMilli < 0 !== isReturn) return wrong('Only a return is negative', id)
    if (returnOf && (returnOf.saleId === null) !== (returnOf.lineId === null)) {
      return wrong('A return names both the sale and its line, or neither', id)
    }
    if (!discountsFit(line)) return wrong('Discounts lie between nothing and all of their line', id)
  }
  if (body.changeMinor > cashIn(body.tenders)) {
    return { slug: 'totals-mismatch', detail: 'Change is given for cash only' }
  }
  return undefined
}

function discountsFit(line: SaleLine): boolean {
  const sign = Math.sign(line.quantityMilli)
  return (
    line.discounts.every((each) => each.amountMinor * sign >= 0) && listAmount(line) * sign >= 0
  )
}

/** What does not add up: lines, totals, tenders and change, against what they should be. */
export function sumFaults(
  body: SaleBody,
  { totals }: Computed,
  settings: SaleSettings,
  taxes: Taxes,
): SaleFault[] {
  const faults: SaleFault[] = []
  for (const line of body.lines) {
    const amountMinor = lineAmount(line, settings, taxes)
    if (line.amountMinor !== amountMinor) {
      const detail = `The line comes to ${amountMinor}, not ${line.amountMinor}`
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

function cashIn(tenders: readonly Tender[]): number {
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
  return sumFaults(body, compute(body.lines, settings, taxes, body.tenders), settings, taxes)
}
