// Words found by how they begin: a tree that grows where many words begin alike, so that a hundred thousand codes with
// the same first digits are no longer walk than a dozen. It knows nothing of what the words stand for.

/** Above this many words a place is split by the next letter. */
const FULL = 32

type Place = { words: Set<string> | null; next: Map<string, Place> | null }

const place = (): Place => ({ words: new Set(), next: null })

/** A set of words. Adding, deleting and finding cost what the word is long and what is found, not what is kept. */
export class WordTree {
  readonly #root = place()

  add(word: string): void {
    let at = this.#root
    let depth = 0
    for (; at.next; depth += 1) at = nextOf(at.next, word, depth)
    at.words?.add(word)
    if (at.words && at.words.size > FULL && word.length > depth) split(at, depth)
  }

  delete(word: string): void {
    let at: Place | undefined = this.#root
    for (let depth = 0; at?.next; depth += 1) at = at.next.get(word.charAt(depth))
    at?.words?.delete(word)
  }

  /** The words that begin with `prefix`, in no order, one at a time. */
  *beginningWith(prefix: string): Generator<string> {
    let at: Place | undefined = this.#root
    for (let depth = 0; at?.next && depth < prefix.length; depth += 1) {
      at = at.next.get(prefix.charAt(depth))
    }
    const places = at ? [at] : []
    for (let found = places.pop(); found; found = places.pop()) {
      for (const word of found.words ?? []) if (word.startsWith(prefix)) yield word
      if (found.next) places.push(...found.next.values())
    }
  }
}

// A word that ends here is kept under the empty letter, where nothing is ever split again.
function nextOf(next: Map<string, Place>, word: string, depth: number): Place {
  const letter = word.charAt(depth)
  let found = next.get(letter)
  if (!found) next.set(letter, (found = place()))
  return found
}

function split(at: Place, depth: number): void {
  const next = new Map<string, Place>()
  for (const word of at.words ?? []) nextOf(next, word, depth).words?.add(word)
  at.next = next
  at.words = null
}
