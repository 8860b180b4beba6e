// What a parked basket only names and a till must look up to go on with it: who buys, and the sales that its goods come
// back from, as they stand by now. Those of another store are found by their receipt, as they were the first time.
import type { BasketContent } from '#baskets/contract.ts'
import { type Customer, customersGet } from '#customers/contract.ts'
import { salesFind, salesGet, type StoredSale } from '#sales/contract.ts'
import type { Id } from '#shared/ids.ts'
import type { Call } from '../link/call.ts'
import { CallProblem } from '../link/problem.ts'

export type Behind = {
  readonly customer: Customer | null
  readonly sales: ReadonlyMap<Id, StoredSale>
}

/** Rejects with a CallProblem where the hub does not answer; what it does not find is left out. */
export async function behindOf(call: Call, storeId: Id, content: BasketContent): Promise<Behind> {
  const { customerId, lines } = content
  const receipts = new Map<Id, string | undefined>()
  for (const { returnOf } of lines) {
    if (returnOf?.saleId) receipts.set(returnOf.saleId, returnOf.receipt)
  }
  const [customer, sales] = await Promise.all([
    customerId === null ? null : call(customersGet, { id: customerId }),
    Promise.all([...receipts].map((named) => saleBehind(call, storeId, named))),
  ])
  const found = sales.filter((sale) => sale !== null)
  return { customer, sales: new Map(found.map((sale) => [sale.saleId, sale])) }
}

async function saleBehind(
  call: Call,
  storeId: Id,
  [saleId, receipt]: [Id, string | undefined],
): Promise<StoredSale | null> {
  const own = await call(salesGet, { storeId, saleId }).catch(unlessUnknown)
  if (own || receipt === undefined) return own
  const found = await call(salesFind, { receipt }).catch(unlessUnknown)
  return found?.saleId === saleId ? found : null
}

function unlessUnknown(error: unknown): null {
  if (error instanceof CallProblem && error.slug === 'not-found') return null
  throw error
}
