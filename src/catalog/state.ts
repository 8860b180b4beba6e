// The search of the till: an index over names, SKUs and barcodes that grows record by record, so that a
// device can build it in slices and keep it current from the facts it applies anyway.
import type { Id } from '#shared/ids.ts'
import { foldedWords, wordForms } from '#shared/folding.ts'
import { WordTree } from '#shared/word-tree.ts'
import type { Product, Variant } from './contract.ts'

export type Hit = { readonly product: Product; readonly variant: Variant; readonly score: number }

type Entry = {
  readonly variant: Variant
  product: Product | undefined
  /** Every form a word of the query may begin with; the names' own words come first. */
  words: readonly string[]
  /** First words of the names, which weigh more. */
  openings: readonly string[]
  length: number
}

const score = { sku: 1000, whole: 40, beginning: 20, opening: 15, favourite: 10 }
const DEFAULT_LIMIT = 50
// One or two letters begin the names of half a catalogue; who typed them types on, and must not wait.
const MOST_WORDS = 2_000
const MOST_WALKED = 20_000
const MOST_SCORED = 1_000
/** A term that begins more words than this is looked for in the goods, not among its words. */
const FEW_WORDS = 8

/** Finds variants by the beginnings of words, in any order, in both languages at once. */
export class CatalogSearch {
  readonly #entries = new Map<Id, Entry>()
  readonly #byProduct = new Map<Id, Id | Set<Id>>()
  readonly #products = new Map<Id, Product>()
  readonly #byWord = new Map<string, Id | Set<Id>>()
  readonly #words = new WordTree()

  /** Puts a product in, or its new state. Products and variants may come in any order. */
  setProduct(product: Product): void {
    this.#products.set(product.id, product)
    // A copy: putting a variant in again moves it to the end of the set that is walked.
    for (const id of [...among(this.#byProduct.get(product.id))]) {
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
    for (const word of entry.words) if (add(this.#byWord, word, variant.id)) this.#words.add(word)
  }

  /** The best matches first, at most `limit`; archived ones and variants without a product are left out. */
  search(text: string, { limit = DEFAULT_LIMIT }: { readonly limit?: number } = {}): Hit[] {
    const terms = [...new Set(foldedWords(text))].map((term) => this.#term(term))
    const [rarest, ...others] = terms.toSorted((a, b) => a.most - b.most)
    if (rarest === undefined) return []
    const hits: Hit[] = []
    const seen = new Set<Id>()
    for (const id of rarest.ids()) {
      if (hits.length >= MOST_SCORED || seen.size >= MOST_WALKED) break
      if (seen.has(id)) continue
      seen.add(id)
      if (!others.every(({ has }) => has(id))) continue
      const hit = this.#hit(id, terms, text.trim())
      if (hit) hits.push(hit)
    }
    return hits.sort(before).slice(0, limit)
  }

  #hit(id: Id, terms: readonly Term[], text: string): Hit | undefined {
    const entry = this.#entries.get(id)
    if (!entry?.product || entry.product.archived || entry.variant.archived) return undefined
    const matched = matchOf(entry, terms)
    if (matched === 0) return undefined
    const { product, variant } = entry
    const exact = variant.sku === text ? score.sku : 0
    const liked = product.favourite ? score.favourite : 0
    return { product, variant, score: matched + exact + liked - entry.length / 100 }
  }

  #term(text: string): Term {
    const forms = wordForms(text)
    const listed: (Id | Set<Id>)[] = []
    let most = 0
    let whole = true
    for (const word of this.#wordsOf(forms)) {
      const ids = this.#byWord.get(word)
      if (ids === undefined) continue
      if (listed.length === MOST_WORDS) {
        whole = false
        break
      }
      listed.push(ids)
      most += typeof ids === 'string' ? 1 : ids.size
    }
    const few = whole && listed.length <= FEW_WORDS
    return {
      forms,
      most: whole ? most : Number.POSITIVE_INFINITY,
      *ids() {
        for (const ids of listed) yield* among(ids)
      },
      // Whoever is not among few words need not be scored; of many, scoring tells.
      has: (id) => !few || listed.some((ids) => ids === id || (ids instanceof Set && ids.has(id))),
    }
  }

  /** Words that are a form come first, so that a bound cuts what matches less. */
  *#wordsOf(forms: readonly string[]): Generator<string> {
    yield* forms
    for (const form of forms) {
      for (const word of this.#words.beginningWith(form)) if (!forms.includes(word)) yield word
    }
  }

  #unlist(id: Id, { words, variant }: Entry): void {
    remove(this.#byProduct, variant.productId, id)
    for (const word of words) if (remove(this.#byWord, word, id)) this.#words.delete(word)
  }
}

/** One word of a query: what it may be the beginning of, and which variants that concerns. */
type Term = {
  readonly forms: readonly string[]
  /** How many variants at most; infinite where there were too many to count. */
  readonly most: number
  readonly ids: () => Iterable<Id>
  /** False only if the variant is certainly none of them. */
  readonly has: (id: Id) => boolean
}

function among(ids: Id | Set<Id> | undefined): Iterable<Id> {
  return typeof ids === 'string' ? [ids] : (ids ?? [])
}

/** True if nothing was listed there before. Most words are of one variant, which needs no set. */
function add(lists: Map<string, Id | Set<Id>>, key: string, id: Id): boolean {
  const ids = lists.get(key)
  if (ids === undefined) lists.set(key, id)
  else if (ids instanceof Set) ids.add(id)
  else if (ids !== id) lists.set(key, new Set([ids, id]))
  return ids === undefined
}

/** True if nothing is listed there any more. */
function remove(lists: Map<string, Id | Set<Id>>, key: string, id: Id): boolean {
  const ids = lists.get(key)
  if (ids instanceof Set) ids.delete(id)
  if (ids !== id && !(ids instanceof Set && ids.size === 0)) return false
  return lists.delete(key)
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
    openings: names.flatMap(([first]) => (first === undefined ? [] : wordForms(first))),
    length: Math.max(...names.map((name) => name.length)),
  }
}

/** 0 unless every term begins a word of the entry; whole words and first words count for more. */
function matchOf(entry: Entry, terms: readonly Term[]): number {
  let sum = 0
  for (const { forms } of terms) {
    let weight = 0
    for (const prefix of forms) {
      for (const word of entry.words) {
        if (!word.startsWith(prefix)) continue
        const whole = word.length === prefix.length ? score.whole : score.beginning
        weight = Math.max(weight, whole + (entry.openings.includes(word) ? score.opening : 0))
      }
    }
    if (weight === 0) return 0
    sum += weight
  }
  return sum
}

// Equal scores are ordered by id, so that the list does not jump while one types.
const before = (a: Hit, b: Hit) => b.score - a.score || (a.variant.id < b.variant.id ? -1 : 1)
