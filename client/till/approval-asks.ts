// What this till has asked for, kept while its page is open, so that a basket that changes can say that its approval
// does not hold any more. It asks nobody anything.
import type { Approval } from '#approvals/contract.ts'
import type { Id } from '#shared/ids.ts'
import { Watched } from '../link/watched.ts'
import type { Own } from './approval.ts'

const MOST = 50

export class OwnAsks {
  readonly state = new Watched<readonly Own[]>([])
  readonly #spent = new Set<Id>()

  /** Notes what the hub said of an approval; the newest of one is kept. */
  told(about: Id, approval: Approval): void {
    const others = this.state.value.filter((each) => each.approval.id !== approval.id)
    this.state.set([...others, { about, approval, seen: false }].slice(-MOST))
  }

  /** Takes over what the hub tells of now. */
  heard(known: readonly Approval[]): void {
    const told = new Map(known.map((approval) => [approval.id, approval]))
    const next = this.state.value.map((each) => {
      const approval = told.get(each.approval.id)
      const isNew = approval !== undefined && (approval !== each.approval || !each.seen)
      return isNew ? { ...each, approval, seen: true } : each
    })
    if (next.some((each, i) => each !== this.state.value[i])) this.state.set(next)
  }

  /** Leaves out those that an entry names which has not reached the hub: they serve nothing else any more. */
  unspent(known: readonly Approval[]): readonly Approval[] {
    return this.#spent.size === 0 ? known : known.filter(({ id }) => !this.#spent.has(id))
  }

  spent({ id }: Approval): void {
    this.#spent.add(id)
    this.forget(id)
  }

  forget(id: Id): void {
    this.state.set(this.state.value.filter(({ approval }) => approval.id !== id))
  }
}

const books = new WeakMap<object, OwnAsks>()

/** The asks that were made over a link: one book, however often it is asked for. */
export function ownAsks(link: object): OwnAsks {
  const book = books.get(link) ?? new OwnAsks()
  books.set(link, book)
  return book
}
