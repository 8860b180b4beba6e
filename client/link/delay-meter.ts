// How long the hub takes to answer: the median of the last ten pings, so that one slow answer says
// nothing and a slow link says so within a minute.

const KEPT = 10

export class DelayMeter {
  readonly #sent = new Map<number, number>()
  #delays: number[] = []
  #id = 0

  /** Notes a ping at this monotonic time and gives it its number. */
  ping(atMs: number): number {
    this.#id += 1
    this.#sent.set(this.#id, atMs)
    if (this.#sent.size > KEPT) this.#sent.delete(this.#id - KEPT)
    return this.#id
  }

  pong(id: number, atMs: number): void {
    const sentMs = this.#sent.get(id)
    if (sentMs === undefined) return
    this.#sent.delete(id)
    this.#delays = [...this.#delays, Math.max(0, atMs - sentMs)].slice(-KEPT)
  }

  /** Whole milliseconds, or null before the first answer. */
  get medianMs(): number | null {
    const sorted = this.#delays.toSorted((a, b) => a - b)
    const middle = sorted[Math.floor(sorted.length / 2)]
    return middle === undefined ? null : Math.round(middle)
  }
}
