// What a sale means, looked up once: its goods, their places and the rows the decision will need. The
// same plan is used to lock and to decide, so that nothing can change between the two.
import type { Id } from '#shared/ids.ts'
import type { About } from '#kernel/decider.ts'
import type { Want } from '#kernel/locks.ts'
import { Problem } from '#kernel/problems.ts'
import { holdWants } from '#baskets/service.ts'
import { products, variants, type Product, type Variant } from '#catalog/contract.ts'
import { priceLists, prices, type Price } from '#prices/contract.ts'
import { priceFor } from '#prices/rules.ts'
import { seriesWant } from '#invoices/service.ts'
import type { Location } from '#stock/contract.ts'
import { levelWants, placesOf, type Places } from '#stock/service.ts'
import { stores, type Store } from '#stores/contract.ts'
import { drawerWant } from '#tills/service.ts'
import type { SaleBody, SaleLine } from './contract.ts'
import { formerPriceWant } from './former-prices.ts'
import { moneyWants } from './money.ts'
import { permitWants } from './permits.ts'
import { refundWant } from './refunds.ts'
import { returnedWant } from './returns.ts'
import { soldWant, voidedWant } from './sold.ts'

export type PlannedLine = {
  readonly line: SaleLine
  readonly variant: Variant | undefined
  readonly product: Product | undefined
  /** The price in force; null where there is none, and for what comes back with its receipt. */
  readonly price: Price | null
  /** Where the goods leave from or come to; undefined for what is not kept in stock. */
  readonly place: Location | undefined
}
export type Plan = {
  readonly store: Store
  readonly places: Places
  readonly lines: readonly PlannedLine[]
}

const plans = new WeakMap<SaleBody, Plan>()

/** Throws a Problem for a store that cannot sell at all. */
export function planOf(body: SaleBody, about: About): Plan {
  const known = plans.get(body)
  if (known) return known
  const { memory, storeId } = about
  const store = memory.get(stores, storeId)
  if (!store) throw new Problem('not-found', 'There is no such store')
  const places = placesOf(memory, storeId)
  const allVariants = memory.records(variants)
  const allProducts = memory.records(products)
  const priceOf = pricer(body, store, about)
  const lines = body.lines.map((line): PlannedLine => {
    const variant = allVariants.get(line.variantId)
    const product = variant && allProducts.get(variant.productId)
    const place = product?.service ? undefined : placeOf(line, places)
    return { line, variant, product, price: line.returnOf?.saleId ? null : priceOf(line), place }
  })
  const plan = { store, places, lines }
  plans.set(body, plan)
  return plan
}

/** The instant whose prices are right for a sale: now, or offline when it was made. */
export function pricedAt(body: SaleBody, about: About): string {
  return body.offline ? body.at : about.at
}

function pricer(
  body: SaleBody,
  store: Store,
  { memory, at }: About,
): (line: SaleLine) => Price | null {
  const lists = memory.records(priceLists)
  const all = memory.records(prices)
  const { customerGroupId, channel } = body
  const who = { lists, store, customerGroupId, channel }
  return ({ variantId, quantityMilli, packMilli }) => {
    const goods = { prices: all.find('variant', variantId), quantityMilli, packMilli }
    const question = { ...who, ...goods }
    // A price that has ended is not in memory any more: then the one that came after is named.
    const then = body.offline ? priceFor({ ...question, at: body.at }) : null
    return then ?? priceFor({ ...question, at })
  }
}

function placeOf({ returnOf }: SaleLine, places: Places): Location {
  if (returnOf?.disposition === 'quarantine') return places.quarantine
  return returnOf?.disposition === 'scrap' ? places.adjustment : places.selling
}

/** Every row that deciding this sale reads or changes. A plain one needs only what it moves. */
export function wantsOf(body: SaleBody, about: About): Want[] {
  const plan = planOf(body, about)
  const { storeId, terminalId } = about
  const wants = [drawerWant(storeId, terminalId), seriesWant(plan.store, about.at)]
  for (const { line, place, price } of plan.lines) {
    const { priceId } = line.decision
    const isOther = price?.unitPriceCentiMinor !== line.unitPriceCentiMinor || price.id !== priceId
    if (isOther && priceId && !line.returnOf?.saleId) wants.push(formerPriceWant(priceId))
    if (place) wants.push(...levelWants(place, line.variantId))
    // What looks like the reversal of a return, and is none, leaves from where anything is sold.
    if (place && line.returnOf && line.quantityMilli > 0) {
      wants.push(...levelWants(plan.places.selling, line.variantId))
    }
  }
  wants.push(...returnWants(body), ...holdWants(body, about), ...permitWants(body.approvals, about))
  wants.push(...moneyWants(body))
  return wants
}

// Classes of one rank are locked in the order they are first wanted in: lines, then tenders, then sales.
function returnWants({ id, lines, voidOf }: SaleBody): Want[] {
  const wants: Want[] = []
  const saleIds = new Set<Id>()
  for (const { returnOf } of lines) {
    if (!returnOf?.saleId || !returnOf.lineId) continue
    wants.push(returnedWant(returnOf.saleId, returnOf.lineId))
    saleIds.add(returnOf.saleId)
  }
  if (saleIds.size > 0) wants.push(...[...saleIds, id].map(refundWant))
  return voidOf === null ? wants : [...wants, voidedWant(voidOf), soldWant(voidOf)]
}
