// The terms of a sale: whether this person may sell so, and whether each price is the one in force.
import type { About } from '#kernel/decider.ts'
import { grants } from '#kernel/scope.ts'
import type { Draft } from '#kernel/draft.ts'
import { priceLists, prices } from '#prices/contract.ts'
import {
  discountPermission,
  noReceiptPermission,
  overridePricePermission,
  returnPermission,
  saleKind,
  type SaleBody,
} from './contract.ts'
import { isHonoured } from './former-prices.ts'
import type { Objection } from './objection.ts'
import { pricedAt, type Plan } from './plan.ts'

/** Objects to what the person named in the sale has no permission for. */
export function judgePerson(body: SaleBody, about: About, object: Objection): void {
  const { permissions } = about
  const needed = new Set<string>([saleKind.needs])
  for (const { returnOf, discounts } of body.lines) {
    if (returnOf) needed.add(returnOf.saleId ? returnPermission : noReceiptPermission)
    if (returnOf) needed.add(returnPermission)
    else if (discounts.length > 0) needed.add(discountPermission)
  }
  for (const permission of needed) {
    if (!grants(permissions, permission)) object('forbidden', `This needs ${permission}`)
  }
}

/** Objects to prices that are not in force. What comes back with its receipt has the price it had. */
export function judgePrices(
  draft: Draft,
  body: SaleBody,
  plan: Plan,
  about: About,
  object: Objection,
): void {
  for (const { line, variant, price } of plan.lines) {
    if (line.returnOf?.saleId) continue
    if (!variant) {
      object('not-found', `There is no variant ${line.variantId}`, line.id)
      continue
    }
    if (price?.unitPriceCentiMinor === line.unitPriceCentiMinor) continue
    const { decision } = line
    if (decision.by === 'override' && decision.reason) {
      if (grants(about.permissions, overridePricePermission)) continue
      object('forbidden', `This needs ${overridePricePermission}`, line.id)
      continue
    }
    const lists = about.memory.records(priceLists)
    const lost = about.memory.get(prices, decision.priceId ?? '') !== undefined
    const question = { line, price, store: plan.store, lists, lost, at: pricedAt(body, about) }
    if (isHonoured(draft, question)) continue
    if (!price) object('no-price', `No price of ${variant.sku} is in force`, line.id)
    else object('price-mismatch', `The price is ${price.unitPriceCentiMinor}`, line.id)
  }
}

/** Objects to a tax that is not the product's; what comes back with its receipt is checked there. */
export function judgeTaxes(plan: Plan, object: Objection): void {
  for (const { line, product } of plan.lines) {
    if (!product || line.returnOf?.saleId || line.taxId === product.taxId) continue
    object('totals-mismatch', 'It is sold with another tax', line.id)
  }
}
