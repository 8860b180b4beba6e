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
  /** What the hub was last told is waiting; null once it knows that it came. */
  #outstanding: { fence: number; lastN: number } | null = null
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

  /** Nothing of the journal waits any more: whoever was told that something does is told so too. */
  journalSent(): void {
    if (this.#outstanding) this.#journal.kick()
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
    if (!live()) return false
    const end = await outstanding()
    const told = end ?? this.#outstanding
    if (!told) return false
    // Before it is sent: what waits may be through before the answer comes.
    this.#outstanding = told
    await call(journalReport, told)
    if (!end) this.#outstanding = null
    return false
  }
}
