// What the link takes from the browser, in one place, so that a missing part (an insecure origin
// has no key store and no locks) is met here and a test can turn the clock.

export type Surroundings = {
  /** Wall clock, milliseconds since 1970: for instants that are written down, never for waiting. */
  readonly nowMs: () => number
  /** Never goes back: for silence, delays and the age of tokens. */
  readonly monotonicMs: () => number
  /** From 0 up to but not including 1. */
  readonly random: () => number
  /** Null on an insecure origin. */
  readonly subtle: SubtleCrypto | null
  readonly locks: LockManager | null
  readonly storage: StorageManager | null
  readonly fetch: typeof fetch
  /** Has it told each time the device gets a network; returns the function that ends this. */
  readonly whenOnline: (told: () => void) => () => void
}

export function browserSurroundings(): Surroundings {
  const browser: Partial<Navigator> = globalThis.navigator ?? {}
  return {
    nowMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    random: Math.random,
    subtle: globalThis.crypto.subtle ?? null,
    locks: browser.locks ?? null,
    storage: browser.storage ?? null,
    fetch: globalThis.fetch.bind(globalThis),
    whenOnline: (told) => {
      globalThis.addEventListener?.('online', told)
      return () => globalThis.removeEventListener?.('online', told)
    },
  }
}

/** The present instant as it is written on the wire. */
export function instant(surroundings: Surroundings): string {
  return new Date(surroundings.nowMs()).toISOString()
}

/**
 * Holds a lock shared by the tabs of this browser from `granted` until the returned function is
 * called. Without locks (insecure origin) it is granted at once, and every tab believes it is
 * alone.
 */
export function holdLock({ locks }: Surroundings, name: string, granted: () => void): () => void {
  if (!locks) {
    granted()
    return () => {}
  }
  const abort = new AbortController()
  let release = () => abort.abort()
  const hold = () =>
    new Promise<void>((resolve) => {
      release = resolve
      granted()
    })
  locks.request(name, { signal: abort.signal }, hold).catch((error: unknown) => {
    if (!abort.signal.aborted) throw error
  })
  return () => release()
}
