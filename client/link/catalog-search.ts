// The search over this device's own catalogue: an index built in slices while nobody waits for it, and kept current
// by the facts that arrive. It never blocks a scan, which does not go through it.
import { products, variants } from '#catalog/contract.ts'
import { CatalogSearch, type Hit } from '#catalog/state.ts'
import type { Store } from './store.ts'
import { Turns } from './turns.ts'
import { Watched } from './watched.ts'

export class SearchBook {
  /** Raised when what a search finds may have changed. */
  readonly version = new Watched(0)
  readonly #store: Store
  #index = new CatalogSearch()
  #round = 0

  constructor(store: Store) {
    this.#store = store
    store.watch(products, (keys) => this.#changed(keys, (key) => this.#product(key)))
    store.watch(variants, (keys) => this.#changed(keys, (key) => this.#variant(key)))
    store.filling.subscribe(() => void this.#build())
    void this.#build()
  }

  search(text: string, limit: number): Hit[] {
    return this.#index.search(text, { limit })
  }

  #changed(keys: ReadonlySet<string> | null, put: (key: string) => void): void {
    if (keys === null) return void this.#build()
    for (const key of keys) put(key)
    this.version.set(this.version.value + 1)
  }

  #product(key: string): void {
    const product = this.#store.record(products, key)
    if (product) this.#index.setProduct(product)
  }

  #variant(key: string): void {
    const variant = this.#store.record(variants, key)
    if (variant) this.#index.setVariant(variant)
  }

  async #build(): Promise<void> {
    // Of a catalogue that is still filling an index would have to be made again.
    if (this.#store.filling.value) return
    const round = ++this.#round
    // Facts that arrive meanwhile go into the new index too, because they are read from the store.
    this.#index = new CatalogSearch()
    const turns = new Turns()
    for (const product of this.#store.records(products)) {
      this.#index.setProduct(product)
      await turns.breathe()
      if (round !== this.#round) return
    }
    for (const variant of this.#store.records(variants)) {
      this.#index.setVariant(variant)
      await turns.breathe()
      if (round !== this.#round) return
    }
    this.version.set(this.version.value + 1)
  }
}

const books = new WeakMap<Store, SearchBook>()

/** The one index over a store's catalogue. */
export function searchBook(store: Store): SearchBook {
  const book = books.get(store) ?? new SearchBook(store)
  books.set(store, book)
  return book
}
