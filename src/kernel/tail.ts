// Follows the log of every stream and tells readers what was committed, in order and without holes:
// at once what this process commits, within 50 ms what others do. It changes nothing and knows no
// connection; a hint from elsewhere only makes it look sooner.
import { storeOf, streamOf, type StreamName } from '#shared/streams.ts'
import type { Id } from '#shared/ids.ts'
import { monotonicMs } from './clock.ts'
import type { Sql } from './database.ts'
import { heads, readAfter, type LogBatch } from './events.ts'

const PAGE = 500

type Reader = (batch: LogBatch) => void
type CommitWatcher = (storeIds: readonly Id[]) => void
type Position = { epoch: Id; seq: number }

export class Tail {
  readonly #sql: Sql
  readonly #everyMs: number
  readonly #fail: (error: unknown) => void
  readonly #positions = new Map<Id, Position>()
  readonly #readers = new Set<Reader>()
  readonly #watchers = new Set<CommitWatcher>()
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<void> | undefined
  #again = false
  #stopped = false
  #knewAllAtMs = monotonicMs()

  /** `sql` is best a connection of its own: what others ask for must not keep this one waiting. */
  constructor(sql: Sql, everyMs: number, fail: (error: unknown) => void) {
    this.#sql = sql
    this.#everyMs = everyMs
    this.#fail = fail
  }

  /** Starts where each stream stands in `from`; whoever reads has everything up to there. */
  start(from: ReadonlyMap<Id, Position>): void {
    for (const [storeId, position] of from) this.#positions.set(storeId, { ...position })
    this.#knewAllAtMs = monotonicMs()
    this.#schedule()
  }

  /** Calls `reader` with every batch from now on; gives back how to stop. */
  read(reader: Reader): () => void {
    this.#readers.add(reader)
    return () => void this.#readers.delete(reader)
  }

  /** Calls `watcher` with the streams this process commits to; gives back how to stop. */
  watchCommits(watcher: CommitWatcher): () => void {
    this.#watchers.add(watcher)
    return () => void this.#watchers.delete(watcher)
  }

  /** Where this process has read to. */
  position(stream: StreamName): Position | undefined {
    return this.#positions.get(storeOf(stream))
  }

  /** How long ago, in milliseconds, this process last knew everything that was committed. */
  get behindMs(): number {
    return monotonicMs() - this.#knewAllAtMs
  }

  streams(): StreamName[] {
    return [...this.#positions.keys()].map(streamOf)
  }

  /**
   * Takes what this process has just committed. What does not continue what is known, because somebody
   * else committed between, is read; then it gives back when that is done.
   */
  committed(batches: readonly LogBatch[]): Promise<void> | undefined {
    let isBehind = false
    for (const batch of batches) {
      const position = this.#positions.get(batch.storeId)
      const first = batch.facts[0]?.seq ?? 0
      if (position && position.epoch === batch.epoch && first === position.seq + 1)
        this.#hand(batch)
      else isBehind = true
    }
    if (this.#watchers.size && batches.length) {
      const storeIds = batches.map(({ storeId }) => storeId)
      for (const watcher of this.#watchers) watcher(storeIds)
    }
    return isBehind ? this.lookAfresh() : undefined
  }

  /** Looks after the look under way, which may have begun too early to see what was committed. */
  async lookAfresh(): Promise<void> {
    await this.#looking
    await this.look()
  }

  /** Looks for facts now. */
  look(): Promise<void> {
    if (this.#looking) {
      this.#again = true
      return this.#looking
    }
    this.#looking = this.#lookOnce().finally(() => {
      this.#looking = undefined
      if (this.#again && !this.#stopped) {
        this.#again = false
        void this.look()
      }
    })
    return this.#looking
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#looking
  }

  #schedule(): void {
    if (this.#stopped) return
    this.#timer = setTimeout(() => {
      void this.look().finally(() => this.#schedule())
    }, this.#everyMs)
  }

  async #lookOnce(): Promise<void> {
    const startedAtMs = monotonicMs()
    try {
      for (const head of await heads(this.#sql)) {
        if (!this.#positions.has(head.storeId)) {
          this.#positions.set(head.storeId, { epoch: head.epoch, seq: 0 })
        }
        await this.#catchUp(head.storeId, head.seq)
      }
      this.#knewAllAtMs = startedAtMs
    } catch (error) {
      if (!this.#stopped) this.#fail(error)
    }
  }

  async #catchUp(storeId: Id, to: number): Promise<void> {
    for (;;) {
      const position = this.#positions.get(storeId)
      if (!position || position.seq >= to || this.#stopped) return
      const facts = await readAfter(this.#sql, storeId, position.seq, PAGE)
      if (!facts.length) return
      // A local commit may have been handed on while the page was read.
      const fresh = facts.filter(({ seq }) => seq > position.seq)
      if (fresh.length) this.#hand({ storeId, epoch: position.epoch, facts: fresh })
    }
  }

  #hand(batch: LogBatch): void {
    const position = this.#positions.get(batch.storeId)
    const last = batch.facts.at(-1)
    if (!position || !last) return
    position.seq = last.seq
    for (const reader of this.#readers) {
      try {
        reader(batch)
      } catch (error) {
        this.#fail(error)
      }
    }
  }
}
