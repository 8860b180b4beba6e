// The pages of the journal on disk: adding at the end of the chain, noting verdicts, and reading
// what waits. It never deletes an entry that was not answered, and never changes one that was
// written.
import { Dexie } from 'dexie'
import type { Id } from '#shared/ids.ts'
import { CHAIN_START, type Verdict } from '#shared/journal.ts'
import { chainHash } from '#shared/hash.ts'
import { type Anchor, type DeviceDatabase, KEPT_MS, type StoredEntry } from './device-database.ts'
import { refusedHere } from './problem.ts'
import { type Surroundings, instant } from './surroundings.ts'

/** A post stays well below the 512 KiB a frame may have, escapes included. */
const POST_BYTES = 400_000
const POST_ENTRIES = 50
const NEVER = ''

export type Written = Pick<StoredEntry, 'id' | 'kind' | 'body'>

export class JournalBook {
  readonly terminalId: Id
  readonly fence: number
  readonly #database: DeviceDatabase
  readonly #surroundings: Surroundings

  constructor(
    database: DeviceDatabase,
    terminal: { id: Id; fence: number },
    surroundings: Surroundings,
  ) {
    this.#database = database
    this.terminalId = terminal.id
    this.fence = terminal.fence
    this.#surroundings = surroundings
  }

  /**
   * Writes an entry at the end of the chain; a document written before is given back as it stands.
   */
  append({ id, kind, body }: Written): Promise<StoredEntry> {
    const { entries, anchors, db } = this.#database
    return db.transaction('rw', [entries, anchors], async () => {
      const known = await entries.where({ id }).first()
      if (known?.body === body) return known
      if (known) throw refusedHere('call-id-reused', { detail: `${id} was journaled before` })
      const tail = (await this.tail()) ?? (await this.anchor())
      if (!tail) throw refusedHere('unavailable', { detail: 'the journal is not begun' })
      const n = tail.n + 1
      const entry: StoredEntry = {
        terminalId: this.terminalId,
        fence: this.fence,
        n,
        id,
        kind,
        previousHash: tail.hash,
        hash: chainHash(tail.hash, n, body),
        body,
        at: instant(this.#surroundings),
        waiting: 1,
        verdict: null,
        answeredAt: NEVER,
      }
      await entries.add(entry)
      return entry
    })
  }

  tail(): Promise<StoredEntry | undefined> {
    return this.#ofFence(this.fence, 0).last()
  }

  anchor(): Promise<Anchor | undefined> {
    return this.#database.anchors.get([this.terminalId, this.fence])
  }

  /** Says where the chain begins, once: at its start, or where the hub says it stands. */
  async begin(n = 0, hash = CHAIN_START): Promise<void> {
    const { terminalId, fence } = this
    await this.#database.anchors.put({ terminalId, fence, n, hash })
  }

  /**
   * The oldest entries that wait, of one fence, in order; or those from a number on, answered or
   * not.
   */
  async next(from: { fence: number; n: number } | null, limit: number): Promise<StoredEntry[]> {
    const first = from ?? (await this.#waiting().first())
    if (!first) return []
    const most = Math.min(limit, POST_ENTRIES)
    const found = await this.#ofFence(first.fence, first.n).limit(most).toArray()
    if (found[0]?.n !== first.n) return []
    let bytes = 0
    const fits = found.findIndex(({ body }) => {
      bytes += new TextEncoder().encode(JSON.stringify(body)).length + 300
      return bytes > POST_BYTES
    })
    return fits < 0 ? found : found.slice(0, Math.max(1, fits))
  }

  /** Notes the verdicts of entries of one fence. */
  async settle(fence: number, verdicts: readonly Verdict[]): Promise<void> {
    const { entries, db } = this.#database
    const answeredAt = instant(this.#surroundings)
    await db.transaction('rw', entries, async () => {
      for (const verdict of verdicts) {
        await entries.update([this.terminalId, fence, verdict.n], {
          waiting: 0,
          verdict,
          answeredAt,
        })
      }
    })
  }

  async waiting(): Promise<{ count: number; oldestAt: string | null }> {
    const count = await this.#waiting().count()
    const oldest = count ? await this.#waiting().first() : undefined
    return { count, oldestAt: oldest?.at ?? null }
  }

  listWaiting(): Promise<StoredEntry[]> {
    return this.#waiting().toArray()
  }

  entry(id: Id): Promise<StoredEntry | undefined> {
    return this.#database.entries.where({ id }).first()
  }

  /** The newest entries of this fence, newest first. */
  recent(limit: number): Promise<StoredEntry[]> {
    return this.#ofFence(this.fence, 0).reverse().limit(limit).toArray()
  }

  /** Drops what was answered long ago, but the end of the chain. */
  async prune(): Promise<void> {
    const before = new Date(this.#surroundings.nowMs() - KEPT_MS).toISOString()
    const tail = await this.tail()
    await this.#database.entries
      .where('answeredAt')
      .between('0', before)
      .filter((entry) => entry.waiting === 0 && entry.id !== tail?.id)
      .delete()
  }

  #waiting() {
    return this.#database.entries.where({ terminalId: this.terminalId, waiting: 1 })
  }

  #ofFence(fence: number, fromN: number) {
    const key = [this.terminalId, fence]
    return this.#database.entries
      .where('[terminalId+fence+n]')
      .between([...key, fromN], [...key, Dexie.maxKey], true, true)
  }
}
