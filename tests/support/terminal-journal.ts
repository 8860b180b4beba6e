// The journal of a fake terminal: entries numbered densely under its fence, each continuing the hash of
// the one before, exactly as a till writes them.
import { createHash } from 'node:crypto'
import { CHAIN_START, type JournalEntry } from '#shared/journal.ts'

export class TerminalJournal {
  readonly fence: number
  #n: number
  #hash: string

  /** Continues after entry `n` with hash `hash`; a new fence starts at 0. */
  constructor(fence: number, n = 0, hash = CHAIN_START) {
    this.fence = fence
    this.#n = n
    this.#hash = hash
  }

  get n(): number {
    return this.#n
  }

  /** Writes an entry down; `body` is what is journaled, its `id` the entry's. */
  write(kind: string, body: { readonly id: string }): JournalEntry {
    const text = JSON.stringify(body)
    const previousHash = this.#hash
    this.#n += 1
    this.#hash = createHash('sha256').update(`${previousHash}\n${this.#n}\n${text}`).digest('hex')
    return { n: this.#n, id: body.id, kind, previousHash, body: text }
  }
}
