// Values computed over several stores at once, pushed when any of them changes and computed at most once in a
// while, however fast the facts come. It asks the network for nothing.
import { useMemo, useSyncExternalStore } from 'react'
import type { Id } from '#shared/ids.ts'
import { useLink } from '../link/react.ts'
import type { Kept, Store } from '../link/store.ts'

export type Select<T> = (store: Store, storeIds: readonly Id[]) => T

export class Across<T> {
  readonly #store: Store
  readonly #sources: readonly Kept[]
  readonly #storeIds: readonly Id[]
  readonly #select: Select<T>
  readonly #paceMs: number
  readonly #listeners = new Set<() => void>()
  #stops: (() => void)[] = []
  #held: { value: T; versions: string } | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #computedAtMs = 0

  constructor(
    store: Store,
    sources: readonly Kept[],
    storeIds: readonly Id[],
    select: Select<T>,
    paceMs: number,
  ) {
    this.#store = store
    this.#sources = sources
    this.#storeIds = storeIds
    this.#select = select
    this.#paceMs = paceMs
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    if (this.#listeners.size === 1) this.#watch()
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size > 0) return
      for (const stop of this.#stops) stop()
      this.#stops = []
      clearTimeout(this.#timer)
      this.#timer = undefined
    }
  }

  readonly read = (): T => {
    this.#held ??= this.#compute()
    return this.#held.value
  }

  #watch(): void {
    this.#stops = this.#storeIds.flatMap((storeId) =>
      this.#sources.map((source) => this.#store.watch(source, () => this.#soon(), storeId)),
    )
    // Something may have come between the first reading and the first listener.
    if (this.#held && this.#held.versions !== this.#versions()) this.#soon()
  }

  #soon(): void {
    if (this.#timer !== undefined) return
    const waitMs = Math.max(0, this.#computedAtMs + this.#paceMs - performance.now())
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#held = this.#compute()
      for (const listener of [...this.#listeners]) listener()
    }, waitMs)
  }

  #compute(): { value: T; versions: string } {
    this.#computedAtMs = performance.now()
    return { value: this.#select(this.#store, this.#storeIds), versions: this.#versions() }
  }

  #versions(): string {
    return this.#storeIds
      .flatMap((id) => this.#sources.map((source) => this.#store.version(source, id)))
      .join()
  }
}

/** `sources` and `select` must keep their identity; `storeIds` is compared by its ids. */
export function useAcross<T>(
  sources: readonly Kept[],
  storeIds: readonly Id[],
  select: Select<T>,
  paceMs: number,
): T {
  const { store } = useLink()
  const key = storeIds.join()
  const across = useMemo(
    () => new Across(store, sources, key === '' ? [] : key.split(','), select, paceMs),
    [store, sources, key, select, paceMs],
  )
  return useSyncExternalStore(across.subscribe, across.read, across.read)
}
