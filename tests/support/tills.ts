// A till for tests: a terminal with a journal of its own that it posts from, one entry at a time or
// many at once, in a shop of tests/support/stock.ts.
import type { Static } from 'typebox'
import type { JournalKind } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import { CHAIN_START, journalPost, type JournalEntry, type Verdict } from '#shared/journal.ts'
import type { Directory } from '#kernel/directory.ts'
import { entryHash, openJournal } from '#kernel/journal.ts'
import { system, type Scope } from '#kernel/scope.ts'
import { cashOpen } from '#tills/contract.ts'
import type { TestKernel } from './kernel.ts'
import { id, withSql, type Shop } from './stock.ts'

type Fields<K extends JournalKind> = Omit<
  Static<K['body']>,
  'id' | 'personId' | 'at' | 'offline'
> & { id?: Id; personId?: Id; at?: string; offline?: boolean }

export type Till = {
  readonly terminalId: Id
  readonly fence: number
  readonly personId: Id
  readonly scope: Scope
  /** The id of the session opened last. */
  cashSessionId: Id
  /** Writes an entry into the journal without sending it. */
  write<K extends JournalKind>(kind: K, fields: Fields<K>): JournalEntry
  send(entries: readonly JournalEntry[], k?: TestKernel): Promise<Verdict[]>
  /** Writes and sends one entry. */
  post<K extends JournalKind>(kind: K, fields: Fields<K>, k?: TestKernel): Promise<Verdict>
  open(floatMinor?: number): Promise<Verdict>
}

export type People = {
  readonly terminals: Map<Id, { storeId: Id; code: string }>
  /** What everybody may do; change it in a test. */
  permissions: string[]
  readonly directory: () => Directory
}

/** A directory that knows the terminals it is given, where all people have the same permissions. */
export function people(): People {
  const terminals: People['terminals'] = new Map()
  const made: People = {
    terminals,
    permissions: ['*'],
    directory: () => ({
      authenticate: async () => system,
      stillValid: () => true,
      requireProof: async () => {},
      terminal: (terminalId) => {
        const known = terminals.get(terminalId)
        return known && { ...known, fence: 1, enrolled: true }
      },
      permissions: () => made.permissions,
    }),
  }
  return made
}

/** A count as one sum, which is what a person who types no denominations sends. */
export function counted(
  { cashSessionId }: Pick<Till, 'cashSessionId'>,
  attempt: number,
  countedMinor: number,
) {
  const denominations = countedMinor > 0 ? [{ valueMinor: countedMinor, count: 1 }] : []
  return { cashSessionId, attempt, denominations, countedMinor }
}

/** Enrols a till in the shop; with a former life it takes the place of that device. */
export async function aTill(
  shop: Shop,
  staff: People,
  code = 'T1',
  former?: Pick<Till, 'terminalId' | 'fence'>,
): Promise<Till> {
  const terminalId = former?.terminalId ?? id()
  const fence = (former?.fence ?? 0) + 1
  const personId = id()
  staff.terminals.set(terminalId, { storeId: shop.store.id, code })
  await withSql(shop.url, (sql) => openJournal(sql, terminalId, fence, CHAIN_START))
  const scope: Scope = { ...system, personId, terminalId, storeIds: [shop.store.id] }
  let n = 0
  let previousHash = CHAIN_START
  const till: Till = {
    terminalId,
    fence,
    personId,
    scope,
    cashSessionId: id(),
    write: (kind, fields) => {
      const written = { id: id(), personId, at: shop.kernel.at(), offline: false, ...fields }
      const body = JSON.stringify(written)
      n += 1
      const entry = { n, id: written.id, kind: kind.name, previousHash, body }
      previousHash = entryHash(previousHash, n, body)
      return entry
    },
    send: async (entries, k = shop) =>
      (await k.call(scope, journalPost, { fence, entries: [...entries] })).verdicts,
    post: async (kind, fields, k = shop) => {
      const [verdict] = await till.send([till.write(kind, fields)], k)
      if (!verdict) throw new Error('there is no verdict')
      return verdict
    },
    open: async (floatMinor = 10_000) => {
      const verdict = await till.post(cashOpen, { floatMinor })
      till.cashSessionId = (verdict.result as { id: Id } | undefined)?.id ?? till.cashSessionId
      return verdict
    },
  }
  return till
}
