// What can be the matter with a basket line, and what a cashier can do to it. Plain data, made by the sales state.
import type { Names } from '../look/locale.ts'

export type LineFact =
  | { kind: 'each'; unitPriceCentiMinor: number }
  | { kind: 'per-unit'; unitPriceCentiMinor: number; unit: string }
  | { kind: 'lot'; lot: string }
  /** One lot does not hold enough: so much of each. */
  | { kind: 'lots'; lots: readonly { lot: string; quantityMilli: number }[]; unit: string }
  | { kind: 'best-before'; on: string }
  /** `on` is a date; only its month is shown when the day is not known, no year when it is this one. */
  | { kind: 'expires'; on: string; dayKnown: boolean; thisYear?: boolean }
  | { kind: 'text'; names: Names }
  /** Goods that come back, and what becomes of them. */
  | { kind: 'return'; disposition: 'restock' | 'quarantine' | 'scrap' }
  | { kind: 'discount'; ratePpm: number }
  /** Sold by the pack of so much. */
  | { kind: 'pack'; sizeMilli: number; unit: string }
  /** What of a discount on the whole basket falls on the line. */
  | { kind: 'share'; amountMinor: number }
  /** A price that a person said, and why. */
  | { kind: 'override'; reason?: string | undefined }
  /** Why something was taken off. */
  | { kind: 'reason'; text: string }
  /** The price list of the customer or the channel. */
  | { kind: 'terms'; names: Names }
  /** The tax the customer has instead of that of the goods. */
  | { kind: 'tax'; names: Names }

export type LineState =
  | { kind: 'normal' }
  | {
      kind: 'price-changed'
      atMs: number
      fromCentiMinor: number
      toCentiMinor: number
      /** The unit price this sale charges, which the store's policy chose of the two. */
      chargedCentiMinor: number
    }
  | { kind: 'last-unit'; holder: 'us' | 'them'; till: Names }
  /** The last one in the store, and no other till is known to hold it. */
  | { kind: 'last-unit'; holder: 'nobody' }
  /** More is in the basket than the shelf holds by the hub's count. */
  | { kind: 'short'; availableMilli: number }
  | {
      kind: 'blocked'
      reason: 'recalled' | 'expired' | 'on-hold' | 'short' | 'held'
      /** What whoever stopped the lot wrote about it. */
      why?: string
      /** For `held`: the till that has it. */
      till?: Names
      /** For `short` and `held`: what there is. */
      availableMilli?: number
      /** When the news came, if the link has been lost since. */
      knownAtMs?: number
      /** A lot of the same product that may be sold. */
      safeLot?: string
    }
  | { kind: 'approval'; approver: string; sinceMs: number }

export type LineAction =
  | 'select'
  | 'quantity'
  | 'less'
  | 'more'
  | 'lot'
  | 'discount'
  | 'price'
  | 'remove'
  | 'safe-lot'
