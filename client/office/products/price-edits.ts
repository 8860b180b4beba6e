// Prices that were typed and are not published: one new price for each variant, every step of which can be undone. All in
// whole hundredths of a minor unit; nothing here passes through a float.
import { unitPriceToDecimal, WHOLE_PPM } from '#shared/money.ts'
import { divideHalfAway, safeNumber } from '#shared/decimal.ts'
import type { Id } from '#shared/ids.ts'
import { HIGHEST_UNIT_PRICE } from '#prices/contract.ts'

/** New unit prices in hundredths of a minor unit, by variant. */
export type Edits = ReadonlyMap<Id, number>
export type EditBook = { readonly now: Edits; readonly past: readonly Edits[] }

export const noEdits: EditBook = { now: new Map(), past: [] }
const WHOLE = BigInt(WHOLE_PPM)
/** What one call of `prices.set` may hold. */
const PUBLISHED_AT_ONCE = 500

/** The text an editor starts with. */
export function priceText(unitPriceCentiMinor: number, currency: string): string {
  return unitPriceToDecimal(unitPriceCentiMinor, currency)
}

/** Puts prices in; one that equals the price in force is no edit. The former state can be undone. */
export function edit(
  book: EditBook,
  changes: Iterable<readonly [Id, number]>,
  inForce: (variantId: Id) => number | undefined,
): EditBook {
  const now = new Map(book.now)
  for (const [variantId, price] of changes) {
    if (inForce(variantId) === price) now.delete(variantId)
    else now.set(variantId, price)
  }
  return sameEdits(now, book.now) ? book : { now, past: [...book.past, book.now] }
}

/** One step back. */
export function undo(book: EditBook): EditBook {
  const before = book.past.at(-1)
  return before ? { now: before, past: book.past.slice(0, -1) } : noEdits
}

/** Lets go of edits that were published or have arrived; what is left can no longer be undone past them. */
export function settle(
  book: EditBook,
  settled: (variantId: Id, price: number) => boolean,
): EditBook {
  const now = new Map([...book.now].filter(([variantId, price]) => !settled(variantId, price)))
  return now.size === book.now.size ? book : { now, past: [] }
}

function sameEdits(a: Edits, b: Edits): boolean {
  return a.size === b.size && [...a].every(([variantId, price]) => b.get(variantId) === price)
}

/**
 * A price changed by parts per million (−50000 is 5 % less), to the nearest multiple of a step of at least one, a half away
 * from zero, within what a price may be.
 */
export function changeByPercent(
  unitPriceCentiMinor: number,
  changePpm: number,
  stepCentiMinor: number,
): number {
  const step = BigInt(stepCentiMinor)
  const exact = BigInt(unitPriceCentiMinor) * (WHOLE + BigInt(changePpm))
  const steps = divideHalfAway(exact, WHOLE * step)
  const changed = safeNumber(steps * step, 'a changed price')
  return Math.min(Math.max(changed, 0), HIGHEST_UNIT_PRICE)
}

/** The edits in parts that fit one call each. */
export function inParts(edits: Edits): (readonly [Id, number])[][] {
  const all = [...edits]
  const parts: (readonly [Id, number])[][] = []
  for (let from = 0; from < all.length; from += PUBLISHED_AT_ONCE) {
    parts.push(all.slice(from, from + PUBLISHED_AT_ONCE))
  }
  return parts
}
