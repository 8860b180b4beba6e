// The figures of the day over some stores of one currency, beside the same day of last week up to the same time.
// Pure. It compares only like with like, and where last week has nothing it says so instead of a percentage.
import type { DayMinute, DayTotals } from '#sales/state.ts'
import type { Store } from '#stores/contract.ts'
import { dayAt, sameTimeLastWeek, weekBefore } from './wall.ts'

export type StoreDay = {
  store: Pick<Store, 'id' | 'currency' | 'timeZone'>
  days: readonly DayTotals[]
  minutes: readonly DayMinute[]
}

export type Sum = { documents: number; totalMinor: number }
export type Figures = {
  sales: number
  returns: number
  netMinor: number
  taxMinor: number
  /** Net sales for each sale; null before the first. */
  basketMinor: number | null
  /** Sales and returns with tax so far, and last week up to the same time; null: nothing was kept of that day. */
  now: Sum
  before: Sum | null
}

const none: Sum = { documents: 0, totalMinor: 0 }
const plus = (a: Sum, b: Sum): Sum => ({
  documents: a.documents + b.documents,
  totalMinor: a.totalMinor + b.totalMinor,
})

function sumUpTo(minutes: readonly DayMinute[], on: string, untilMs: number): Sum {
  return minutes
    .filter(({ businessOn, minuteAt }) => businessOn === on && Date.parse(minuteAt) < untilMs)
    .reduce((sum, { sales, totalMinor }) => plus(sum, { documents: sales, totalMinor }), none)
}

/** The figures of today in each store's own time zone, added up; all stores must have one currency. */
export function figuresOf(all: readonly StoreDay[], nowMs: number): Figures {
  let [sales, returns, netMinor, taxMinor] = [0, 0, 0, 0]
  let now = none
  let before: Sum | null = null
  for (const { store, days, minutes } of all) {
    const on = dayAt(store.timeZone, nowMs)
    const today = days.find(({ businessOn }) => businessOn === on)
    sales += today?.sales ?? 0
    returns += today?.returns ?? 0
    netMinor += today?.netMinor ?? 0
    taxMinor += today?.taxMinor ?? 0
    now = plus(now, sumUpTo(minutes, on, Number.POSITIVE_INFINITY))
    const beforeOn = weekBefore(on)
    if (!days.some(({ businessOn }) => businessOn === beforeOn)) continue
    const untilMs = sameTimeLastWeek(store.timeZone, nowMs)
    before = plus(before ?? none, sumUpTo(minutes, beforeOn, untilMs))
  }
  const basketMinor = sales === 0 ? null : Math.round(netMinor / sales)
  return { sales, returns, netMinor, taxMinor, basketMinor, now, before }
}

/** By how much a figure changed, in parts per million; null where there is nothing to compare with. */
export function changePpm(now: number, before: number | null | undefined): number | null {
  if (before == null || before <= 0) return null
  return Math.round(((now - before) / before) * 1_000) * 1_000
}

/** What a sale and a return came to on average, with tax; null where there were none. */
export function averageMinor({ documents, totalMinor }: Sum): number | null {
  return documents === 0 ? null : totalMinor / documents
}
