// The client's copy of the streams it follows: records to read, listeners to tell, facts to apply.
// It applies only what `feeding.ts` found in order, and it never asks the network for anything.
import type { Static, TSchema } from 'typebox'
import type { EventKind, StreamKind } from '#shared/contract.ts'
import type { Batch, Cursor, Welcome } from '#shared/frames.ts'
import type { Id } from '#shared/ids.ts'
import { Records, type ReplicaPlan } from '#shared/replica.ts'
import { type StreamName, streamOf } from '#shared/streams.ts'
import type { Changes, TrackedState } from './tracked-state.ts'
import { Watched } from './watched.ts'

/** Anything kept by name whose records fit a schema; every declared collection is one. */
export type Kept<R extends TSchema = TSchema> = {
  readonly name: string
  readonly record: R
  readonly changed: { readonly stream: StreamKind }
}
export type Place = { readonly stream: StreamName; readonly seq: number }
/** The keys that changed, or null where everything may have. */
export type Listener = (keys: ReadonlySet<string> | null) => void
type FactListener = (body: never, place: Place) => void
/** Told of every change, for the disk; `whole` when a snapshot replaced the stream. */
export type Keeper = {
  changed(state: TrackedState, changes: Changes, whole: boolean): void
  forgotten(stream: StreamName): void
}

export type Filling = { readonly done: number; readonly of: number }

const nothing: readonly never[] = []
const noRecords = new Records<never>()

export class Store {
  readonly plan: ReplicaPlan
  /** The store meant where none is named: the one the terminal stands in, or the one looked at. */
  readonly home = new Watched<Id | null>(null)
  /** Whom the hub filled this copy for. Another audience sees other facts, so it starts anew. */
  audience: Welcome['audience'] | null = null
  keeper: Keeper | null = null
  /** Pages of the disk that were read, of how many; null when the disk has given all it has. */
  readonly filling = new Watched<Filling | null>(null)
  readonly #states = new Map<StreamName, TrackedState>()
  readonly #listeners = new Map<string, Set<Listener>>()
  readonly #versions = new Map<string, number>()
  readonly #lists = new Map<string, { version: number; list: readonly unknown[] }>()
  readonly #facts = new Map<string, Set<FactListener>>()

  constructor(plan: ReplicaPlan) {
    this.plan = plan
  }

  /** The record with this key, or undefined; the same object until the record changes. */
  record<R extends TSchema>(source: Kept<R>, key: string, storeId?: Id): Static<R> | undefined {
    return this.map(source, storeId).get(key)
  }

  /** The records by key. The map itself is live: read it, do not keep it. */
  map<R extends TSchema>(source: Kept<R>, storeId?: Id): ReadonlyMap<string, Static<R>> {
    return this.#recordsOf(source, storeId)
  }

  /** What an index of the collection lists under a term, such as the variants with a barcode. */
  find<R extends TSchema>(
    source: Kept<R>,
    index: string,
    term: string,
    storeId?: Id,
  ): readonly Static<R>[] {
    return this.#recordsOf(source, storeId).find(index, term)
  }

  /** All records in no order; the same array until one of them changes. */
  records<R extends TSchema>(source: Kept<R>, storeId?: Id): readonly Static<R>[] {
    const stream = this.#streamOf(source, storeId)
    if (!stream) return nothing
    const name = `${stream}/${source.name}`
    const version = this.#versions.get(name) ?? 0
    const known = this.#lists.get(name)
    if (known?.version === version) return known.list as readonly Static<R>[]
    const list = [...this.map(source, storeId).values()]
    this.#lists.set(name, { version, list })
    return list
  }

  /** Raised at each change of the collection. */
  version(source: Kept, storeId?: Id): number {
    return this.#versions.get(`${this.#streamOf(source, storeId)}/${source.name}`) ?? 0
  }

  /**
   * How many facts of a kind were met, snapshots counted as one: what asks for data again reads it.
   */
  factVersion(event: EventKind): number {
    return this.#versions.get(`fact/${event.name}`) ?? 0
  }

  /** Calls the listener when the collection changes, or only when the record with this key does. */
  watch(source: Kept, listener: Listener, storeId?: Id, key?: string): () => void {
    const name = `${this.#streamOf(source, storeId)}/${source.name}`
    return this.#listen(key === undefined ? name : `${name}/${key}`, listener)
  }

