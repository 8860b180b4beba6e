// A value and those who wait for it to change: what the pages read through useSyncExternalStore. It
// keeps no history and compares by identity.

export class Watched<T> {
  #value: T
  readonly #listeners = new Set<() => void>()

  constructor(value: T) {
    this.#value = value
  }

  get value(): T {
    return this.#value
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return
    this.#value = value
    for (const listener of [...this.#listeners]) listener()
  }

  /** Calls the listener after each change until the returned function is called. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  readonly get = (): T => this.#value

  /** Resolves with the first value, from the present one on, that passes the test. */
  until(passes: (value: T) => boolean): Promise<T> {
    if (passes(this.#value)) return Promise.resolve(this.#value)
    return new Promise((resolve) => {
      const stop = this.subscribe(() => {
        if (!passes(this.#value)) return
        stop()
        resolve(this.#value)
      })
    })
  }
}
