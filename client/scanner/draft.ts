// What is under the thumb: goods read but not yet booked, with the scans it came from. Pure; it knows no network,
// and it never lets go of a draft without handing it over.
import type { Input } from '#shared/contract.ts'
import type { Id } from '#shared/ids.ts'
import type { stockMove, stockReceive } from '#stock/contract.ts'
import type { Read } from './scans.ts'

export type Draft = {
  read: Read
  lotCode: string | null
  expiryOn: string | null
  quantityMilli: number
  /** What each scan added, newest last, so that the last one can be taken back. */
  scansMilli: readonly number[]
  at: string
}

const ONE_MILLI = 1000
const MOST_MILLI = 1_000_000_000

/** A draft of one scan. */
export function draftOf(read: Read, at: string): Draft {
  const quantityMilli = read.quantityMilli ?? ONE_MILLI
  const { lotCode, expiryOn } = read
  return { read, lotCode, expiryOn, quantityMilli, scansMilli: [quantityMilli], at }
}

/** Why a draft cannot be booked yet. */
export function missingIn(draft: Draft): 'lot' | null {
  return draft.read.tracked && draft.lotCode === null ? 'lot' : null
}

// A scan without a lot belongs to the lot that was typed for the goods under the thumb.
function sameGoods(draft: Draft, read: Read): boolean {
  const sameLot = read.lotCode === null || read.lotCode === draft.lotCode || draft.lotCode === null
  return draft.read.variantId === read.variantId && sameLot
}

export type Taken =
  /** `done` is what was under the thumb before and is to be booked now. */
  | { kind: 'taken'; draft: Draft; done: Draft | null }
  /** What is under the thumb must be completed first; the scan was not taken. */
  | { kind: 'waiting'; for: 'lot' }

/** Takes a scan: more of the same goods, or the next ones. */
export function takeScan(current: Draft | null, read: Read, at: string): Taken {
  if (!current) return { kind: 'taken', draft: draftOf(read, at), done: null }
  if (sameGoods(current, read)) {
    const more = read.quantityMilli ?? ONE_MILLI
    const draft: Draft = {
      ...current,
      read: current.lotCode === null ? read : current.read,
      lotCode: current.lotCode ?? read.lotCode,
      expiryOn: current.expiryOn ?? read.expiryOn,
      quantityMilli: current.quantityMilli + more,
      scansMilli: [...current.scansMilli, more],
      at,
    }
    return { kind: 'taken', draft, done: null }
  }
  const missing = missingIn(current)
  if (missing) return { kind: 'waiting', for: missing }
  return { kind: 'taken', draft: draftOf(read, at), done: current }
}

/** Takes the last scan back; null when it was the only one. */
export function untakeScan(draft: Draft): Draft | null {
  const last = draft.scansMilli.at(-1) ?? 0
  const quantityMilli = draft.quantityMilli - last
  if (draft.scansMilli.length < 2 || quantityMilli <= 0) return null
  return { ...draft, quantityMilli, scansMilli: draft.scansMilli.slice(0, -1) }
}

/** One more or one less; never less than one unit, nor than what is left of a weight. */
export function stepped(draft: Draft, delta: 1 | -1): Draft {
  const next = draft.quantityMilli + delta * ONE_MILLI
  return next <= 0 ? draft : counted(draft, next)
}

/** The quantity somebody counted. */
export function counted(draft: Draft, quantityMilli: number): Draft {
  return { ...draft, quantityMilli: Math.min(Math.max(1, quantityMilli), MOST_MILLI) }
}

/** The call that books it as received. */
export function receiptOf(
  draft: Draft,
  place: { id: Id; storeId: Id; locationId?: Id },
): Input<typeof stockReceive> {
  const { read, lotCode, expiryOn, quantityMilli } = draft
  const lot = read.tracked && lotCode !== null ? { lot: { code: lotCode, expiryOn } } : {}
  return { ...place, lines: [{ variantId: read.variantId, quantityMilli, ...lot }] }
}

/** The call that books it as moved; the lot is the one known under its code. */
export function moveOf(
  draft: Draft,
  move: { id: Id; storeId: Id; lotId: Id | null; fromLocationId: Id; toLocationId: Id },
): Input<typeof stockMove> {
  return { ...move, variantId: draft.read.variantId, quantityMilli: draft.quantityMilli }
}
