// The closing sums of an invoice by the names of EN 16931, from its lines, allowances and charges. It
// refuses nothing that adds up: whether a document may be issued is decided elsewhere.

import { sumMinor } from './money.ts'
import { taxDocument, type TaxableLine, type TaxedDocument, type TaxRules } from './tax.ts'

/** An allowance is written with a positive amount and taken off; a charge is added. */
export type DocumentEntry = TaxableLine & { readonly kind: 'line' | 'allowance' | 'charge' }

export type DocumentTotals = {
  /** Entries in the order given, allowances as negative amounts, with the tax breakdown. */
  readonly taxed: TaxedDocument
  /** BT-106, the sum of line net amounts (BR-CO-10). */
  readonly linesNetMinor: number
  /** BT-107 and BT-108, both positive. */
  readonly allowancesNetMinor: number
  readonly chargesNetMinor: number
  /** BT-109 = BT-106 - BT-107 + BT-108 (BR-CO-13). */
  readonly netMinor: number
  /** BT-110, the sum of the breakdown's taxes (BR-CO-14). */
  readonly taxMinor: number
  /** BT-112 = BT-109 + BT-110 (BR-CO-15). */
  readonly grossMinor: number
  /** BT-113 and BT-114. */
  readonly prepaidMinor: number
  readonly roundingMinor: number
  /** BT-115 = BT-112 - BT-113 + BT-114 (BR-CO-16). */
  readonly payableMinor: number
}

/** Taxes and sums a document; all amounts are minor units of one currency. */
export function documentTotals(
  entries: readonly DocumentEntry[],
  rules: TaxRules,
  settled: { readonly prepaidMinor: number; readonly roundingMinor: number },
): DocumentTotals {
  const taxed = taxDocument(
    entries.map(({ kind, amountMinor, taxes }) => ({
      amountMinor: kind === 'allowance' ? 0 - amountMinor : amountMinor,
      taxes,
    })),
    rules,
  )
  const netOf = (kind: DocumentEntry['kind']): number =>
    sumMinor(taxed.lines.filter((_, i) => entries[i]?.kind === kind).map((line) => line.netMinor))
  const { netMinor, taxMinor, grossMinor } = taxed
  const { prepaidMinor, roundingMinor } = settled
  return {
    taxed,
    linesNetMinor: netOf('line'),
    allowancesNetMinor: 0 - netOf('allowance'),
    chargesNetMinor: netOf('charge'),
    netMinor,
    taxMinor,
    grossMinor,
    prepaidMinor,
    roundingMinor,
    payableMinor: sumMinor([grossMinor, 0 - prepaidMinor, roundingMinor]),
  }
}
