// When the hub says that something was revoked: the terminal, the person, or only what the person may see. One more hello
// tells them apart; refused again, or greeting alone, it is this device itself that was shut out.

export type DoubtParts = {
  /** Gets another token, or does without; false: there is nobody to greet as. */
  readonly renew: () => Promise<boolean>
  readonly retry: () => void
  /** This device is no terminal of the hub any more. */
  readonly shutOut: () => void
}

export class Doubt {
  readonly #parts: DoubtParts
  #asked = false
  #asking = false

  constructor(parts: DoubtParts) {
    this.#parts = parts
  }

  /** The hub greeted this device: what it refuses from now on is another matter. */
  settled(): void {
    this.#asked = false
  }

  /** `alone`: nobody but the device had greeted. */
  async refused(reason: 'revoked' | 'forbidden', alone: boolean): Promise<void> {
    if (this.#asking) return
    if (alone || this.#asked) {
      if (reason === 'revoked') this.#parts.shutOut()
      return
    }
    this.#asked = true
    this.#asking = true
    const again = await this.#parts.renew().catch(() => {
      // Not heard: it is asked once more when something is.
      this.#asked = false
      return false
    })
    this.#asking = false
    if (again) this.#parts.retry()
  }
}
