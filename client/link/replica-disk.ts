// The replica on disk: written in slices while the till works, with the cursor in the same transaction as what it
// covers, and read back at the next start. Everything here can be fetched again.
import { Dexie } from 'dexie'
import { newId } from '#shared/ids.ts'
import type { StreamName } from '#shared/streams.ts'
import {
  type Change,
  DISK,
  fill,
  pagesOf,
  type Position,
  type Rows,
  type Tables,
} from './replica-pages.ts'
import type { Keeper, Store } from './store.ts'
import { type Surroundings, holdLock } from './surroundings.ts'
import type { Changes, TrackedState } from './tracked-state.ts'

/** What is to be written for a stream, taken at one moment together with its cursor. */
type Work = { position: Position; changes: Change[]; pages: Rows[] | null }

const FOLD_AFTER = 20_000
const SAVE_AFTER_MS = 250
/** How often it is said how far the reading is; saying it costs a paint. */
const SAY_AFTER_MS = 100
/** How often a stream is read again that another tab wrote meanwhile. */
const READINGS = 3

export class ReplicaDisk implements Keeper {
  readonly #tables: Tables
  readonly #store: Store
  readonly #mark: string
  readonly #surroundings: Surroundings
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
    const db = new Dexie(name)
    db.version(1).stores({
      positions: 'stream',
      pages: '[stream+page], stream',
      changes: '[stream+collection+key], stream',
    })
    this.#tables = {
      db,
      positions: db.table('positions'),
      pages: db.table('pages'),
      changes: db.table('changes'),
    }
    this.#store = store
    this.#mark = `${DISK} ${mark}`
    this.#surroundings = surroundings
    // Only one tab writes; one that takes over may be ahead of the disk, so it writes all it has.
    this.#release = holdLock(surroundings, name, () => {
      this.#alone = true
      this.#soon()
    })
  }

  /** What there is to read; what another version of the client wrote is left out. */
  async kept(): Promise<readonly Position[]> {
    const positions = await this.#tables.positions.toArray()
    const kept = positions.filter(({ mark }) => mark === this.#mark)
    // The goods are in the company's stream; their stock, in a store's, has to be there before them.
    return kept.toSorted((a, b) => Number(a.stream === 'company') - Number(b.stream === 'company'))
  }

  /** Puts it into the store in slices; `store.filling` says how far it is. Never rejects. */
  async load(kept: readonly Position[]): Promise<void> {
    let done = 0
    let saidAtMs = this.#surroundings.monotonicMs()
    const of = kept.reduce((sum, { pages }) => sum + pages, 0)
    if (of > 0) this.#store.filling.set({ done, of })
    for (const position of kept) {
      this.#store.audience = position.audience
      const before = done
      await this.#read(position, (pages) => {
        done = Math.min(done + pages, before + position.pages)
        if (this.#surroundings.monotonicMs() - saidAtMs < SAY_AFTER_MS) return
        saidAtMs = this.#surroundings.monotonicMs()
        this.#store.filling.set({ done, of })
      })
    }
    this.#store.filling.set(null)
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
    this.#tables.db.close()
  }

  async #read(position: Position, progress: (pages: number) => void): Promise<void> {
    const { stream } = position
    let found: Position | undefined = position
    for (let reading = 0; found && reading < READINGS; reading += 1) {
      const there = await fill(this.#tables, this.#store, found, progress).catch(() => null)
      if (there) return void this.#written.set(stream, there)
      found = await this.#tables.positions.get(stream).catch(() => undefined)
    }
    this.#store.forget(stream)
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
    const about = { stream, epoch, seq, audience, mark: this.#mark }
    if (whole || !written) {
      const { pages, lastFrom } = pagesOf(state)
      const pagesId = newId(this.#surroundings.nowMs())
      const position = { ...about, changes: 0, pagesId, pages: pages.length, lastFrom }
      return { position, changes: [], pages }
    }
    const position = { ...written, ...about, changes: total }
    const rows: Change[] = []
    for (const [collection, keys] of touched) {
      const records = state.records(collection)
      for (const key of keys) rows.push({ stream, collection, key, record: records.get(key) })
    }
    return { position, changes: rows, pages: null }
  }

  #write({ position, changes, pages }: Work): Promise<boolean> {
    const { stream } = position
    const { db, ...tables } = this.#tables
    return db.transaction('rw', Object.values(tables), async () => {
      const found = await tables.positions.get(stream)
      const written = this.#written.get(stream)
      const ours = found?.epoch === written?.epoch && found?.seq === written?.seq
      if (pages) {
        if (!ours && found?.epoch === position.epoch && found.seq > position.seq) return true
        await this.#writePages(position, pages)
      } else {
        if (!ours) return false
        await tables.changes.bulkPut(changes)
      }
      await tables.positions.put(position)
      return true
    })
  }

  // Page by page: each one is a turn of the event loop, so that the till goes on meanwhile.
  async #writePages({ stream, pagesId }: Position, all: readonly Rows[]): Promise<void> {
    const { pages, changes } = this.#tables
    await pages.where({ stream }).delete()
    await changes.where({ stream }).delete()
    for (const [page, { collection, rows }] of all.entries()) {
      await pages.put({ stream, page, pagesId, collection, text: JSON.stringify(rows) })
    }
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
    const { db, positions, pages, changes } = this.#tables
    return db.transaction('rw', [positions, pages, changes], async () => {
      await positions.delete(stream)
      await pages.where({ stream }).delete()
      await changes.where({ stream }).delete()
    })
  }
}
