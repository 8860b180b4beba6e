// The lines that take goods back and the sale that reverses another, as both till and hub compute them
// from what was sold. What was paid is what goes back; prices and taxes of today play no part. Pure.
import type { Id } from '#shared/ids.ts'
import { scaleMinor } from '#shared/money.ts'
import { lineAmount, type SaleSettings, type Taxes } from './amounts.ts'
import type { NewLine } from './build.ts'
import type { Discount, SaleBody, SaleLine, Tender } from './contract.ts'

export type ReturnOf = NonNullable<SaleLine['returnOf']>

/** What comes back of a sold line, and what came back of it before. */
export type Back = {
  readonly id: Id
  /** Positive. */
  readonly quantityMilli: number
  readonly lotId: Id | null
  readonly returnOf: ReturnOf
  /** What the line still owes its buyer, minor units: paid less refunded. */
  readonly unpaidMinor: number
}

/**
 * The line that takes some of a sold line back: its price and taxes, its share of the discounts, and
 * never more than is left of what was paid.
 */
export function returnLine(
  sold: SaleLine,
  back: Back,
  settings: Pick<SaleSettings, 'pricesIncludeTax'>,
  taxes: Taxes,
): NewLine {
  const quantityMilli = -back.quantityMilli
  const share = ({ amountMinor, ...of }: Discount): Discount => {
    return { ...of, amountMinor: scaleMinor(amountMinor, quantityMilli, sold.quantityMilli) }
  }
  const line = {
    id: back.id,
    variantId: sold.variantId,
    quantityMilli,
    lotId: back.lotId,
    unitPriceCentiMinor: sold.unitPriceCentiMinor,
    packMilli: sold.packMilli,
    decision: sold.decision,
    discounts: sold.discounts.map(share).filter(({ amountMinor }) => amountMinor !== 0),
    taxId: sold.taxId,
    ...(sold.listTaxId !== undefined && { listTaxId: sold.listTaxId }),
    returnOf: back.returnOf,
    issues: sold.issues,
  }
  // Parts are rounded one by one and may come to more than the whole did; each try takes the rest off.
  for (let tries = 0; tries < 3; tries++) {
    const overMinor = -lineAmount(line, settings, taxes) - back.unpaidMinor
    if (overMinor <= 0) break
    line.discounts.push({ by: 'line', amountMinor: -overMinor, reason: null, ruleId: null })
  }
  return line
}

const turned = (amountMinor: number) => 0 - amountMinor

/** The tenders that give back exactly what a sale took; what was given as change is less cash. */
export function turnedTenders({
  tenders,
  changeMinor,
}: Pick<SaleBody, 'tenders' | 'changeMinor'>): Tender[] {
  const others = tenders.filter(({ kind }) => kind !== 'cash')
  const cash = tenders.filter(({ kind }) => kind === 'cash')
  const back = others.map((tender) => ({ ...tender, amountMinor: turned(tender.amountMinor) }))
  if (cash.length === 0) return back
  const keptMinor = cash.reduce((sum, { amountMinor }) => sum + amountMinor, -changeMinor)
  return [...back, { kind: 'cash', amountMinor: turned(keptMinor), reference: null }]
}

/** What a reversal has of its own. */
export type VoidOccasion = Pick<SaleBody, 'id' | 'at' | 'personId' | 'offline' | 'approvals'> & {
  readonly reason: string
  /** Makes the ids of its lines. */
  readonly newId: () => Id
}

/**
 * The sale that reverses another, whole: every line, tax and tender turned, in the same session and on
 * the same business day. A line that had come back is sold again.
 */
export function voidOf(sale: SaleBody, occasion: VoidOccasion): SaleBody {
  const { reason, newId, ...of } = occasion
  const { totals } = sale
  return {
    ...sale,
    ...of,
    basketId: null,
    voidOf: sale.id,
    lines: sale.lines.map((line) => turnedLine(line, sale.id, reason, newId())),
    tenders: turnedTenders(sale),
    changeMinor: 0,
    totals: {
      netMinor: turned(totals.netMinor),
      taxMinor: turned(totals.taxMinor),
      roundingMinor: turned(totals.roundingMinor),
      totalMinor: turned(totals.totalMinor),
      taxes: totals.taxes.map((row) => ({
        ...row,
        netMinor: turned(row.netMinor),
        taxMinor: turned(row.taxMinor),
      })),
    },
  }
}

function turnedLine(line: SaleLine, saleId: Id, reason: string, id: Id): SaleLine {
  const isSold = line.quantityMilli > 0
  return {
    ...line,
    id,
    quantityMilli: turned(line.quantityMilli),
    amountMinor: turned(line.amountMinor),
    discounts: line.discounts.map((each) => {
      return { ...each, amountMinor: turned(each.amountMinor) }
    }),
    // Goods that had come back leave again from where they were put.
    returnOf: isSold ? { saleId, lineId: line.id, reason, disposition: 'restock' } : line.returnOf,
  }
}

/** Whether a sale is the reversal of another in all that moves goods or money. */
export function isReversal(body: SaleBody, sale: SaleBody): boolean {
  let place = 0
  const expected = voidOf(sale, {
    id: body.id,
    at: body.at,
    personId: body.personId,
    offline: body.offline,
    approvals: body.approvals,
    reason: body.lines.find(({ returnOf }) => returnOf)?.returnOf?.reason ?? '',
    newId: () => body.lines[place++]?.id ?? '',
  })
  return JSON.stringify(meant(expected)) === JSON.stringify(meant(body))
}

// In one order, whatever order the fields of a body were written in.
function meant(body: SaleBody) {
  const { totals, currency, cashSessionId, businessOn, customerId, changeMinor } = body
  return [
    [currency, cashSessionId, businessOn, customerId, changeMinor],
    [totals.netMinor, totals.taxMinor, totals.roundingMinor, totals.totalMinor],
    totals.taxes.map((row) => [row.category, row.ratePpm, row.netMinor, row.taxMinor]),
    body.tenders.map(({ kind, amountMinor, reference }) => [kind, amountMinor, reference]),
    body.lines.map((line) => [
      [line.variantId, line.quantityMilli, line.packMilli, line.unitPriceCentiMinor],
      [line.amountMinor, line.taxId, line.listTaxId ?? null, line.issues],
      line.discounts.map(({ by, amountMinor }) => [by, amountMinor]),
      line.returnOf && [line.returnOf.saleId, line.returnOf.lineId, line.returnOf.disposition],
    ]),
  ]
}
