// The basket as the document a sale is: its lines, what they come to, and the body that is journaled. All sums are
// those of the rules of sales, which the hub computes again.
import {
  basketDiscounts,
  buildLine,
  buildSale,
  fullAmount as fullAmountOf,
  type NewSale,
  returnLine,
  taxUnder,
  totalsOf,
} from '#sales/rules.ts'
import type { Discount as Taken, SaleBody, SaleLine, Tender, Totals } from '#sales/contract.ts'
import type { Id } from '#shared/ids.ts'
import { scaleMinor, sumMinor, WHOLE_PPM } from '#shared/money.ts'
import {
  type Basket,
  type Discount,
  emptyBasket,
  type Line,
  type ReturnOf,
  type Sold,
} from './basket.ts'
import { chosenLot, productOf } from './lots.ts'
import { isOverridden } from './pricing.ts'
import type { Shelf } from './shelf.ts'

/** Before any discount. */
export function fullAmount({ charge, quantityMilli, packMilli }: Line): number {
  const { unitPriceCentiMinor } = charge
  return fullAmountOf({ unitPriceCentiMinor, quantityMilli, packMilli })
}

/** What the line's own discount takes off, with the sign of the line; never more than all of it. */
export function discountOf(line: Line): number {
  const full = fullAmount(line)
  if (line.sold) {
    const { discounts, quantityMilli } = line.sold.line
    const shares = discounts.map((each) =>
      scaleMinor(each.amountMinor, line.quantityMilli, quantityMilli),
    )
    return sumMinor(shares)
  }
  return line.discount ? Math.sign(full) * takenOff(line.discount, Math.abs(full)) : 0
}

/** Goods of a receipt are worth what was paid for them; prices and taxes of today play no part. */
function lineBack(line: Line, { line: sold, unpaidMinor }: Sold, returnOf: ReturnOf, shelf: Shelf) {
  const { id, lotId } = line
  const back = { id, quantityMilli: -line.quantityMilli, lotId, returnOf, unpaidMinor }
  return returnLine(sold, back, shelf.shop, shelf.taxes)
}

/** What a discount takes off an amount, neither below 0. */
export function takenOff(discount: Discount, amountMinor: number): number {
  if (discount.kind === 'amount') return Math.min(discount.amountMinor, amountMinor)
  return scaleMinor(amountMinor, discount.ratePpm, WHOLE_PPM)
}

/**
 * The share of each line in the discount on the basket, to the last unit: of what is sold, less what its own
 * discount takes off. Cards are sold for what is put on them and have no share.
 */
export function basketShares({ lines, discount }: Pick<Basket, 'lines' | 'discount'>): number[] {
  if (!discount) return lines.map(() => 0)
  const amounts = lines.map((line) => {
    return line.returnOf || line.issues ? 0 : Math.max(0, fullAmount(line) - discountOf(line))
  })
  const wholeMinor = takenOff(discount, sumMinor(amounts))
  return basketDiscounts(amounts, wholeMinor).map((share) => share?.amountMinor ?? 0)
}

/** The lines of the basket as they are journaled, in their order. */
export function saleLines(basket: Basket, shelf: Shelf): SaleLine[] {
  const shares = basketShares(basket)
  const givenBack = new Map<Id, number>()
  return basket.lines.map((line, i) => {
    const made = oneLine(owedLess(line, givenBack), basket, shares[i] ?? 0, shelf)
    const soldId = line.sold?.line.id
    if (soldId !== undefined) {
      givenBack.set(soldId, (givenBack.get(soldId) ?? 0) - made.amountMinor)
    }
    return made
  })
}

/** A line that comes back, after others of the same sold line: together they give back no more than was paid for it. */
function owedLess(line: Line, givenBack: ReadonlyMap<Id, number>): Line {
  const { sold } = line
  const beforeMinor = sold ? (givenBack.get(sold.line.id) ?? 0) : 0
  if (!sold || beforeMinor === 0) return line
  return { ...line, sold: { ...sold, unpaidMinor: Math.max(0, sold.unpaidMinor - beforeMinor) } }
}

