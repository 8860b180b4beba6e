// One stream as this hub serves it: the newest facts, what each audience has been told, and who follows
// live. A batch is encoded once for each audience that listens; whoever is behind reads pieces, from
// the newest facts or from the database, until it stands at the head and can be joined to the rest.
import type { Audience } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import { storeOf, type StreamName } from '#shared/streams.ts'
import type { Limits } from '#kernel/allowances.ts'
import type { Sql } from '#kernel/database.ts'
import { readAfter, type LogBatch } from '#kernel/events.ts'
import { batchTexts, held, skipText, type HeldFact, type Kinds } from './facts.ts'
import type { Follower } from './follower.ts'
import { Ready } from './ready.ts'
import { Ring } from './ring.ts'

/** One frame of a replay and the last number it covers. */
export type Piece = { readonly ready: Ready; readonly to: number }

/** Those of one audience who stand at the same number. */
export class Outlet {
  readonly audience: Audience
  readonly kinds: Kinds
  readonly members = new Set<Follower>()
  /** The last number the members were sent. */
  told: number

  constructor(audience: Audience, kinds: Kinds, told: number) {
    this.audience = audience
    this.kinds = kinds
    this.told = told
  }
}

/** Frames for the members of an outlet, who stood at `before`. */
export type Due = { readonly outlet: Outlet; readonly ready: Ready; readonly before: number }

const KEPT_REPLAYS = 32

export class Channel {
  readonly stream: StreamName
  readonly storeId: Id
  readonly epoch: Id
  readonly ring = new Ring()
  head: number
  readonly #limits: Limits
  readonly #sql: Sql
  readonly #kinds: ReadonlyMap<Audience, Kinds>
  readonly #outlets = new Map<Audience, Outlet>()
  readonly #replays = new Map<string, Piece[]>()
  readonly #reading = new Map<string, Promise<Piece[]>>()
  #pending: HeldFact[] = []

  constructor(
    at: { stream: StreamName; epoch: Id; head: number },
    about: { limits: Limits; sql: Sql; kinds: ReadonlyMap<Audience, Kinds> },
  ) {
    this.stream = at.stream
    this.storeId = storeOf(at.stream)
    this.epoch = at.epoch
    this.head = at.head
    this.#limits = about.limits
    this.#sql = about.sql
    this.#kinds = about.kinds
  }

  outlet(audience: Audience): Outlet {
    let outlet = this.#outlets.get(audience)
    if (!outlet) {
      outlet = new Outlet(audience, this.#kinds.get(audience) ?? new Set(), this.head)
      this.#outlets.set(audience, outlet)
    }
    return outlet
  }

  /** Takes what was committed; it is sent when the hub flushes. */
  hold(batch: LogBatch): void {
    for (const fact of batch.facts) {
      const kept = held(fact)
      this.ring.push(kept)
      this.#pending.push(kept)
      this.head = fact.seq
    }
  }

  /**
   * Encodes what is held, once for each audience with members. What an audience sees nothing of waits
   * for its next batch, unless it is `told` to be skipped now: one outlet, or all of them.
   */
  flush(told: Outlet | 'all' | null): Due[] {
    const due: Due[] = []
    const pending = this.#pending
    this.#pending = []
    for (const outlet of this.#outlets.values()) {
      const before = outlet.told
      if (before >= this.head) continue
      if (outlet.members.size === 0) outlet.told = this.head
      else if (pending.some(({ kind }) => outlet.kinds.has(kind))) {
        const texts = this.#encode(outlet.kinds, before, this.head, pending)
        due.push({ outlet, before, ready: new Ready(texts.map(({ text }) => text)) })
        outlet.told = this.head
      } else if (told === 'all' || told === outlet) {
        const text = skipText(this.stream, before + 1, this.head)
        due.push({ outlet, before, ready: new Ready([text]) })
        outlet.told = this.head
      }
    }
    this.ring.trim(this.#limits.tailEvents)
    return due
  }

  /** What follows `seq` for an audience, from memory; undefined if memory does not reach back so far. */
  recent(audience: Audience, seq: number): Piece[] | undefined {
    const key = `${audience} ${seq} ${this.head}`
    const kept = this.#replays.get(key)
    if (kept) return kept
    const facts = this.ring.after(seq)
    if (!facts) return undefined
    const pieces = this.#pieces(audience, seq, this.head, facts)
    if (this.#replays.size >= KEPT_REPLAYS) this.#replays.clear()
    this.#replays.set(key, pieces)
    return pieces
  }

  /** A page of what follows `seq`, from the database. Those who ask for the same share one reading. */
  page(audience: Audience, seq: number): Promise<Piece[]> {
    const key = `${audience} ${seq}`
    let reading = this.#reading.get(key)
    if (!reading) {
      reading = this.#read(audience, seq).finally(() => this.#reading.delete(key))
      this.#reading.set(key, reading)
    }
    return reading
  }

  async #read(audience: Audience, seq: number): Promise<Piece[]> {
    const { replayPageEvents } = this.#limits
    const rows = await readAfter(this.#sql, this.storeId, seq, replayPageEvents)
    // The database may be ahead of what this hub has told the others; they meet at its head.
    const facts = rows.filter((row) => row.seq <= this.head).map(held)
    const last = facts.at(-1)
    if (facts[0]?.seq !== seq + 1 || !last) throw new Error(`${this.stream} has no ${seq + 1}`)
    return this.#pieces(audience, seq, last.seq, facts)
  }

  #pieces(audience: Audience, after: number, to: number, facts: readonly HeldFact[]): Piece[] {
    const kinds = this.outlet(audience).kinds
    const texts = this.#encode(kinds, after, to, facts)
    return texts.map(({ text, to: last }) => ({ ready: new Ready([text]), to: last }))
  }

  #encode(kinds: Kinds, after: number, to: number, facts: readonly HeldFact[]) {
    return batchTexts(this.stream, after + 1, to, facts, kinds, this.#limits.frameOutBytes)
  }
}
