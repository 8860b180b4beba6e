// Which goods leave first and which may not leave at all. Pure: the hub decides with it over locked
// rows, the till with it over what it was told.
import { addDays, dayIn } from '#shared/days.ts'
import type { Id } from '#shared/ids.ts'
import { cleanName } from '#shared/text.ts'
import type { Store } from '#stores/contract.ts'
import type { Location, Lot } from './contract.ts'

/** What lies at a place: of a lot, or of none. */
export type Holding = {
  readonly lotId: Id | null
  readonly onHandMilli: number
  /** Undefined for goods without a lot, and for a lot nobody here knows yet. */
  readonly lot: Lot | undefined
}
export type Take = { readonly lotId: Id | null; readonly quantityMilli: number }
export type Allocation = { readonly takes: Take[]; readonly shortMilli: number }

const LONGEST_LOT_CODE = 20

/** The code of a lot as it is kept; undefined where nothing readable is left of it. */
export function tidyLotCode(code: string): string | undefined {
  const tidy = cleanName(code, LONGEST_LOT_CODE)
  return tidy === undefined || tidy.length > LONGEST_LOT_CODE ? undefined : tidy
}

/**
 * Why a lot may not be sold on a day, or undefined if it may. It must still be good on the day
 * `minimumLifeDays` later; a lot without an expiry always is.
 */
export function lotFault(
  lot: Pick<Lot, 'status' | 'expiryOn'>,
  onDay: string,
  minimumLifeDays = 0,
): 'lot-expired' | 'lot-blocked' | undefined {
  if (lot.status === 'expired') return 'lot-expired'
  if (lot.status !== 'available') return 'lot-blocked'
  const goodOn = addDays(onDay, minimumLifeDays)
  return lot.expiryOn !== null && lot.expiryOn < goodOn ? 'lot-expired' : undefined
}

/** Whether a lot may be sold on a day. */
export function sellable(lot: Lot, onDay: string, minimumLifeDays = 0): boolean {
  return lotFault(lot, onDay, minimumLifeDays) === undefined
}

/**
 * The day it is in the open store where it is earliest: what is past its expiry there is past it in
 * every store. Undefined for a company without an open store.
 */
export function earliestDay(
  stores: Iterable<Pick<Store, 'open' | 'timeZone'>>,
  at: string,
): string | undefined {
  let earliest: string | undefined
  for (const { open, timeZone } of stores) {
    if (!open) continue
    const on = dayIn(timeZone, at)
    if (earliest === undefined || on < earliest) earliest = on
  }
  return earliest
}

/**
 * Why a lot may not be given a status, or undefined if it may. A recall outlasts everything but the
 * goods; damaged goods stay damaged, or a recall could be shaken off by way of them. `onDay` is that
 * of `earliestDay`.
 */
export function statusFault(
  lot: Pick<Lot, 'status' | 'expiryOn'>,
  to: Lot['status'],
  onDay: string | undefined,
): string | undefined {
  if (lot.status === 'recalled' && to !== 'recalled' && to !== 'damaged') {
    return 'A recalled lot stays recalled until it is written off as damaged'
  }
  if (lot.status === 'damaged' && to !== 'damaged' && to !== 'recalled') {
    return 'A damaged lot stays damaged'
  }
  if (lot.expiryOn === null || onDay === undefined) return undefined
  const past = lot.expiryOn < onDay
  if (to === 'available' && past) return `The lot expired on ${lot.expiryOn}`
  if (to === 'expired' && !past) return `The lot is good until ${lot.expiryOn}`
  return undefined
}

const LAST = '9999-12-31'

/** First expired first; then by best-before date; then the lot made first. */
export function byExpiry(a: Lot, b: Lot): number {
  const byDay = compare(a.expiryOn ?? LAST, b.expiryOn ?? LAST)
  return byDay || compare(a.bestBeforeOn ?? LAST, b.bestBeforeOn ?? LAST) || compare(a.id, b.id)
}
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** What of a lot should be left where it lies, thousandths. */
export type Sparing = (lotId: Id) => number

/**
 * Takes a quantity from lots that may be sold, the one that expires first before the others, and from as
 * many as it needs. What should be left is taken only where the rest does not suffice.
 */
export function allocate(
  holdings: readonly Holding[],
  quantityMilli: number,
  onDay: string,
  minimumLifeDays = 0,
  sparing?: Sparing,
): Allocation {
  const fit: Fit[] = []
  for (const { lot, onHandMilli } of holdings) {
    if (lot && onHandMilli > 0 && sellable(lot, onDay, minimumLifeDays)) {
      fit.push({ lot, onHandMilli })
    }
  }
  if (fit.length > 1) fit.sort((a, b) => byExpiry(a.lot, b.lot))
  const spared = sparing && takeFrom(fit.map(less(sparing)), quantityMilli)
  return spared?.shortMilli === 0 ? spared : takeFrom(fit, quantityMilli)
}

type Fit = { readonly lot: Lot; readonly onHandMilli: number }

const less =
  (sparing: Sparing) =>
  ({ lot, onHandMilli }: Fit): Fit => {
    return { lot, onHandMilli: Math.max(0, onHandMilli - sparing(lot.id)) }
  }

function takeFrom(fit: readonly Fit[], quantityMilli: number): Allocation {
  const takes: Take[] = []
  let shortMilli = quantityMilli
  for (const { lot, onHandMilli } of fit) {
    if (shortMilli === 0) break
    const taken = Math.min(onHandMilli, shortMilli)
    if (taken === 0) continue
    takes.push({ lotId: lot.id, quantityMilli: taken })
    shortMilli -= taken
  }
  return { takes, shortMilli }
}

/**
 * The location a store sells from: of those that are sellable, the one made first. Undefined for a
 * store that has none yet.
 */
export function sellingLocation(locations: Iterable<Location>): Location | undefined {
  return firstMade(locations, (location) => location.sellable)
}

/** The location of a kind that was made first. */
export function locationOfKind(
  locations: Iterable<Location>,
  kind: Location['kind'],
): Location | undefined {
  return firstMade(locations, (location) => location.kind === kind)
}

function firstMade(
  locations: Iterable<Location>,
  fits: (location: Location) => boolean,
): Location | undefined {
  let first: Location | undefined
  for (const location of locations) {
    if (fits(location) && (!first || location.id < first.id)) first = location
  }
  return first
}
