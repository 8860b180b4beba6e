// The replica on disk: snapshots as large pages, later changes record by record on top of them, and
// the cursor in the same transaction as what it covers. Everything here can be fetched again.
import { Dexie, type Table } from 'dexie'
import type { Welcome } from '#shared/frames.ts'
import type { StreamName } from '#shared/streams.ts'
import type { Keeper, Store } from './store.ts'
import { type Surroundings, holdLock } from './surroundings.ts'
import { type Changes, TrackedState } from './tracked-state.ts'

type Position = {
  stream: StreamName
  epoch: string
  seq: number
  audience: Welcome['audience'] | null
  /** `planMark` of the client that wrote it. */
  mark: string
  /** Changes on top of the pages; past a limit they are folded into new pages. */
  changes: number
}
type Page = { stream: StreamName; collection: string; page: number; rows: unknown[] }
type Change = { stream: StreamName; collection: string; key: string; record: unknown }
/** What is to be written for a stream, taken at one moment together with its cursor. */
type Work = { position: Position; changes: Change[]; pages: Page[] | null }

const PAGE_ROWS = 1000
const FOLD_AFTER = 20_000
const SAVE_AFTER_MS = 250

function pagesOf(state: TrackedState): Page[] {
  const { stream } = state
  const pages: Page[] = []
  for (const [collection, records] of state.collections) {
    const rows = [...records.values()]
    for (let at = 0; at < rows.length; at += PAGE_ROWS) {
      pages.push({ stream, collection, page: pages.length, rows: rows.slice(at, at + PAGE_ROWS) })
    }
  }
  return pages
}

export class ReplicaDisk implements Keeper {
  readonly #db: Dexie
  readonly #positions: Table<Position, StreamName>
  readonly #pages: Table<Page>
  readonly #changes: Table<Change>
  readonly #store: Store
  readonly #mark: string
  readonly #touched = new Map<StreamName, Map<string, Set<string>>>()
  readonly #whole = new Set<StreamName>()
  readonly #forgotten = new Set<StreamName>()
  /** What this tab wrote last; anything else on disk was written by another tab. */
  readonly #written = new Map<StreamName, Position>()
  readonly #release: () => void
  #alone = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #saving: Promise<void> = Promise.resolve()

