// The till's journal: what is written here has happened, whatever becomes of the link. One tab
// writes and sends; the hub's verdict is noted beside each entry; nothing unsent is ever deleted.
import type { Static, TObject, TSchema } from 'typebox'
import { withoutCardNumbers } from '#shared/card-numbers.ts'
import type { JournalKind } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import { type Verdict, journalPost } from '#shared/journal.ts'
import { type ProblemBody, problemBody } from '#shared/problem.ts'
import type { Call } from './call.ts'
import { resendPace } from './backoff.ts'
import type { DeviceDatabase, StoredEntry } from './device-database.ts'
import { Drain } from './drain.ts'
import { JournalBook } from './journal-book.ts'
import { CallProblem, refusedHere } from './problem.ts'
import { type Surroundings, holdLock, instant } from './surroundings.ts'
import { Watched } from './watched.ts'

export type JournalState = {
  /** `closed`: this device is no terminal. `other-tab`: read-only here. */
  readonly writer: 'closed' | 'this-tab' | 'other-tab'
  readonly waiting: number
  readonly oldestAt: string | null
  /** Why the hub takes no more; enrolling the terminal again begins a new chain. */
  readonly stuck: ProblemBody | null
  /** Whether the browser promised not to clear the disk by itself; null if it was not asked. */
  readonly persisted: boolean | null
}
/** A verdict with its result as the kind declares it. */
export type VerdictOf<R extends TSchema> = Omit<Verdict, 'result'> & { result?: Static<R> }
export type Appended<R extends TSchema> = {
  readonly entry: StoredEntry
  /** Comes when the hub is heard, which may be tomorrow; never rejects. */
  readonly verdict: Promise<VerdictOf<R>>
}
export type JournalOptions = {
  readonly database: DeviceDatabase
  readonly call: Call
  /** Whether the link is live and caught up. */
  readonly live: () => boolean
  readonly surroundings: Surroundings
}
type Answer = Static<typeof journalPost.output>

const closed: JournalState = {
  writer: 'closed',
  waiting: 0,
  oldestAt: null,
  stuck: null,
  persisted: null,
}
/** Beyond any journal: the hub answers where it stands and keeps nothing. */
const PROBE_N = 2_147_483_647
const COUNT_EVERY_MS = 5_000

export class Journal {
  readonly state = new Watched<JournalState>(closed)
  readonly #options: JournalOptions
  readonly #drain: Drain
  readonly #promised = new Map<Id, (verdict: Verdict) => void>()
  #book: JournalBook | null = null
  #from: { fence: number; n: number } | null = null
  #limit = 50
  #release: () => void = () => {}
  #counter: ReturnType<typeof setInterval> | undefined

  constructor(options: JournalOptions) {
    this.#options = options
    this.#drain = new Drain(() => this.#send(), resendPace, options.surroundings.random)
  }

