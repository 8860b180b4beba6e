// The search of the till: an index over names, SKUs and barcodes that grows record by record, so that a
// device can build it in slices and keep it current from the facts it applies anyway.
import type { Id } from '#shared/ids.ts'
import { foldedWords, wordForms } from '#shared/folding.ts'
import type { Product, Variant } from './contract.ts'

export type Hit = { readonly product: Product; readonly variant: Variant; readonly score: number }

type Entry = {
  readonly variant: Variant
  product: Product | undefined
  /** Every form a word of the query may begin with; the names' own words come first. */
  words: readonly string[]
  /** First words of the names, which weigh more. */
  openings: ReadonlySet<string>
  length: number
}

const BUCKET = 2
const score = { sku: 1000, whole: 40, beginning: 20, opening: 15, favourite: 10 }
const DEFAULT_LIMIT = 50
// One or two letters begin the names of half a catalogue; who typed them types on, and must not wait.
const MOST_CANDIDATES = 5_000

/** Finds variants by the beginnings of words, in any order, in both languages at once. */
export class CatalogSearch {
  readonly #entries = new Map<Id, Entry>()
  readonly #byProduct = new Map<Id, Set<Id>>()
  readonly #products = new Map<Id, Product>()
  /** Variants by word, and words by their first two letters. */
  readonly #byWord = new Map<string, Set<Id>>()
  readonly #buckets = new Map<string, Set<string>>()

  /** Puts a product in, or its new state. Products and variants may come in any order. */
  setProduct(product: Product): void {
    this.#products.set(product.id, product)
    // A copy: putting a variant in again moves it to the end of the set that is walked.
    for (const id of [...(this.#byProduct.get(product.id) ?? [])]) {
      const entry = this.#entries.get(id)
      if (entry) this.setVariant(entry.variant)
    }
  }

  /** Puts a variant in, or its new state. */
  setVariant(variant: Variant): void {
    const former = this.#entries.get(variant.id)
    if (former) this.#unlist(variant.id, former)
    const product = this.#products.get(variant.productId)
    const entry = entryOf(variant, product)
    this.#entries.set(variant.id, entry)
    add(this.#byProduct, variant.productId, variant.id)
    for (const word of entry.words) {
      add(this.#byWord, word, variant.id)
      add(this.#buckets, word.slice(0, BUCKET), word)
    }
  }

  /** The best matches first, at most `limit`; archived ones and variants without a product are left out. */
  search(text: string, { limit = DEFAULT_LIMIT }: { readonly limit?: number } = {}): Hit[] {
    const terms = foldedWords(text)
    const [rarest, ...others] = terms.toSorted((a, b) => b.length - a.length)
    if (rarest === undefined) return []
    const hits: Hit[] = []
    for (const id of this.#beginningWith(rarest)) {
      const entry = this.#entries.get(id)
      if (!entry?.product || entry.product.archived || entry.variant.archived) continue
      const matched = matchOf(entry, [rarest, ...others])
      if (matched === 0) continue
      const exact = entry.variant.sku === text.trim() ? score.sku : 0
      const liked = entry.product.favourite ? score.favourite : 0
      const { product, variant } = entry
      hits.push({ product, variant, score: matched + exact + liked - entry.length / 100 })
    }
    return best(hits, limit)
  }

  #beginningWith(term: string): ReadonlySet<Id> {
    const ids = new Set<Id>()
    const forms = wordForms(term)
    for (const word of forms) for (const id of this.#byWord.get(word) ?? []) ids.add(id)
    for (const prefix of forms) {
      for (const bucket of this.#bucketsOf(prefix)) {
        for (const word of bucket) {
          if (ids.size >= MOST_CANDIDATES) return ids
          if (!word.startsWith(prefix)) continue
          for (const id of this.#byWord.get(word) ?? []) ids.add(id)
        }
      }
    }
    return ids
  }

  #bucketsOf(prefix: string): Iterable<ReadonlySet<string>> {
    if (prefix.length >= BUCKET) return [this.#buckets.get(prefix.slice(0, BUCKET)) ?? new Set()]
    return [...this.#buckets].filter(([key]) => key.startsWith(prefix)).map(([, words]) => words)
  }

  #unlist(id: Id, { words, variant }: Entry): void {
    this.#byProduct.get(variant.productId)?.delete(id)
    for (const word of words) {
      const ids = this.#byWord.get(word)
      ids?.delete(id)
      if (ids?.size !== 0) continue
      this.#byWord.delete(word)
      this.#buckets.get(word.slice(0, BUCKET))?.delete(word)
    }
  }
}

function add(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key)
  if (set) set.add(value)
  else sets.set(key, new Set([value]))
}

function entryOf(variant: Variant, product: Product | undefined): Entry {
  const texts = [product?.name.en, product?.name.ar, variant.name?.en, variant.name?.ar]
  const names = texts.map((text) => foldedWords(text ?? ''))
  // Codes are found by what is printed on the goods, not by the zeros in front.
  const codes = variant.barcodes.flatMap((code) => foldedWords(code.replace(/^0+(?=.)/, '')))
  const words = [...names.flat(), ...foldedWords(variant.sku), ...codes].flatMap(wordForms)
  return {
    variant,
    product,
    words: [...new Set(words)],
    openings: new Set(names.flatMap(([first]) => (first === undefined ? [] : wordForms(first)))),
    length: Math.max(...names.map((name) => name.length)),
  }
}

/** 0 unless every term begins a word of the entry; whole words and first words count for more. */
function matchOf(entry: Entry, terms: readonly string[]): number {
  let sum = 0
  for (const term of terms) {
    let weight = 0
    for (const prefix of wordForms(term)) {
      for (const word of entry.words) {
        if (!word.startsWith(prefix)) continue
        const whole = word.length === prefix.length ? score.whole : score.beginning
        weight = Math.max(weight, whole + (entry.openings.has(word) ? score.opening : 0))
      }
    }
    if (weight === 0) return 0
    sum += weight
  }
  return sum
}

// Equal scores are ordered by id, so that the list does not jump while one types.
const before = (a: Hit, b: Hit) => b.score - a.score || (a.variant.id < b.variant.id ? -1 : 1)

function best(hits: Hit[], limit: number): Hit[] {
  return hits.sort(before).slice(0, limit)
}
