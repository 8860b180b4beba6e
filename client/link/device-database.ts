// What this device alone knows and nobody can send again: its key, its journal, its unsent calls.
// Every transaction is flushed to the disk before it counts (`strict`), which costs milliseconds.
import { Dexie, type Table } from 'dexie'
import type { Id } from '#shared/ids.ts'
import type { Verdict } from '#shared/journal.ts'
import type { ProblemBody } from '#shared/problem.ts'
import type { PinProof } from './pin-proofs.ts'

export type StoredEntry = {
  readonly terminalId: Id
  readonly fence: number
  readonly n: number
  readonly id: Id
  readonly kind: string
  readonly previousHash: string
  readonly hash: string
  /** The exact text that is hashed, sent and kept. */
  readonly body: string
  /** When it was written down, by this device's clock. */
  readonly at: string
  /** 1 until the hub has given its verdict; a number because an index cannot hold a boolean. */
  waiting: 0 | 1
  verdict: Verdict | null
  answeredAt: string
}
/** Where the chain of a fence begins on this device. */
export type Anchor = {
  readonly terminalId: Id
  readonly fence: number
  readonly n: number
  readonly hash: string
}
export type StoredCall = {
  /** Given by the database, in the order of adding. */
  order?: number
  readonly id: Id
  readonly op: string
  readonly input: unknown
  readonly at: string
  state: 'waiting' | 'confirmed' | 'refused'
  output: unknown
  problem: ProblemBody | null
  answeredAt: string
}

export type DeviceDatabase = {
  readonly db: Dexie
  readonly entries: Table<StoredEntry, [Id, number, number]>
  readonly anchors: Table<Anchor, [Id, number]>
  readonly calls: Table<StoredCall, number>
  /** Whom this device lets in without the hub. */
  readonly proofs: Table<PinProof, Id>
  /** Single records by name: the enrolled terminal, the person last confirmed, the key of PINs. */
  readonly keeping: Table<{ key: string; value: unknown }, string>
}

/** Answered entries and calls are kept this long, for the hub that comes back from a backup. */
export const KEPT_MS = 30 * 24 * 60 * 60 * 1000

export function openDeviceDatabase(name: string): DeviceDatabase {
  const db = new Dexie(name, { chromeTransactionDurability: 'strict' })
  db.version(1).stores({
    entries: '[terminalId+fence+n], &id, [terminalId+waiting], answeredAt',
    anchors: '[terminalId+fence]',
    calls: '++order, &id, state, answeredAt',
    keeping: 'key',
  })
  db.version(2).stores({ proofs: 'personId' })
  return {
    db,
    entries: db.table('entries'),
    anchors: db.table('anchors'),
    calls: db.table('calls'),
    proofs: db.table('proofs'),
    keeping: db.table('keeping'),
  }
}
