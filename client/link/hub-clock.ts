// The hub's clock as this device can know it: prices begin by it, and a till whose own clock is wrong
// must not begin them early. It judges nobody; how far a clock may be off is the hub's matter.
import type { Surroundings } from './surroundings.ts'

const KEPT = 10

export class HubClock {
  readonly #surroundings: Surroundings
  #offsetsMs: number[] = []

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings
  }

  /** Notes an instant the hub said just now. The least delayed of the last few says it best. */
  heard(at: string): void {
    const offsetMs = Date.parse(at) - this.#surroundings.nowMs()
    this.#offsetsMs = [...this.#offsetsMs, offsetMs].slice(-KEPT)
  }

  /** How far the hub's clock is before this device's, in milliseconds; 0 until the hub was heard. */
  get offsetMs(): number {
    return this.#offsetsMs.length ? Math.max(...this.#offsetsMs) : 0
  }

  /** Milliseconds since 1970 by the hub's clock, or by this device's until the hub was heard. */
  nowMs(): number {
    return this.#surroundings.nowMs() + this.offsetMs
  }

  /** The same as it is written on the wire. */
  nowAt(): string {
    return new Date(this.nowMs()).toISOString()
  }
}
