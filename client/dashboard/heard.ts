// The last sales as they came in, newest first, and what was taken out of baskets that wants a look, from the moment the
// client began to listen. It asks the hub for none: what was before is in the back office.
import type { Static } from 'typebox'
import type { Id } from '#shared/ids.ts'
import { storeOf } from '#shared/streams.ts'
import { letIn } from '#auth/pin-contract.ts'
import { saleCompleted, saleVoided, type SaleFact } from '#sales/contract.ts'
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

export type HeardVoid = {
  readonly storeId: Id
  readonly taken: Static<typeof saleVoided.body>
}
const voidLists = new WeakMap<Store, Watched<readonly HeardVoid[]>>()

/** What was taken out of baskets beyond a limit, with nobody's word for it; begun and going on as the sales are. */
export function voidsOf(store: Store): Watched<readonly HeardVoid[]> {
  const known = voidLists.get(store)
  if (known) return known
  const list = new Watched<readonly HeardVoid[]>([])
  voidLists.set(store, list)
  store.listen(saleVoided, (taken, { stream }) => {
    if (taken.exceptions.length === 0) return
    const others = list.value.filter((each) => each.taken.voidId !== taken.voidId)
    list.set([{ storeId: storeOf(stream), taken }, ...others].slice(0, KEPT))
  })
  return list
}

export type HeardLetIn = {
  readonly storeId: Id
  readonly letIn: Static<typeof letIn.body>
}
const letInLists = new WeakMap<Store, Watched<readonly HeardLetIn[]>>()

/** Whom tills let in alone though the hub would not have any more; begun and going on as the sales are. */
export function lettingsOf(store: Store): Watched<readonly HeardLetIn[]> {
  const known = letInLists.get(store)
  if (known) return known
  const list = new Watched<readonly HeardLetIn[]>([])
  letInLists.set(store, list)
  store.listen(letIn, (told, { stream }) => {
    if (told.exceptions.length === 0) return
    const others = list.value.filter((each) => each.letIn.id !== told.id)
    list.set([{ storeId: storeOf(stream), letIn: told }, ...others].slice(0, KEPT))
  })
  return list
}
