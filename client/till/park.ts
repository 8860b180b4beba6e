// A basket as it is put aside for any till of the store, and as a till takes it up again. Prices are those in force by
// then, what a person said of them stays; goods of a receipt come back as they were sold.
import type { BasketContent, BasketLine, ParkedSale } from '#baskets/contract.ts'
import type { Customer } from '#customers/contract.ts'
import type { Id } from '#shared/ids.ts'
import { type Basket, type Discount, emptyBasket, type Line, plainLine } from './basket.ts'
import { discountOf } from './document.ts'
import { firstExpiring, productOf } from './lots.ts'
import type { Behind } from './park-behind.ts'
import { chargeFor, isOverridden, overridden, type Terms, termsOf } from './pricing.ts'
import { returnLines } from './returns.ts'
import type { Moment } from './scan.ts'
import type { Shelf } from './shelf.ts'

/** Everything another till needs to go on with it. */
export function contentOf(basket: Basket): BasketContent {
  const { customer, discount } = basket
  return {
    customerId: customer?.id ?? null,
    customerGroupId: customer?.groupId ?? null,
    taxPositionId: customer?.taxPositionId ?? null,
    salesPersonId: basket.salesPersonId,
    channel: basket.channel,
    basketDiscount: discount && wholeDiscount(discount),
    lines: basket.lines.map(lineContent),
  }
}

function wholeDiscount(discount: Discount): BasketContent['basketDiscount'] {
  const { reason } = discount
  return discount.kind === 'amount'
    ? { amountMinor: discount.amountMinor, reason }
    : { ratePpm: discount.ratePpm, reason }
}

function lineContent(line: Line): BasketLine {
  const { id, variantId, quantityMilli, packMilli, issues, discount } = line
  const receipt = line.sold?.origin.receipt
  const returnOf = line.returnOf && { ...line.returnOf, ...(receipt && { receipt }) }
  const isSaid = isOverridden(line) && !line.sold
  const { unitPriceCentiMinor, decision } = line.charge
  // A lot nobody chose is chosen anew: by then another may expire first.
  const isChosen = line.lotBy !== 'fefo' || quantityMilli < 0
  const own = {
    by: 'line' as const,
    amountMinor: discountOf(line),
    reason: discount?.reason ?? null,
    ruleId: null,
    ...(discount?.kind === 'percent' ? { ratePpm: discount.ratePpm } : {}),
  }
  return {
    ...{ id, variantId, quantityMilli, packMilli, returnOf, issues },
    lotId: isChosen ? line.lotId : null,
    override: isSaid ? { unitPriceCentiMinor, reason: decision.reason ?? '-' } : null,
    discounts: discount ? [own] : [],
  }
}

/** The basket of a parked sale, and the goods that had to be left out because nobody knows their price any more. */
export function basketOf(
  parked: Pick<ParkedSale, 'id' | 'content' | 'version'>,
  behind: Behind,
  shelf: Shelf,
  moment: Moment,
): { readonly basket: Basket; readonly lost: readonly Id[] } {
  const { content } = parked
  const discount = content.basketDiscount
  let basket: Basket = {
    ...emptyBasket(moment.newId()),
    basketId: parked.id,
    atHub: true,
    parkedVersion: parked.version,
    customer: behind.customer && buyerOf(behind.customer),
    salesPersonId: content.salesPersonId,
    channel: content.channel ?? 'store',
    discount: discount && discountFrom(discount),
  }
  const lost: Id[] = []
  for (const each of content.lines) {
    const line = lineFrom(each, basket, { behind, shelf, moment })
    if (line) basket = { ...basket, lines: [...basket.lines, line] }
    else lost.push(each.variantId)
  }
  return { basket: { ...basket, selectedId: basket.lines.at(-1)?.id ?? null }, lost }
}

function buyerOf(customer: Customer): NonNullable<Basket['customer']> {
  const { id, name, phone, taxNumber, groupId, taxPositionId } = customer
  return { id, name, phone, taxNumber, groupId, taxPositionId }
}

function discountFrom(
  taken: { readonly reason: string | null } & (
    | { readonly amountMinor: number }
    | { readonly ratePpm: number }
  ),
): Discount {
  const { reason } = taken
  return 'ratePpm' in taken
    ? { kind: 'percent', ratePpm: taken.ratePpm, reason }
    : { kind: 'amount', amountMinor: taken.amountMinor, reason }
}

type Known = { readonly behind: Behind; readonly shelf: Shelf; readonly moment: Moment }

function lineFrom(kept: BasketLine, basket: Basket, known: Known): Line | undefined {
  const { returnOf } = kept
  if (!returnOf?.saleId || !returnOf.lineId) return goodsFrom(kept, basket, known)
  const sale = known.behind.sales.get(returnOf.saleId)
  const { lineId, reason, disposition } = returnOf
  const wanted = [{ lineId, quantityMilli: -kept.quantityMilli, reason, disposition }]
  const parts = sale ? returnLines(sale, basket, wanted, () => kept.id) : []
  const [first] = parts
  if (!first?.sold) return undefined
  // It is one line of one lot as it was put aside, whichever lots it was sold from.
  const sold = { ...first.sold, leftMilli: sumOf(parts.map((part) => part.sold?.leftMilli ?? 0)) }
  const quantityMilli = sumOf(parts.map((part) => part.quantityMilli))
  return { ...first, quantityMilli, sold, lotId: kept.lotId ?? first.lotId }
}

const sumOf = (quantities: readonly number[]) => quantities.reduce((sum, each) => sum + each, 0)

function goodsFrom(kept: BasketLine, basket: Basket, known: Known): Line | undefined {
  const { shelf, moment } = known
  const { id, variantId, quantityMilli, packMilli, issues, returnOf, override } = kept
  const charge = chargeOf(kept, shelf, moment.at, termsOf(basket))
  if (!charge) return undefined
  const own = kept.discounts.find(({ by }) => by === 'line')
  const line: Line = {
    ...plainLine,
    ...{ id, variantId, quantityMilli, packMilli, issues, returnOf },
    ...lotFrom(kept, basket, known),
    charge,
    seen: charge,
    discount: own ? lineDiscount(own) : null,
  }
  return override ? overridden(line, override) : line
}

function lineDiscount({ amountMinor, ratePpm, reason }: BasketLine['discounts'][number]): Discount {
  return discountFrom(
    ratePpm === undefined ? { amountMinor: Math.abs(amountMinor), reason } : { ratePpm, reason },
  )
}

function chargeOf(kept: BasketLine, shelf: Shelf, at: string, terms: Terms) {
  const found = kept.issues === null ? chargeFor(shelf, kept, at, terms) : undefined
  if (found || !kept.override) return found
  const { unitPriceCentiMinor, reason } = kept.override
  const nowhere = { priceId: null, listId: null, version: null }
  const decision = { ...nowhere, by: 'override' as const, reason }
  return { unitPriceCentiMinor, decision, minimumMilli: 0 }
}

function lotFrom(
  { lotId, variantId, quantityMilli }: BasketLine,
  { lines }: Basket,
  { shelf, moment }: Known,
): Pick<Line, 'lotId' | 'lotBy'> {
  if (lotId !== null) return { lotId, lotBy: quantityMilli > 0 ? 'person' : 'fefo' }
  const product = productOf(shelf, variantId)
  if (product?.tracking !== 'lot' || quantityMilli <= 0) return { lotId, lotBy: 'fefo' }
  const [take] = firstExpiring(shelf, product, { variantId, quantityMilli }, moment.onDay, lines)
  return { lotId: take?.lotId ?? null, lotBy: 'fefo' }
}
