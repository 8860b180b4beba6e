// Who may hash next. Hashing a password takes memory and a whole core on purpose, so that few run at
// once, few wait, and the rest are turned away; work under one key never runs beside itself. Strangers
// leave some places to those who are known, and let them go first: a flood of guesses shuts nobody out.
import type { Config } from '#kernel/config.ts'
import { Problem } from '#kernel/problems.ts'

type Waiting = { readonly key: string; readonly start: () => void; readonly isStranger: boolean }

export class Turns {
  readonly #atOnce: number
  readonly #mostWaiting: number
  readonly #mostStrangers: number
  readonly #running = new Set<string>()
  readonly #waiting: Waiting[] = []

  /** `kept` of the places to wait in are not for strangers. */
  constructor(atOnce: number, mostWaiting: number, kept = 0) {
    this.#atOnce = atOnce
    this.#mostWaiting = mostWaiting
    this.#mostStrangers = Math.max(1, mostWaiting - kept)
  }

  /** Does the work when its turn comes. Throws `too-many-requests` where too many wait already. */
  async take<T>(key: string, work: () => Promise<T>, isStranger = false): Promise<T> {
    if (!this.#isFree(key)) {
      const most = isStranger ? this.#mostStrangers : this.#mostWaiting
      if (this.#waiting.length >= most) {
        throw new Problem('too-many-requests', { retryAfterMs: 1000 })
      }
      await new Promise<void>((start) => this.#waiting.push({ key, start, isStranger }))
    } else this.#running.add(key)
    try {
      return await work()
    } finally {
      this.#running.delete(key)
      this.#next()
    }
  }

  #isFree(key: string): boolean {
    return this.#running.size < this.#atOnce && !this.#running.has(key)
  }

  #next(): void {
    const free = ({ key }: Waiting) => this.#isFree(key)
    const known = this.#waiting.findIndex((each) => !each.isStranger && free(each))
    const index = known >= 0 ? known : this.#waiting.findIndex(free)
    const next = this.#waiting[index]
    if (!next) return
    this.#waiting.splice(index, 1)
    // Taken before it runs, so that nobody who comes meanwhile slips in between.
    this.#running.add(next.key)
    next.start()
  }
}

const ofProcess = new WeakMap<Config, Turns>()

/** The turns of this process, whoever asks. */
export function hashingTurns(config: Config): Turns {
  let turns = ofProcess.get(config)
  if (!turns) {
    const { hashesAtOnce, hashesWaiting, hashesKept } = config.limits
    turns = new Turns(hashesAtOnce, hashesWaiting, hashesKept)
    ofProcess.set(config, turns)
  }
  return turns
}