  /** Opens the journal of a terminal; `fresh` right after it was enrolled under this fence. */
  async open(terminal: { id: Id; fence: number }, fresh = false): Promise<void> {
    this.#leave()
    const { database, surroundings } = this.#options
    const book = new JournalBook(database, terminal, surroundings)
    if (fresh) await book.begin()
    await book.prune()
    this.#book = book
    this.#from = null
    this.#say({ writer: 'other-tab', stuck: null })
    await this.#count()
    this.#counter = setInterval(() => void this.#count().catch(() => {}), COUNT_EVERY_MS)
    this.#release = holdLock(surroundings, `${database.db.name}-journal`, () => {
      if (this.#book !== book) return
      this.#say({ writer: 'this-tab' })
      this.kick()
    })
    // Not waited for: some browsers ask the person first.
    void this.#askToPersist()
  }

  /** Writes an entry, durably before it returns, and sends it as soon as the link allows. */
  async append<B extends TObject, R extends TSchema>(
    kind: JournalKind<B, R>,
    body: Static<B> & { id: Id },
  ): Promise<Appended<R>> {
    const book = this.#book
    if (!book) throw refusedHere('wrong-state', { detail: 'this device is not enrolled' })
    if (this.state.value.writer !== 'this-tab') {
      throw refusedHere('wrong-state', { detail: 'another tab of this browser has the till' })
    }
    const verdict = this.#promise(body.id) as Promise<VerdictOf<R>>
    // What stands here for ever must not hold a card, and no hub would take it.
    const kept = JSON.stringify(withoutCardNumbers(body))
    const entry = await book.append({ id: body.id, kind: kind.name, body: kept })
    if (entry.verdict) this.#keepPromise(entry.id, entry.verdict)
    await this.#count()
    this.kick()
    return { entry, verdict }
  }

  /** Where the journal ends, if something in it waits; null else. */
  async outstanding(): Promise<{ fence: number; lastN: number } | null> {
    const book = this.#book
    if (!book || (await book.waiting()).count === 0) return null
    const tail = await book.tail()
    return tail ? { fence: book.fence, lastN: tail.n } : null
  }

  /** Sends what waits, if this tab is the one and the link is live. */
  kick(): void {
    if (this.state.value.writer === 'this-tab') this.#drain.kick()
  }

  /** An entry by its document, or undefined. */
  async entry(id: Id): Promise<StoredEntry | undefined> {
    return this.#book?.entry(id)
  }

  /** What was not answered yet, oldest first. */
  async listWaiting(): Promise<StoredEntry[]> {
    return (await this.#book?.listWaiting()) ?? []
  }

  /** The newest entries, newest first. */
  async recent(limit = 50): Promise<StoredEntry[]> {
    return (await this.#book?.recent(limit)) ?? []
  }

  async close(): Promise<void> {
    this.#leave()
    await this.#drain.close()
  }

  #leave(): void {
    clearInterval(this.#counter)
    this.#release()
    this.#book = null
    this.state.set(closed)
  }

  #say(part: Partial<JournalState>): void {
    this.state.set({ ...this.state.value, ...part })
  }

  async #count(): Promise<void> {
    const found = await this.#book?.waiting()
    const { waiting, oldestAt } = this.state.value
    if (!found || (found.count === waiting && found.oldestAt === oldestAt)) return
    this.#say({ waiting: found.count, oldestAt: found.oldestAt })
  }

  async #send(): Promise<boolean> {
    const book = this.#book
    if (!book || !this.#options.live()) return false
    if (!(await book.tail()) && !(await book.anchor())) await this.#adopt(book)
    const entries = await book.next(this.#from, this.#limit)
    const [first] = entries
    if (!first) {
      if (this.#from) this.#say({ stuck: problemBody('journal-gap', { need: this.#from.n }) })
      return false
    }
    const answer = await this.#post(entries, first.fence)
    this.#limit = 50
    return this.#settle(book, entries, answer)
  }

  async #post(entries: readonly StoredEntry[], fence: number): Promise<Answer> {
    const sent = entries.map(({ n, id, kind, previousHash, body }) => {
      return { n, id, kind, previousHash, body }
    })
    // By the clock that entries are dated by, right or wrong.
    const sentAt = instant(this.#options.surroundings)
    try {
      return await this.#options.call(journalPost, { fence, entries: sent, sentAt })
    } catch (error) {
      // One entry that cannot be read must not hold up those before it, so they go one by one.
      if (error instanceof CallProblem && error.answered && error.body.status < 429) {
        this.#say({ stuck: entries.length > 1 ? null : error.body })
        this.#limit = 1
      }
      throw error
    }
  }

  async #settle(
    book: JournalBook,
    entries: readonly StoredEntry[],
    answer: Answer,
  ): Promise<boolean> {
    const fence = entries[0]?.fence ?? book.fence
    const known = new Map(entries.map((entry) => [entry.n, entry]))
    const given = answer.verdicts.filter(({ n, outcome }) => outcome !== 'gap' && known.has(n))
    // Quarantined without a hash for its identity or chain: the hub stays where it was, and so must
    // we.
    const broken = given.find(
      ({ outcome, hash, problem }) =>
        outcome === 'quarantined' && hash === null && !problem?.type.endsWith('/stale-fence'),
    )
    const settled = given.filter((verdict) => !broken || verdict.n < broken.n)
    await book.settle(fence, settled)
    for (const verdict of settled) this.#keepPromise(known.get(verdict.n)?.id ?? '', verdict)
    await this.#count()
    this.#from = null
    if (broken) {
      this.#say({ stuck: broken.problem ?? problemBody('chain-broken') })
      throw new Error('the hub does not continue this chain')
    }
    this.#say({ stuck: null })
    return this.#rewind(fence, answer, settled.length > 0)
  }

  #rewind(fence: number, answer: Answer, moved: boolean): boolean {
    const gap = answer.verdicts.find(({ outcome }) => outcome === 'gap')
    if (!gap) return moved
    const need = gap.problem?.need ?? answer.lastN + 1
    this.#from = { fence, n: need }
    if (need < gap.n) return true
    throw new Error('the hub asks for what it was sent')
  }

  // The disk knows nothing of this fence, but the hub may: continue where it stands.
  async #adopt(book: JournalBook): Promise<void> {
    const id = '00000000-0000-0000-0000-000000000000'
    const previousHash = '0'.repeat(64)
    const probe = { n: PROBE_N, id, kind: 'probe', previousHash, body: '{}' }
    const { call } = this.#options
    const answer = await call(journalPost, { fence: book.fence, entries: [probe] })
    await book.begin(answer.lastN, answer.lastHash)
  }

  async #askToPersist(): Promise<void> {
    const asked = this.#options.surroundings.storage?.persist?.()
    if (!asked) return
    const persisted = await asked.catch(() => false)
    if (this.#book) this.#say({ persisted })
  }

  #promise(id: Id): Promise<Verdict> {
    return new Promise((resolve) => {
      const others = this.#promised.get(id)
      this.#promised.set(id, (verdict) => {
        others?.(verdict)
        resolve(verdict)
      })
    })
  }

  #keepPromise(id: Id, verdict: Verdict): void {
    this.#promised.get(id)?.(verdict)
    this.#promised.delete(id)
  }
}
