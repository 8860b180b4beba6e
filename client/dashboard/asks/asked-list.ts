// The requests for approval of the stores a manager watches, as they come, change and go. What left the hub's list is
// kept here with how it ended, so that a request never just vanishes from under a thumb.
import { type Approval, approvalRemoved, approvals } from '#approvals/contract.ts'
import type { Id } from '#shared/ids.ts'
import type { Store } from '../../link/store.ts'
import { Watched } from '../../link/watched.ts'
import { type Asked, type End, LINGER_MS } from './asks.ts'

export class AskedList {
  readonly asked = new Watched<readonly Asked[]>([])
  readonly #store: Store
  readonly #nowMs: () => number
  readonly #known = new Map<Id, Asked>()
  readonly #ends = new Map<Id, End>()
  #stops: (() => void)[] = []

  constructor(store: Store, nowMs: () => number) {
    this.#store = store
    this.#nowMs = nowMs
  }

  /** Watches these stores until the returned function is called. */
  follow(storeIds: readonly Id[]): () => void {
    const read = () => this.#read(storeIds)
    this.#stops = storeIds.map((storeId) => this.#store.watch(approvals, read, storeId))
    // The records change first and the fact is told after them; it says how they ended.
    this.#stops.push(
      this.#store.listen(approvalRemoved, ({ key, state }) => {
        this.#ends.set(key, state)
        read()
      }),
    )
    read()
    return () => {
      for (const stop of this.#stops) stop()
      this.#stops = []
    }
  }

  #read(storeIds: readonly Id[]): void {
    const listed = storeIds.flatMap((storeId) => this.#store.records(approvals, storeId))
    const atMs = this.#nowMs()
    const ids = new Set(listed.map(({ id }) => id))
    for (const approval of listed) this.#keep(approval)
    for (const [id, { approval, end }] of this.#known) {
      if (ids.has(id)) continue
      if (end && atMs - end.atMs > LINGER_MS) this.#forget(id)
      else if (end === null || end.how === 'gone') {
        const how = this.#ends.get(id) ?? 'gone'
        this.#known.set(id, { approval, end: { how, atMs: end?.atMs ?? atMs } })
      }
    }
    this.asked.set([...this.#known.values()])
  }

  #keep(approval: Approval): void {
    const known = this.#known.get(approval.id)
    if (known?.approval !== approval || known.end) {
      this.#known.set(approval.id, { approval, end: null })
    }
  }

  #forget(id: Id): void {
    this.#known.delete(id)
    this.#ends.delete(id)
  }
}

const lists = new WeakMap<Store, AskedList>()

/** The one list of this copy of the streams. */
export function askedListOf(store: Store, nowMs: () => number): AskedList {
  const known = lists.get(store)
  if (known) return known
  const list = new AskedList(store, nowMs)
  lists.set(store, list)
  return list
}
