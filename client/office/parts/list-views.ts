// How a person looks at one list: which columns, in which order, and what it is narrowed to; with the views they gave a
// name. Pure; what is read back from a browser is trusted in nothing.
import type { Sort } from '../../ui/table-state.ts'

export type ListView = {
  readonly sort: Sort
  /** What the rows are narrowed to, as it was typed. */
  readonly text: string
  /** The ids of the columns that are shown; null: those the list shows by itself. */
  readonly shown: readonly string[] | null
}
export type SavedView = ListView & { readonly name: string }
export type KeptList = { readonly view: ListView; readonly saved: readonly SavedView[] }

export const plainView: ListView = { sort: null, text: '', shown: null }
export const nothingKept: KeptList = { view: plainView, saved: [] }
/** More than anybody tells apart. */
export const MOST_VIEWS = 20
export const LONGEST_NAME = 40

type Choosable = { readonly id: string; readonly hidden?: boolean }

/** The columns a view shows, in the list's own order. A view of columns that are all gone shows the list's own. */
export function shownColumns<Column extends Choosable>(
  columns: readonly Column[],
  shown: readonly string[] | null,
): readonly Column[] {
  const chosen = shown && columns.filter(({ id }) => shown.includes(id))
  return chosen && chosen.length > 0 ? chosen : columns.filter(({ hidden }) => !hidden)
}

/** Shows a column or hides it; the last one stays. */
export function toggleColumn(
  columns: readonly Choosable[],
  shown: readonly string[] | null,
  id: string,
): readonly string[] {
  const now = shownColumns(columns, shown).map((column) => column.id)
  if (!now.includes(id)) return [...now, id]
  return now.length === 1 ? now : now.filter((each) => each !== id)
}

/** Gives a view a name; one of that name is replaced. */
export function saveView({ view, saved }: KeptList, name: string): KeptList {
  const trimmed = name.trim().slice(0, LONGEST_NAME)
  if (trimmed === '') return { view, saved }
  const others = saved.filter((each) => each.name !== trimmed)
  return { view, saved: [...others, { ...view, name: trimmed }].slice(-MOST_VIEWS) }
}

export function dropView({ view, saved }: KeptList, name: string): KeptList {
  return { view, saved: saved.filter((each) => each.name !== name) }
}

export function sameView(a: ListView, b: ListView): boolean {
  const text = ({ sort, text: typed, shown }: ListView) => JSON.stringify([sort, typed, shown])
  return text(a) === text(b)
}

/** What a browser kept; damaged parts are left out. What was typed is not: a list opens whole. */
export function readKept(text: string | null): KeptList {
  try {
    const { view, saved } = JSON.parse(text ?? '') as { view?: unknown; saved?: unknown }
    const views = Array.isArray(saved) ? (saved as unknown[]).flatMap(readSaved) : []
    return { view: { ...readView(view), text: '' }, saved: views.slice(-MOST_VIEWS) }
  } catch {
    return nothingKept
  }
}

function readSaved(value: unknown): SavedView[] {
  const name: unknown = isRecord(value) ? value.name : undefined
  return typeof name === 'string' && name !== '' ? [{ ...readView(value), name }] : []
}

function readView(value: unknown): ListView {
  if (!isRecord(value)) return plainView
  const { sort, text, shown } = value
  return {
    sort: readSort(sort),
    text: typeof text === 'string' ? text : '',
    shown: Array.isArray(shown) ? shown.filter((id): id is string => typeof id === 'string') : null,
  }
}

function readSort(value: unknown): Sort {
  if (!isRecord(value) || typeof value.column !== 'string') return null
  const { column, direction } = value
  return direction === 'up' || direction === 'down' ? { column, direction } : null
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
