// The newest facts of a stream, so that a terminal that was away for a moment is served without asking
// the database. Rings share one allowance of bytes; the longest gives way.
import type { HeldFact } from './facts.ts'

export class Ring {
  #facts: HeldFact[] = []
  #start = 0
  #bytes = 0

  get bytes(): number {
    return this.#bytes
  }

  get length(): number {
    return this.#facts.length - this.#start
  }

  push(fact: HeldFact): void {
    this.#facts.push(fact)
    this.#bytes += fact.bytes
  }

  /** Forgets the oldest until at most `events` are left. */
  trim(events: number): void {
    while (this.length > events) this.dropOldest()
  }

  dropOldest(): void {
    const oldest = this.#facts[this.#start]
    if (!oldest) return
    this.#bytes -= oldest.bytes
    this.#start += 1
    // Moving the rest down at every step would cost more than all the sending.
    if (this.#start > 1024 && this.#start * 2 > this.#facts.length) {
      this.#facts = this.#facts.slice(this.#start)
      this.#start = 0
    }
  }

  /** The facts after `seq`, at most `limit`; undefined if the first of them is no longer here. */
  after(seq: number, limit = Infinity): HeldFact[] | undefined {
    const oldest = this.#facts[this.#start]
    if (!oldest || seq + 1 < oldest.seq) return undefined
    const first = this.#start + (seq + 1 - oldest.seq)
    return this.#facts.slice(first, Math.min(first + limit, this.#facts.length))
  }
}

/** Keeps the rings together within `totalBytes`. */
export function shrink(rings: Iterable<Ring>, totalBytes: number): void {
  const all = [...rings]
  let bytes = all.reduce((sum, ring) => sum + ring.bytes, 0)
  while (bytes > totalBytes) {
    const longest = all.reduce((a, b) => (a.bytes >= b.bytes ? a : b))
    const before = longest.bytes
    // An eighth at a time, so that the search for the longest is rare.
    longest.trim(Math.floor(longest.length * 0.875))
    bytes -= before - longest.bytes
  }
}
