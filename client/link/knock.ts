// Whether a hub is there at all, asked with a plain question before a wire is opened: a browser lets each WebSocket wait
// for seconds after a dozen that failed, and a question never. It says nothing of who asks.
import { type Pace, backoffMs } from './backoff.ts'
import type { Surroundings } from './surroundings.ts'

/** Resolves with whether a hub has answered, also when it is given up; never rejects. */
export type Knock = (signal: AbortSignal) => Promise<boolean>

/** Where nothing comes back it is asked once more after so long, beside what was asked before: either may still be answered. */
const ASK_EVERY_MS = 2_000
const MOST_ASKED = 4

/** What stands before the hub says so of itself where no hub is behind it. */
const NOBODY: readonly number[] = [502, 503, 504]

/** Whoever answers otherwise may keep the question to themselves and let a wire through all the same: that is to be tried. */
export function knockAt(origin: string, { fetch }: Surroundings): Knock {
  return async (signal) => {
    try {
      const asked = { cache: 'no-store', credentials: 'same-origin', redirect: 'manual' } as const
      const response = await fetch(`${origin}/health`, { ...asked, signal })
      await response.text()
      return !NOBODY.includes(response.status)
    } catch {
      return false
    }
  }
}

export class Door {
  readonly #knock: Knock
  readonly #pace: Pace
  readonly #random: () => number
  #asking: AbortController | null = null
  #inVain = 0

  /** Nobody is disturbed by a knock that nobody hears, so `pace` need not slow down as for a hub that has too much to do. */
  constructor(knock: Knock, pace: Pace, random: () => number) {
    this.#knock = knock
    this.#pace = pace
    this.#random = random
  }

  /** Whether somebody answers; what ends first decides. Questions that were under way are given up for these. */
  async opens(): Promise<boolean> {
    this.#asking?.abort()
    const asking = new AbortController()
    this.#asking = asking
    const isAnswered = await this.#ask(asking.signal)
    asking.abort()
    if (this.#asking !== asking) return false
    this.#asking = null
    this.#inVain = isAnswered ? 0 : this.#inVain + 1
    return isAnswered
  }

  /** Milliseconds until the next knock is due, after one in vain. */
  pauseMs(): number {
    return backoffMs(this.#inVain - 1, this.#pace, this.#random)
  }

  /** Begins from the first knock, without the one under way. */
  anew(): void {
    this.#asking?.abort()
    this.#asking = null
    this.#inVain = 0
  }

  #ask(signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      let asked = 0
      const ask = () => {
        asked += 1
        if (asked > MOST_ASKED) end(false)
        else void this.#knock(signal).then(end)
      }
      const end = (isAnswered: boolean) => {
        clearInterval(timer)
        resolve(isAnswered)
      }
      const timer = setInterval(ask, ASK_EVERY_MS)
      ask()
    })
  }
}
