// The legal document of a sale. A sale that gives money back is a credit note, written with positive
// amounts; in an exchange the smaller side has negative quantities.
import type { Id } from '#shared/ids.ts'
import type { Memory } from '#kernel/memory.ts'
import type { InvoiceBody, InvoiceLine } from '#invoices/contract.ts'
import type { Issue } from '#invoices/service.ts'
import type { TaxCategory } from '#shared/tax.ts'
import { lots } from '#stock/contract.ts'
import { taxes, type Tax } from '#stores/contract.ts'
import type { SaleBody, SaleResult, Totals } from './contract.ts'
import type { Plan, PlannedLine } from './plan.ts'
import type { Origin } from './returns.ts'
import { discountOf, ratesOf, type Computed } from './rules.ts'

type LineResult = SaleResult['lines'][number]
type Signed = (amount: number) => number
type Rates = ReadonlyMap<string, Tax>

export type Posted = {
  readonly body: SaleBody
  readonly plan: Plan
  readonly receipt: string
  readonly computed: Computed
  /** The totals that hold, which are those of the till where a fact cannot be changed any more. */
  readonly totals: Totals
  readonly results: readonly LineResult[]
  /** Of the lines that come back with their receipt, by position. */
  readonly origins: readonly (Origin | undefined)[] | undefined
}

export function documentOf(posted: Posted, memory: Memory): Issue {
  const { body, receipt, totals, plan } = posted
  const credit = totals.totalMinor < 0
  const signed: Signed = credit ? (amount) => 0 - amount : (amount) => amount
  const rates = memory.records(taxes)
  const knownLots = memory.records(lots)
  const lines = plan.lines.map((planned, i): InvoiceLine => {
    const { netMinor, taxMinor } = posted.computed.taxed.lines[i] ?? { netMinor: 0, taxMinor: 0 }
    return {
      ...goodsOf(planned),
      quantityMilli: signed(planned.line.quantityMilli),
      unitPriceCentiMinor: planned.line.unitPriceCentiMinor,
      ...(planned.line.packMilli !== 1000 && { packMilli: planned.line.packMilli }),
      discountMinor: signed(discountOf(planned.line)),
      amountMinor: signed(planned.line.amountMinor),
      netMinor: signed(netMinor),
      taxMinor: signed(taxMinor),
      taxes: ratesOf(planned.line.taxId, rates).map(({ category, ratePpm }) => {
        return { category, ratePpm }
      }),
      lots: lotsOf(posted.results[i], signed, (id) => knownLots.get(id)),
    }
  })
  return {
    kind: credit ? '381' : '380',
    customerId: body.customerId,
    saleId: body.id,
    receipt,
    ...precedingOf(posted),
    lines,
    taxes: totals.taxes.map(({ category, ratePpm, netMinor, taxMinor }) => {
      const exemptionReason = reasonOf(body, rates, category)
      return {
        category: category as TaxCategory,
        ratePpm,
        netMinor: signed(netMinor),
        taxMinor: signed(taxMinor),
        ...(exemptionReason && { exemptionReason }),
      }
    }),
    netMinor: signed(totals.netMinor),
    taxMinor: signed(totals.taxMinor),
    grossMinor: signed(totals.netMinor + totals.taxMinor),
    roundingMinor: signed(totals.roundingMinor),
    payableMinor: signed(totals.totalMinor),
    tenders: body.tenders.map(({ kind, amountMinor }) => {
      return { kind, amountMinor: signed(amountMinor) }
    }),
    changeMinor: body.changeMinor,
  }
}

/** Why lines of a category are not taxed, in the words of their taxes. */
function reasonOf({ lines }: SaleBody, rates: Rates, category: string): string {
  const reasons = new Set<string>()
  if (category === 'S') return ''
  for (const { taxId } of lines) {
    const tax = taxId === null ? undefined : rates.get(taxId)
    if (!tax?.exemptionReason) continue
    if (tax.parts.some((part) => part.category === category)) reasons.add(tax.exemptionReason)
  }
  return [...reasons].join('; ')
}

function precedingOf({ origins }: Posted): Pick<Issue, 'precedingNumbers'> {
  const numbers = new Set<string>()
  // A line that nothing came back for leaves a hole.
  for (const origin of origins ?? []) if (origin) numbers.add(origin.invoiceNumber)
  return numbers.size ? { precedingNumbers: [...numbers].sort() } : {}
}

function goodsOf({ line, variant, product }: PlannedLine) {
  const known = product?.name ?? { en: line.variantId, ar: line.variantId }
  const form = variant?.name
  const name = form ? { en: `${known.en} ${form.en}`, ar: `${known.ar} ${form.ar}` } : known
  return { name, sku: variant?.sku ?? '', unit: variant?.unit ?? 'C62' }
}

type LotFacts = { readonly code: string; readonly expiryOn: string | null }

function lotsOf(
  result: LineResult | undefined,
  signed: Signed,
  lotOf: (id: Id) => LotFacts | undefined,
): InvoiceBody['lines'][number]['lots'] {
  const found: InvoiceLine['lots'] = []
  for (const { lotId, quantityMilli } of result?.lots ?? []) {
    const lot = lotId === null ? undefined : lotOf(lotId)
    if (!lot) continue
    const { code, expiryOn } = lot
    found.push({ code, expiryOn, quantityMilli: signed(quantityMilli) })
  }
  return found
}
