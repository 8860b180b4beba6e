// The rules of EN 16931 about sums, asked of a legal document as it is kept.
import type { InvoiceBody } from '#invoices/contract.ts'
import { nearest, rational } from '../shared/rational.ts'

/** Rules of EN 16931 that an invoice breaks. */
export function documentFaults(body: InvoiceBody): string[] {
  const sum = (of: readonly number[]) => of.reduce((total, each) => total + each, 0)
  const rules = {
    'BR-CO-10': sum(body.lines.map((line) => line.netMinor)) === body.netMinor,
    'BR-CO-14': sum(body.taxes.map((tax) => tax.taxMinor)) === body.taxMinor,
    'BR-CO-15': body.netMinor + body.taxMinor === body.grossMinor,
    'BR-CO-16': body.grossMinor + body.roundingMinor === body.payableMinor,
    // The tax contained in a price is rounded from the price, at the latest once for each line: each may
    // be a unit away from BR-CO-17.
    'BR-CO-17': body.taxes.every(
      ({ netMinor, ratePpm, taxMinor }) =>
        Math.abs(Number(nearest(rational(netMinor * ratePpm, 1_000_000))) - taxMinor) <=
        body.lines.length,
    ),
    'BR-27': body.lines.every((line) => line.unitPriceCentiMinor >= 0),
    payable: body.payableMinor >= 0,
    paid:
      sum(body.tenders.map((each) => each.amountMinor)) - body.changeMinor === body.payableMinor,
  }
  return Object.entries(rules).flatMap(([rule, holds]) => (holds ? [] : [rule]))
}
