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

/** What was sold and given back; reversals are in the net alone. */
export type Sum = { sales: number; returns: number; netMinor: number }
export type Figures = {
  sales: number
  returns: number
  netMinor: number
  taxMinor: number
  /** Net sales for each sale; null before the first. */
  basketMinor: number | null
  /** So far, and last week up to the same time; null: nothing was kept of that day. */
  now: Sum
  before: Sum | null
}

const none: Sum = { sales: 0, returns: 0, netMinor: 0 }
const plus = (a: Sum, b: Sum): Sum => ({
  sales: a.sales + b.sales,
  returns: a.returns + b.returns,
  netMinor: a.netMinor + b.netMinor,
})

function sumUpTo(minutes: readonly DayMinute[], on: string, untilMs: number): Sum {
  return minutes
    .filter(({ businessOn, minuteAt }) => businessOn === on && Date.parse(minuteAt) < untilMs)
    .reduce(plus, none)
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

/** Net sales for each sale; null where there were none. */
export function averageMinor({ sales, netMinor }: Sum): number | null {
  return sales === 0 ? null : netMinor / sales
}