  /** Calls the listener whenever `factVersion` is raised. */
  watchFacts(event: EventKind, listener: () => void): () => void {
    return this.#listen(`fact/${event.name}`, listener)
  }

  /** Hands over each fact of a kind after it was applied, also those that were missed meanwhile. */
  listen<B extends TSchema>(
    event: EventKind<B>,
    listener: (body: Static<B>, place: Place) => void,
  ): () => void {
    const listeners = this.#facts.get(event.name) ?? new Set()
    this.#facts.set(event.name, listeners.add(listener as FactListener))
    return () => void listeners.delete(listener as FactListener)
  }

  /** The streams there is a copy of. */
  get streams(): readonly StreamName[] {
    return [...this.#states.keys()]
  }

  position(stream: StreamName): { epoch: string; seq: number } | undefined {
    return this.#states.get(stream)
  }

  cursor(stream: StreamName): Cursor {
    const state = this.#states.get(stream)
    return state ? { stream, epoch: state.epoch, seq: state.seq } : { stream }
  }

  state(stream: StreamName): TrackedState | undefined {
    return this.#states.get(stream)
  }

  /** Applies a batch that begins right after the position. A fact that cannot be applied throws. */
  apply(stream: StreamName, batch: Pick<Batch, 'to' | 'facts'>): void {
    const state = this.#states.get(stream)
    if (!state) throw new Error(`a batch for ${stream}, which is not followed`)
    for (const [seq, kind, body] of batch.facts) {
      state.skip(seq - 1)
      state.apply(seq, kind, body)
    }
    state.skip(batch.to)
    const changes = state.takeChanges()
    this.keeper?.changed(state, changes, false)
    this.#tell(stream, changes)
    for (const [seq, kind, body] of batch.facts) this.#announce(kind, body, { stream, seq })
  }

  /** Puts a complete state in the place of the former one, all at once. */
  swap(state: TrackedState, keep = true): void {
    state.takeChanges()
    this.#states.set(state.stream, state)
    if (keep) this.keeper?.changed(state, new Map(), true)
    this.#tellAll(state.stream)
  }

  /** Drops the copy of a stream; the next hello asks for a snapshot. */
  forget(stream: StreamName): void {
    this.#states.delete(stream)
    this.keeper?.forgotten(stream)
    this.#tellAll(stream)
  }

  forgetAll(): void {
    for (const stream of this.streams) this.forget(stream)
    this.audience = null
  }

  #recordsOf<R extends TSchema>(source: Kept<R>, storeId: Id | undefined): Records<Static<R>> {
    const stream = this.#streamOf(source, storeId)
    return (stream && this.#states.get(stream)?.records<Static<R>>(source.name)) || noRecords
  }

  #streamOf(source: Kept, storeId: Id | undefined): StreamName | null {
    if (source.changed.stream === 'company') return 'company'
    const store = storeId ?? this.home.value
    return store === null ? null : streamOf(store)
  }

  #listen(name: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(name) ?? new Set()
    this.#listeners.set(name, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0 && this.#listeners.get(name) === listeners) {
        this.#listeners.delete(name)
      }
    }
  }

  #raise(name: string): void {
    this.#versions.set(name, (this.#versions.get(name) ?? 0) + 1)
  }

  #call(name: string, keys: ReadonlySet<string> | null = null): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) listener(keys)
  }

  // Versions go up before anyone is told, so that a listener that reads another collection sees it
  // new.
  #tell(stream: StreamName, changes: Changes): void {
    for (const name of changes.keys()) this.#raise(`${stream}/${name}`)
    for (const [name, keys] of changes) {
      this.#call(`${stream}/${name}`, keys)
      for (const key of keys) this.#call(`${stream}/${name}/${key}`, keys)
    }
  }

  #tellAll(stream: StreamName): void {
    for (const name of this.plan.keys.keys()) this.#raise(`${stream}/${name}`)
    const told = [...this.#listeners.keys()].filter(
      (name) => name.startsWith(`${stream}/`) || name.startsWith('fact/'),
    )
    for (const name of told) if (name.startsWith('fact/')) this.#raise(name)
    for (const name of told) this.#call(name)
  }

  #announce(kind: string, body: unknown, place: Place): void {
    this.#raise(`fact/${kind}`)
    this.#call(`fact/${kind}`)
    for (const listener of [...(this.#facts.get(kind) ?? [])]) listener(body as never, place)
  }
}
