// How a replica lies on disk, and how it is read back in slices: pages of a whole state as text, which is read several
// times faster than objects, and later changes record by record on top of them. It writes nothing.
import type { Dexie, Table } from 'dexie'
import { variants } from '#catalog/contract.ts'
import type { Welcome } from '#shared/frames.ts'
import type { Id } from '#shared/ids.ts'
import type { StreamState } from '#shared/replica.ts'
import type { StreamName } from '#shared/streams.ts'
import type { Store } from './store.ts'
import { TrackedState } from './tracked-state.ts'
import { Turns } from './turns.ts'

export type Position = {
  readonly stream: StreamName
  readonly epoch: string
  readonly seq: number
  readonly audience: Welcome['audience'] | null
  /** `planMark` of the client that wrote it, and how it writes. */
  readonly mark: string
  /** Changes on top of the pages; past a limit they are folded into new pages. */
  readonly changes: number
  /** New with each set of pages, so that pages of two sets are never taken for one. */
  readonly pagesId: Id
  readonly pages: number
  /** The first of the pages that are read last. */
  readonly lastFrom: number
}
export type Page = {
  readonly stream: StreamName
  readonly page: number
  readonly pagesId: Id
  readonly collection: string
  readonly text: string
}
export type Change = { stream: StreamName; collection: string; key: string; record: unknown }
export type Tables = {
  readonly db: Dexie
  readonly positions: Table<Position, StreamName>
  readonly pages: Table<Page, [StreamName, number]>
  readonly changes: Table<Change>
}
/** A page before it is written out. */
export type Rows = { readonly collection: string; readonly rows: readonly unknown[] }
type Progress = (pages: number) => void

/** Raise it when pages or changes are written differently. */
export const DISK = 2
const PAGE_ROWS = 500
const ASKED_AHEAD = 4
/**
 * Read when all else is there: whoever finds goods also finds their product, price and stock, even
 * while the catalogue is still filling.
 */
const LAST = variants.name

/** A state cut into pages, with the first of those that are read last. */
export function pagesOf(state: StreamState): { pages: Rows[]; lastFrom: number } {
  const pages: Rows[] = []
  const cut = (collection: string, records: ReadonlyMap<string, unknown>) => {
    const rows = [...records.values()]
    for (let at = 0; at < rows.length; at += PAGE_ROWS) {
      pages.push({ collection, rows: rows.slice(at, at + PAGE_ROWS) })
    }
  }
  for (const [name, records] of state.collections) if (name !== LAST) cut(name, records)
  const lastFrom = pages.length
  const last = state.collections.get(LAST)
  if (last) cut(LAST, last)
  return { pages, lastFrom }
}

/**
 * Reads a stream into the store: first all that goods depend on, then the goods, which are found as
 * they come. Gives the position it then has, or null where there is none to be had: another tab was
 * writing, or the disk is damaged.
 */
export async function fill(
  tables: Tables,
  store: Store,
  position: Position,
  progress: Progress,
): Promise<Position | null> {
  const { stream, epoch, pages, lastFrom, pagesId } = position
  const state = new TrackedState(store.plan, stream, epoch, position.seq)
  const reading = { tables, state, pagesId, progress }
  if (!(await readPages(reading, 0, lastFrom))) return null
  const top = await readChanges(tables, stream)
  if (top?.position.pagesId !== pagesId) return null
  const settled = new Set<string>()
  for (const { collection, key, record } of top.changes) {
    if (collection === LAST) settled.add(key)
    if (record === undefined) state.records(collection).delete(key)
    else state.records(collection).set(key, record)
  }
  state.seq = top.position.seq
  store.swap(state, false)
  if (!(await readPages(reading, lastFrom, pages, settled))) return null
  store.swap(state, false)
  return top.position
}

type Reading = {
  readonly tables: Tables
  readonly state: TrackedState
  readonly pagesId: Id
  readonly progress: Progress
}

/** False if a page is missing or belongs to other pages; `settled` keys are left as they are. */
async function readPages(
  { tables, state, pagesId, progress }: Reading,
  from: number,
  to: number,
  settled: ReadonlySet<string> = new Set(),
): Promise<boolean> {
  const turns = new Turns()
  const ask = (page: number) => tables.pages.get([state.stream, page])
  const asked: ReturnType<typeof ask>[] = []
  for (let page = from; page < to; page += 1) {
    while (asked.length < ASKED_AHEAD && page + asked.length < to) {
      asked.push(ask(page + asked.length))
    }
    const found = await asked.shift()
    if (found?.pagesId !== pagesId) return false
    const rows = JSON.parse(found.text) as unknown[]
    const keyOf = state.plan.keys.get(found.collection)
    const open =
      settled.size && keyOf ? rows.filter((row) => !settled.has(keyOf(row as never))) : rows
    state.load(found.collection, open)
    progress(1)
    await turns.breathe()
  }
  return true
}

/** The changes and the position they lead to, as they were at one moment. */
function readChanges(
  { db, positions, changes }: Tables,
  stream: StreamName,
): Promise<{ position: Position; changes: readonly Change[] } | null> {
  return db.transaction('r', [positions, changes], async () => {
    const position = await positions.get(stream)
    if (!position) return null
    const found: Change[] = []
    let after: unknown[] = [stream]
    for (;;) {
      // An array is greater than any text, so this ends with the stream.
      const rows = await changes
        .where('[stream+collection+key]')
        .between(after, [stream, []], false, true)
        .limit(PAGE_ROWS)
        .toArray()
      found.push(...rows)
      const last = rows.at(-1)
      if (!last || rows.length < PAGE_ROWS) return { position, changes: found }
      after = [stream, last.collection, last.key]
    }
  })
}
