// What a terminal tells the hub of itself, besides its entries: the newest price version it holds, and
// on coming back how far its journal goes, so that the hub knows what is missing before it has come.
import { priceVersions, pricesAcknowledge } from '#prices/contract.ts'
import { journalReport } from '#shared/journal.ts'
import { resendPace } from './backoff.ts'
import type { Call } from './call.ts'
import { Drain } from './drain.ts'
import type { Store } from './store.ts'

export type WordOptions = {
  readonly store: Store
  readonly call: Call
  readonly live: () => boolean
  /** The end of the journal, if anything in it waits. */
  readonly outstanding: () => Promise<{ fence: number; lastN: number } | null>
  readonly random: () => number
}

export class WordGiven {
  readonly #options: WordOptions
  readonly #prices: Drain
  readonly #journal: Drain
  #acknowledged = 0
  #stop: () => void = () => {}

  constructor(options: WordOptions) {
    this.#options = options
    this.#prices = new Drain(() => this.#acknowledge(), resendPace, options.random)
    this.#journal = new Drain(() => this.#report(), resendPace, options.random)
  }

  /** Watches for new prices from now on; for a terminal only, once it is one. */
  open(): void {
    this.#stop()
    this.#acknowledged = 0
    this.#stop = this.#options.store.watch(priceVersions, () => this.#prices.kick())
  }

  /** The link is live again: what the hub may not know is said. */
  kick(): void {
    this.#prices.kick()
    this.#journal.kick()
  }

  async close(): Promise<void> {
    this.#stop()
    await Promise.all([this.#prices.close(), this.#journal.close()])
  }

  async #acknowledge(): Promise<boolean> {
    const { store, call, live } = this.#options
    if (!live()) return false
    const newest = Math.max(0, ...store.records(priceVersions).map(({ number }) => number))
    if (newest <= this.#acknowledged) return false
    await call(pricesAcknowledge, { number: newest })
    this.#acknowledged = newest
    return true
  }

  async #report(): Promise<boolean> {
    const { call, live, outstanding } = this.#options
    const end = live() ? await outstanding() : null
    if (end) await call(journalReport, end)
    return false
  }
}
