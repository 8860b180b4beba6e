// Tills without a network and a shop of shelves for them, for tests of the lane.
import { entryHash } from '#kernel/journal.ts'
import { system, type Scope } from '#kernel/scope.ts'
import { newId, type Id } from '#shared/ids.ts'
import { CHAIN_START, journalPost, type JournalEntry } from '#shared/journal.ts'
import { cloneDatabase } from './database.ts'
import { openKernel, type TestKernel } from './kernel.ts'
import { openShelves, shelfRoom } from './shelf.ts'

const personId = newId(Date.now())

/** A journal as a till writes it. */
export function journalOf(terminalId: Id) {
  const scope: Scope = { ...system, personId, terminalId }
  let n = 0
  let previousHash = CHAIN_START
  const entry = (body: object, kind = 'take'): JournalEntry => {
    const documentId = newId(Date.now())
    const text = JSON.stringify({ id: documentId, personId, offline: false, ...body })
    n += 1
    const made = { n, id: documentId, kind, previousHash, body: text }
    previousHash = entryHash(previousHash, n, text)
    return made
  }
  const post = (kernel: TestKernel, entries: JournalEntry[], fence = 1) =>
    kernel.call(scope, journalPost, { fence, entries })
  return { entry, post, terminalId }
}

type Teardown = { teardown(handler: () => unknown): unknown }

/** A hub whose terminals belong to these stores; `open` starts another on the same database. */
export async function openShop(test: Teardown, storeOf: ReadonlyMap<Id, Id>, env = {}) {
  const url = await cloneDatabase(test)
  const terminals = [...storeOf.keys()].map((each): [Id, number] => [each, 1])
  await openShelves(url, [...new Set(storeOf.values())], terminals)
  const directory = () => ({
    authenticate: async () => system,
    stillValid: () => true,
    requireProof: async () => {},
    terminal: (terminalId: Id) => {
      const storeId = storeOf.get(terminalId)
      return storeId ? { storeId, code: 'T1', fence: 1, enrolled: true } : undefined
    },
    permissions: () => ['*'],
  })
  const open = () => openKernel(test, { url, rooms: [shelfRoom], directory, env })
  return { url, open, kernel: await open() }
}
