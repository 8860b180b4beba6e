// The last sales as they came in, newest first, from the moment the client began to listen. It asks the hub for
// none: what was before is in the back office.
import type { Id } from '#shared/ids.ts'
import { storeOf } from '#shared/streams.ts'
import { saleCompleted, type SaleFact } from '#sales/contract.ts'
import type { Store } from '../link/store.ts'
import { Watched } from '../link/watched.ts'

export type Heard = { storeId: Id; sale: SaleFact; heardAtMs: number }

const KEPT = 60
const lists = new WeakMap<Store, Watched<readonly Heard[]>>()

/** The list of this copy; the first who asks begins it, and it goes on while the app is open. */
export function heardOf(store: Store): Watched<readonly Heard[]> {
  const known = lists.get(store)
  if (known) return known
  const list = new Watched<readonly Heard[]>([])
  lists.set(store, list)
  store.listen(saleCompleted, (sale, { stream }) => {
    const heard = { storeId: storeOf(stream), sale, heardAtMs: Date.now() }
    const others = list.value.filter((each) => each.sale.saleId !== sale.saleId)
    list.set([heard, ...others].slice(0, KEPT))
  })
  return list
}
