// The terms of a sale: whether this person may sell so, and whether each price is the one in force.
import type { About } from '#kernel/decider.ts'
import { grants } from '#kernel/scope.ts'
import { priceLists, prices } from '#prices/contract.ts'
import { priceFor } from '#prices/rules.ts'
import {
  discountPermission,
  noReceiptPermission,
  overridePricePermission,
  returnPermission,
  saleKind,
  type SaleBody,
} from './contract.ts'
import type { Objection } from './objection.ts'
import type { Plan } from './plan.ts'

/** Objects to what the person named in the sale has no permission for. */
export function judgePerson(body: SaleBody, about: About, object: Objection): void {
  const { permissions } = about
  const needed = new Set<string>([saleKind.needs])
  for (const { returnOf, discountMinor } of body.lines) {
    if (returnOf) needed.add(returnOf.saleId ? returnPermission : noReceiptPermission)
    if (returnOf) needed.add(returnPermission)
    else if (discountMinor !== 0) needed.add(discountPermission)
  }
  for (const permission of needed) {
    if (!grants(permissions, permission)) object('forbidden', `This needs ${permission}`)
  }
}

/** Objects to prices that are not in force. What comes back with its receipt has the price it had. */
export function judgePrices(body: SaleBody, plan: Plan, about: About, object: Objection): void {
  const { memory } = about
  const lists = memory.records(priceLists)
  const all = memory.records(prices)
  for (const { line, variant } of plan.lines) {
    if (line.returnOf?.saleId) continue
    if (!variant) {
      object('not-found', `There is no variant ${line.variantId}`, line.id)
      continue
    }
    const { store } = plan
    const { quantityMilli, decision } = line
    const question = { lists, prices: all.find('variant', variant.id), store, quantityMilli }
    // A price that has ended is not in memory any more: then the one that came after is named.
    const price =
      (body.offline ? priceFor({ ...question, at: body.at }) : null) ??
      priceFor({ ...question, at: about.at })
    if (price?.unitPriceCentiMinor === line.unitPriceCentiMinor) continue
    if (decision.by === 'override' && decision.reason) {
      if (grants(about.permissions, overridePricePermission)) continue
      object('forbidden', `This needs ${overridePricePermission}`, line.id)
    } else if (!price) object('no-price', `No price of ${variant.sku} is in force`, line.id)
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
