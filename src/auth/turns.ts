// Who may hash next. Hashing a password takes memory and a whole core on purpose, so that few run at
// once, few wait, and the rest are turned away; work under one key never runs beside itself.
import type { Config } from '#kernel/config.ts'
import { Problem } from '#kernel/problems.ts'

type Waiting = { readonly key: string; readonly start: () => void }

export class Turns {
  readonly #atOnce: number
  readonly #mostWaiting: number
  readonly #running = new Set<string>()
  readonly #waiting: Waiting[] = []

  constructor(atOnce: number, mostWaiting: number) {
    this.#atOnce = atOnce
    this.#mostWaiting = mostWaiting
  }

  /** Does the work when its turn comes. Throws `too-many-requests` where too many wait already. */
  async take<T>(key: string, work: () => Promise<T>): Promise<T> {
    if (!this.#isFree(key)) {
      if (this.#waiting.length >= this.#mostWaiting) {
        throw new Problem('too-many-requests', { retryAfterMs: 1000 })
      }
      await new Promise<void>((start) => this.#waiting.push({ key, start }))
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
    const index = this.#waiting.findIndex(({ key }) => this.#isFree(key))
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
    turns = new Turns(config.limits.hashesAtOnce, config.limits.hashesWaiting)
    ofProcess.set(config, turns)
  }
  return turns
}