  constructor(name: string, store: Store, mark: string, surroundings: Surroundings) {
    this.#db = new Dexie(name)
    this.#db.version(1).stores({
      positions: 'stream',
      pages: '[stream+page], stream',
      changes: '[stream+collection+key], stream',
    })
    this.#positions = this.#db.table('positions')
    this.#pages = this.#db.table('pages')
    this.#changes = this.#db.table('changes')
    this.#store = store
    this.#mark = mark
    // Only one tab writes; one that takes over may be ahead of the disk, so it writes all it has.
    this.#release = holdLock(surroundings, name, () => {
      this.#alone = true
      this.#soon()
    })
  }

  /** Puts what is on disk into the store; what another version of the client wrote is left out. */
  async load(): Promise<void> {
    for (const position of await this.#positions.toArray()) {
      if (position.mark !== this.#mark) continue
      const state = await this.#read(position)
      this.#written.set(position.stream, position)
      this.#store.audience = position.audience
      this.#store.swap(state, false)
    }
  }

  changed(state: TrackedState, changes: Changes, whole: boolean): void {
    this.#forgotten.delete(state.stream)
    if (whole) this.#whole.add(state.stream)
    const touched = this.#touched.get(state.stream) ?? new Map<string, Set<string>>()
    for (const [name, keys] of changes) {
      const known = touched.get(name) ?? new Set()
      touched.set(name, known)
      for (const key of keys) known.add(key)
    }
    this.#touched.set(state.stream, touched)
    this.#soon()
  }

  forgotten(stream: StreamName): void {
    this.#touched.delete(stream)
    this.#whole.delete(stream)
    this.#forgotten.add(stream)
    this.#soon()
  }

  /** Writes what is waiting to be written, after what is being written. */
  save(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    // A full or failing disk costs a longer start, nothing else: the hub has it all.
    this.#saving = this.#saving.then(() => this.#saveNow()).catch(() => {})
    return this.#saving
  }

  async close(): Promise<void> {
    await this.save()
    clearTimeout(this.#timer)
    this.#release()
    this.#db.close()
  }

  async #read(position: Position): Promise<TrackedState> {
    const { stream, epoch, seq } = position
    const state = new TrackedState(this.#store.plan, stream, epoch, seq)
    for (const page of await this.#pages.where({ stream }).toArray()) {
      state.load(page.collection, page.rows)
    }
    for (const { collection, key, record } of await this.#changes.where({ stream }).toArray()) {
      if (record === undefined) state.records(collection).delete(key)
      else state.records(collection).set(key, record)
    }
    return state
  }

  #soon(): void {
    if (this.#alone) this.#timer ??= setTimeout(() => void this.save(), SAVE_AFTER_MS)
  }

  async #saveNow(): Promise<void> {
    if (!this.#alone) return
    const forgotten = [...this.#forgotten]
    this.#forgotten.clear()
    for (const stream of forgotten) await this.#remove(stream)
    const streams = [...this.#touched.keys()]
    for (const stream of streams) {
      const work = this.#take(stream)
      if (!work) continue
      const written = await this.#write(work).catch(() => false)
      if (written) this.#written.set(stream, work.position)
      else this.#startOver(stream)
    }
  }

  /** Takes cursor and effects in one go: between the two lines no frame can be applied. */
  #take(stream: StreamName): Work | null {
    const state = this.#store.state(stream)
    const touched = this.#touched.get(stream)
    this.#touched.delete(stream)
    if (!state || !touched) return null
    const written = this.#written.get(stream)
    const count = [...touched.values()].reduce((sum, keys) => sum + keys.size, 0)
    const total = (written?.changes ?? 0) + count
    const whole = this.#whole.delete(stream) || !written || total > FOLD_AFTER
    const { epoch, seq } = state
    const { audience } = this.#store
    const changes = whole ? 0 : total
    const position = { stream, epoch, seq, audience, mark: this.#mark, changes }
    if (whole) return { position, changes: [], pages: pagesOf(state) }
    const rows: Change[] = []
    for (const [collection, keys] of touched) {
      const records = state.records(collection)
      for (const key of keys) rows.push({ stream, collection, key, record: records.get(key) })
    }
    return { position, changes: rows, pages: null }
  }

  #write({ position, changes, pages }: Work): Promise<boolean> {
    const { stream } = position
    const tables = [this.#positions, this.#pages, this.#changes]
    return this.#db.transaction('rw', tables, async () => {
      const found = await this.#positions.get(stream)
      const written = this.#written.get(stream)
      const ours = found?.epoch === written?.epoch && found?.seq === written?.seq
      if (pages) {
        if (!ours && found?.epoch === position.epoch && found.seq > position.seq) return true
        await this.#pages.where({ stream }).delete()
        await this.#changes.where({ stream }).delete()
        await this.#pages.bulkPut(pages)
      } else {
        if (!ours) return false
        await this.#changes.bulkPut(changes)
      }
      await this.#positions.put(position)
      return true
    })
  }

  // What was taken is not on disk, so nothing may be added to what is: the next write is a whole
  // one.
  #startOver(stream: StreamName): void {
    this.#written.delete(stream)
    const state = this.#store.state(stream)
    if (state) this.changed(state, new Map(), true)
  }

  #remove(stream: StreamName): Promise<void> {
    this.#written.delete(stream)
    return this.#db.transaction('rw', [this.#positions, this.#pages, this.#changes], async () => {
      await this.#positions.delete(stream)
      await this.#pages.where({ stream }).delete()
      await this.#changes.where({ stream }).delete()
    })
  }
}