/** One line by itself, without a share in anything. */
export function saleLine(line: Line, shelf: Shelf): SaleLine {
  return oneLine(line, emptyBasket(line.id), 0, shelf)
}

type Whole = Pick<Basket, 'discount' | 'customer' | 'salesPersonId'>

function oneLine(line: Line, whole: Whole, shareMinor: number, shelf: Shelf): SaleLine {
  const { sold, returnOf } = line
  if (sold && returnOf) {
    return buildLine(lineBack(line, sold, returnOf, shelf), shelf.shop, shelf.taxes)
  }
  const made = {
    id: line.id,
    variantId: line.variantId,
    unitPriceCentiMinor: line.charge.unitPriceCentiMinor,
    quantityMilli: line.quantityMilli,
    packMilli: line.packMilli,
    discounts: discountsOf(line, whole, shareMinor),
    lotId: line.quantityMilli > 0 ? chosenLot(line) : line.lotId,
    decision: line.charge.decision,
    returnOf,
    issues: line.issues,
    ...taxOf(line, whole, shelf),
    ...(whole.salesPersonId === null ? {} : { salesPersonId: whole.salesPersonId }),
  }
  return buildLine(made, shelf.shop, shelf.taxes)
}

function discountsOf(line: Line, whole: Whole, shareMinor: number): Taken[] {
  const amountMinor = discountOf(line)
  const own = { by: 'line' as const, amountMinor, reason: line.discount?.reason ?? null }
  const share = {
    by: 'basket' as const,
    amountMinor: shareMinor,
    reason: whole.discount?.reason ?? null,
  }
  return [own, share]
    .filter((each) => each.amountMinor !== 0)
    .map((each) => ({ ...each, ruleId: null }))
}

/** The tax of a line for who buys. */
export function taxOf(
  line: Pick<Line, 'variantId'>,
  { customer }: Pick<Basket, 'customer'>,
  shelf: Shelf,
): Pick<SaleLine, 'taxId' | 'listTaxId'> {
  const positionId = customer?.taxPositionId ?? null
  const position = positionId === null ? undefined : shelf.taxPosition(positionId)
  const when = { taxes: shelf.taxes, at: shelf.taxedAt }
  return taxUnder(productOf(shelf, line.variantId)?.taxId ?? null, position, when)
}

/** What lines and tenders come to; without tenders nothing is rounded for cash. */
export function totalsOfLines(
  lines: readonly SaleLine[],
  shelf: Shelf,
  tenders: readonly Pick<Tender, 'kind' | 'amountMinor'>[] = [],
): Totals {
  return totalsOf(lines, shelf.shop, shelf.taxes, tenders)
}

/** What the basket comes to before it is paid for. */
export function basketTotals(basket: Basket, shelf: Shelf): Totals {
  return totalsOfLines(saleLines(basket, shelf), shelf)
}

export type Occasion = {
  readonly at: string
  readonly businessOn: string
  readonly personId: Id
  readonly cashSessionId: Id
  /** The goods leave before the hub can answer. */
  readonly offline: boolean
  readonly tenders: readonly Tender[]
  /** What somebody else gave their word for. */
  readonly approvals?: SaleBody['approvals']
}

export function saleOf(basket: Basket, shelf: Shelf, occasion: Occasion): SaleBody {
  const { customer } = basket
  const sale: NewSale = {
    id: basket.id,
    customerId: customer?.id ?? null,
    customerGroupId: customer?.groupId ?? null,
    taxPositionId: customer?.taxPositionId ?? null,
    channel: basket.channel,
    salesPersonId: basket.salesPersonId,
    priceVersion: versionOf(basket),
    basketId: basket.atHub ? basket.basketId : null,
    ...occasion,
    lines: saleLines(basket, shelf),
    tenders: [...occasion.tenders],
  }
  return buildSale(sale, shelf.shop, shelf.taxes)
}

// The newest of the versions its lines were priced by.
function versionOf({ lines }: Basket): number | null {
  const versions = lines
    .filter((line) => line.sold === null && !isOverridden(line))
    .flatMap(({ charge }) => charge.decision.version ?? [])
  return versions.length ? Math.max(...versions) : null
}
