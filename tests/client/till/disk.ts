// The disk of a till in a test: a table of desks of its own, in memory.
import { Dexie } from 'dexie'
import type { DeskState } from '../../../client/till/desk.ts'
import { newOne } from './counter.ts'

export function openTable(t: { teardown(handler: () => unknown): unknown }) {
  const db = new Dexie(`desk-${newOne()}`)
  db.version(1).stores({ desks: 'key' })
  t.teardown(() => db.close())
  return db.table<{ key: string; value: DeskState }, string>('desks')
}
