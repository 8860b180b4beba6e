// What a sale means, looked up once: its goods, their places and the rows the decision will need. The
// same plan is used to lock and to decide, so that nothing can change between the two.
import type { About } from '#kernel/decider.ts'
import type { Want } from '#kernel/locks.ts'
import { Problem } from '#kernel/problems.ts'
import { products, variants, type Product, type Variant } from '#catalog/contract.ts'
import { seriesWant } from '#invoices/service.ts'
import type { Location } from '#stock/contract.ts'
import { levelWants, placesOf, type Places } from '#stock/service.ts'
import { stores, type Store } from '#stores/contract.ts'
import { drawerWant } from '#tills/service.ts'
import type { SaleBody, SaleLine } from './contract.ts'
import { returnedWant } from './returns.ts'

export type PlannedLine = {
  readonly line: SaleLine
  readonly variant: Variant | undefined
  readonly product: Product | undefined
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
  const lines = body.lines.map((line): PlannedLine => {
    const variant = allVariants.get(line.variantId)
    const product = variant && allProducts.get(variant.productId)
    return { line, variant, product, place: product?.service ? undefined : placeOf(line, places) }
  })
  const plan = { store, places, lines }
  plans.set(body, plan)
  return plan
}

function placeOf({ returnOf }: SaleLine, places: Places): Location {
  if (returnOf?.disposition === 'quarantine') return places.quarantine
  return returnOf?.disposition === 'scrap' ? places.adjustment : places.selling
}

/** Every row that deciding this sale reads or changes. */
export function wantsOf(body: SaleBody, about: About): Want[] {
  const { store, lines } = planOf(body, about)
  const wants = [drawerWant(about.storeId, about.terminalId), seriesWant(store, about.at)]
  for (const { line, place } of lines) {
    if (place) wants.push(...levelWants(place, line.variantId))
    const from = line.returnOf
    if (from?.saleId && from.lineId) wants.push(returnedWant(from.saleId, from.lineId))
  }
  return wants
}
