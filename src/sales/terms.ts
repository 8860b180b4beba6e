// The terms of a sale: whether this person may sell so, and whether each price and tax is the one in
// force for who buys. What comes back with its receipt has the price and tax it had.
import type { About, Objection } from '#kernel/decider.ts'
import { grants } from '#kernel/scope.ts'
import type { Draft } from '#kernel/draft.ts'
import type { Product } from '#catalog/contract.ts'
import { priceLists, prices } from '#prices/contract.ts'
import { taxes, taxPositions } from '#stores/contract.ts'
import { discountAsk, overrideAsk } from './asks.ts'
import { returnPermission, saleKind, type SaleBody, type SaleLine } from './contract.ts'
import { isHonoured } from './former-prices.ts'
import type { Permits } from './permits.ts'
import { pricedAt, type Plan, type PlannedLine } from './plan.ts'
import { taxUnder } from './terms-rules.ts'

/** Objects to what the person named in the sale may not do, and to discounts beyond their limit. */
export function judgePerson(
  body: SaleBody,
  about: About,
  permits: Permits,
  object: Objection,
): void {
  const isReturn = body.voidOf === null && body.lines.some(({ returnOf }) => returnOf !== null)
  for (const needed of [saleKind.needs, ...(isReturn ? [returnPermission] : [])]) {
    if (!grants(about.permissions, needed)) object('forbidden', `This needs ${needed}`)
  }
  permits.need(discountAsk(body.lines))
}

/** Objects to prices that are not in force. */
export function judgePrices(
  draft: Draft,
  body: SaleBody,
  plan: Plan,
  about: About,
  object: Objection,
  permits: Permits,
): void {
  for (const planned of plan.lines) {
    const { line, variant, price } = planned
    const lineId = line.id
    if (line.returnOf?.saleId) continue
    if (!variant) {
      object('not-found', `There is no variant ${line.variantId}`, { lineId })
      continue
    }
    // A card is sold for what is put on it.
    if (line.issues !== null) continue
    if (hasItsPrice(planned)) continue
    const { decision } = line
    if (decision.by === 'override' && decision.reason) continue
    const lists = about.memory.records(priceLists)
    const lost = about.memory.get(prices, decision.priceId ?? '') !== undefined
    const { customerGroupId, channel } = body
    const question = { line, price, store: plan.store, lists, lost, at: pricedAt(body, about) }
    if (isHonoured(draft, { ...question, customerGroupId, channel })) continue
    if (!price) object('no-price', `No price of ${variant.sku} is in force`, { lineId })
    else object('price-mismatch', `The price is ${price.unitPriceCentiMinor}`, { lineId })
  }
  const listed = new Map(plan.lines.map(({ line, price }) => [line, price]))
  const sold = body.lines.filter(({ issues }) => issues === null)
  permits.need(overrideAsk(sold, (line) => listed.get(line)?.unitPriceCentiMinor ?? null))
}

const hasItsPrice = ({ line, price }: PlannedLine) =>
  price?.unitPriceCentiMinor === line.unitPriceCentiMinor &&
  price.packMilli === line.packMilli &&
  price.id === line.decision.priceId

const later = (at: string, ms: number) => new Date(Date.parse(at) + ms).toISOString()

/** So far around the sale a tax that gives way to another still holds: no two clocks are one. */
const EITHER_MS = 120_000

/** Objects to a tax that is not the product's under the customer's tax position. */
export function judgeTaxes(body: SaleBody, plan: Plan, about: About, object: Objection): void {
  const { taxPositionId } = body
  const position = taxPositionId ? about.memory.get(taxPositions, taxPositionId) : undefined
  if (taxPositionId && !position) object('not-found', `There is no tax position ${taxPositionId}`)
  const known = about.memory.records(taxes)
  const at = pricedAt(body, about)
  const isRight = ({ taxId, listTaxId }: SaleLine, product: Product, byMs: number): boolean => {
    const then = byMs === 0 ? at : later(at, byMs)
    const right = taxUnder(product.taxId, position, { taxes: known, at: then })
    return taxId === right.taxId && listTaxId === right.listTaxId
  }
  for (const { line, product } of plan.lines) {
    if (!product || line.returnOf?.saleId) continue
    if ([0, -EITHER_MS, EITHER_MS].some((byMs) => isRight(line, product, byMs))) continue
    object('totals-mismatch', 'It is sold with another tax', { lineId: line.id })
  }
}
