// A replica: the state of some streams, held in memory by hubs and terminals alike and moved forward
// only by applying facts in order. The hub, the till and the tests use this one piece of code, so that
// "old state + facts = new state" means the same thing on both sides of the wire.
import type { Collection, EventKind } from './contract.ts'
import type { StreamName } from './streams.ts'

/** The records of one collection by key, with the indexes its declaration asks for kept beside them. */
export class Records<R = unknown> extends Map<string, R> {
  readonly #indexes: readonly Index[]

  constructor(indexes: Readonly<Record<string, (record: never) => readonly string[]>> = {}) {
    super()
    this.#indexes = Object.entries(indexes).map(([name, keysOf]) => {
      return { name, keysOf, found: new Map() }
    })
  }

  override set(key: string, record: R): this {
    const former = this.get(key)
    super.set(key, record)
    for (const { keysOf, found } of this.#indexes) {
      const terms = keysOf(record as never)
      if (former !== undefined) {
        const before = keysOf(former as never)
        // Most changes touch no index: a level that moves stays where it is listed.
        if (isSame(before, terms)) continue
        unlist(found, key, before)
      }
      for (const term of terms) list(found, key, term)
    }
    return this
  }

  override delete(key: string): boolean {
    const former = this.get(key)
    if (former === undefined) return false
    for (const { keysOf, found } of this.#indexes) {
      unlist(found, key, keysOf(former as never))
    }
    return super.delete(key)
  }

  /** The records an index lists under a term, in the order they were put there. */
  find(index: string, term: string): R[] {
    const keys = this.#indexes.find(({ name }) => name === index)?.found.get(term)
    if (keys === undefined) return []
    if (typeof keys === 'string') return [this.get(keys) as R]
    return [...keys].map((key) => this.get(key) as R)
  }
}

type Index = {
  readonly name: string
  readonly keysOf: (record: never) => readonly string[]
  readonly found: Listed
}
/** Keys by term. A term is nearly always that of one record, and a set of one takes ten times its place. */
type Listed = Map<string, string | Set<string>>

function list(found: Listed, key: string, term: string): void {
  const keys = found.get(term)
  if (keys === undefined) found.set(term, key)
  else if (typeof keys !== 'string') keys.add(key)
  else if (keys !== key) found.set(term, new Set([keys, key]))
}

function isSame(before: readonly string[], after: readonly string[]): boolean {
  return before.length === after.length && before.every((term, i) => term === after[i])
}

function unlist(found: Listed, key: string, terms: readonly string[]): void {
  for (const term of terms) {
    const keys = found.get(term)
    if (keys === key) found.delete(term)
    else if (keys instanceof Set && keys.delete(key) && keys.size === 0) found.delete(term)
  }
}

/** Gives the records of a collection by its name. */
export type RecordsOf = (name: string) => Records

/** Values folded from facts rather than replaced by them, such as the totals of a day. */
export type Fold = {
  readonly event: EventKind
  /** The collections it keeps, with the key of a record in each. */
  readonly keys: Readonly<Record<string, (record: never) => string>>
  /** Puts the fact in; a record that changes is replaced by a new object, never altered. */
  readonly apply: (records: RecordsOf, body: never) => void
}

/** Declares a fold; `apply` must be pure but for the records it is handed. */
export function fold<B>(
  declared: Omit<Fold, 'apply'> & { apply: (records: RecordsOf, body: B) => void },
): Fold {
  return declared
}

/** What the rooms declare as replicated, indexed by event name. */
export type ReplicaPlan = {
  /** The key of a record, by collection name. */
  readonly keys: ReadonlyMap<string, (record: never) => string>
  readonly indexes: ReadonlyMap<string, Collection['indexes']>
  readonly byEvent: ReadonlyMap<string, readonly Step[]>
}
type Step = (records: RecordsOf, body: never) => void

/** Turns the rooms' declarations into a plan for applying facts. */
export function replicaPlan(
  collections: readonly Collection[],
  folds: readonly Fold[],
): ReplicaPlan {
  const keys = new Map<string, (record: never) => string>()
  const indexes = new Map(collections.map((each) => [each.name, each.indexes]))
  const byEvent = new Map<string, Step[]>()
  const add = (event: string, step: Step) =>
    byEvent.set(event, [...(byEvent.get(event) ?? []), step])
  for (const { name, key, changed, removed } of collections) {
    keys.set(name, key)
    add(changed.name, (records, body) => void records(name).set(key(body), body))
    if (removed)
      add(removed.name, (records, body: { key: string }) => void records(name).delete(body.key))
  }
  for (const each of folds) {
    for (const [name, key] of Object.entries(each.keys)) keys.set(name, key)
    add(each.event.name, each.apply)
  }
  return { keys, indexes, byEvent }
}

/** The state of one stream: position, and records by collection and key. */
export class StreamState {
  readonly stream: StreamName
  readonly plan: ReplicaPlan
  epoch: string
  seq: number
  readonly collections = new Map<string, Records>()
  readonly #of: RecordsOf = (name) => this.records(name)

  constructor(plan: ReplicaPlan, stream: StreamName, epoch: string, seq: number) {
    this.plan = plan
    this.stream = stream
    this.epoch = epoch
    this.seq = seq
  }

  /** The records of a collection by key; empty if there are none. */
  records<R>(name: string): Records<R> {
    let records = this.collections.get(name)
    if (!records) {
      records = new Records(this.plan.indexes.get(name))
      this.collections.set(name, records)
    }
    return records as Records<R>
  }

  /** Puts a snapshot's records in; collections this version does not know are left out. */
  load(name: string, rows: readonly unknown[]): void {
    const keyOf = this.plan.keys.get(name)
    if (!keyOf) return
    const records = this.records(name)
    for (const row of rows) records.set(keyOf(row as never), row)
  }

  /** Applies the fact numbered seq + 1. Any other number is a mistake of the caller and throws. */
  apply(seq: number, kind: string, body: unknown): void {
    if (seq !== this.seq + 1) throw new Error(`fact ${seq} after ${this.seq} of ${this.stream}`)
    for (const step of this.plan.byEvent.get(kind) ?? []) step(this.#of, body as never)
    this.seq = seq
  }

  /** Passes over numbers this audience does not see, up to and including `to`. */
  skip(to: number): void {
    if (to < this.seq) throw new Error(`skip back to ${to} from ${this.seq} of ${this.stream}`)
    this.seq = to
  }
}
