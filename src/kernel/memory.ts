// The hub's memory: the replicated data of the company and of every store, moved forward by the log
// alone. Look-ups and decisions read it; it is never written by anything but a fact.
import type { Static } from 'typebox'
import type { Collection } from '#shared/contract.ts'
import { Records, StreamState, type ReplicaPlan } from '#shared/replica.ts'
import { COMPANY, streamOf } from '#shared/streams.ts'
import type { Id } from '#shared/ids.ts'
import type { Database, Sql } from './database.ts'
import { heads, type LogBatch } from './events.ts'

/** Reads the records of a collection (or of a fold's collections) of one store, COMPANY for the company. */
export type Loader = {
  readonly names: readonly string[]
  readonly stream: 'company' | 'store'
  readonly load: (sql: Sql, storeId: Id) => Promise<Readonly<Record<string, readonly unknown[]>>>
}

/** To put a million records in their places takes a while, and the database waits for it. */
const LOADING_IDLE_MS = 60_000

export class Memory {
  readonly #plan: ReplicaPlan
  readonly #loaders: readonly Loader[]
  readonly #states = new Map<Id, StreamState>()

  constructor(plan: ReplicaPlan, loaders: readonly Loader[]) {
    this.#plan = plan
    this.#loaders = loaders
  }

  /** Reads every stream's state as of one instant. */
  async load(database: Database): Promise<void> {
    await database.snapshot(async (sql) => {
      for (const { storeId } of await heads(sql))
        this.#states.set(storeId, await this.read(sql, storeId))
    }, LOADING_IDLE_MS)
  }

  /** Reads the state of one stream as the database has it, stamped with its head. Needs a snapshot's `sql`. */
  async read(sql: Sql, storeId: Id): Promise<StreamState> {
    const head = (await heads(sql)).find((each) => each.storeId === storeId)
    if (!head) throw new Error(`no stream for store ${storeId}`)
    const state = new StreamState(this.#plan, streamOf(storeId), head.epoch, head.seq)
    const stream = storeId === COMPANY ? 'company' : 'store'
    for (const loader of this.#loaders) {
      if (loader.stream !== stream) continue
      const loaded = await loader.load(sql, storeId)
      for (const name of loader.names) state.load(name, loaded[name] ?? [])
    }
    return state
  }

  /** Applies what follows; facts already applied are passed over. A hole is a mistake and throws. */
  apply(batch: LogBatch): void {
    let state = this.#states.get(batch.storeId)
    if (!state) {
      state = new StreamState(this.#plan, streamOf(batch.storeId), batch.epoch, 0)
      this.#states.set(batch.storeId, state)
    }
    for (const { seq, kind, body } of batch.facts) {
      if (seq <= state.seq) continue
      if (this.#plan.byEvent.has(kind)) state.apply(seq, kind, JSON.parse(body))
      else state.apply(seq, kind, null)
    }
  }

  /** The state of a store's stream, or of the company's; undefined for a store that does not exist. */
  state(storeId: Id): StreamState | undefined {
    return this.#states.get(storeId)
  }

  /** Where every stream stands in this memory. */
  positions(): Map<Id, { epoch: Id; seq: number }> {
    return new Map([...this.#states].map(([id, { epoch, seq }]) => [id, { epoch, seq }]))
  }

  storeIds(): Id[] {
    return [...this.#states.keys()].filter((id) => id !== COMPANY)
  }

  /** The records of a collection, of the company or of a store; none for a store without facts yet. */
  records<R extends Collection>(of: R, storeId: Id = COMPANY): Records<Static<R['record']>> {
    return this.#states.get(storeId)?.records(of.name) ?? new Records(of.indexes)
  }

  /** One record, or undefined. */
  get<R extends Collection>(
    of: R,
    key: string,
    storeId: Id = COMPANY,
  ): Static<R['record']> | undefined {
    return this.#states.get(storeId)?.records<Static<R['record']>>(of.name).get(key)
  }
}
