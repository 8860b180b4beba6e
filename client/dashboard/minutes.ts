// The moving line of sales per minute, and the small lines of the figures. Pure. Each point is the mean of the five
// minutes that end with it, because single minutes of a shop are noise.
import type { StoreDay } from './figures.ts'
import { dayAt, sameTimeLastWeek, weekBefore } from './wall.ts'

const MINUTE_MS = 60_000
const MEAN_OF = 5

export type Window = { backMinutes: number; aheadMinutes: number }
export type Line = {
  /** Seconds since 1970, a minute apart. */
  at: number[]
  /** Null after the present minute. */
  today: (number | null)[]
  /** Last week at the same time on the wall; null throughout where nothing was kept of that day. */
  before: (number | null)[]
  /** Whether any store has sales of that day of last week. */
  compared: boolean
}

type Counts = Map<number, number>

function add(counts: Counts, minute: number, n: number): void {
  counts.set(minute, (counts.get(minute) ?? 0) + n)
}

const minuteOf = (atMs: number) => Math.floor(atMs / MINUTE_MS)

function mean(counts: Counts, minute: number): number {
  let sum = 0
  for (let back = 0; back < MEAN_OF; back += 1) sum += counts.get(minute - back) ?? 0
  return sum / MEAN_OF
}

/** The line around now over all these stores. */
export function minuteLine(all: readonly StoreDay[], nowMs: number, window: Window): Line {
  const today: Counts = new Map()
  const before: Counts = new Map()
  let compared = false
  for (const { store, days, minutes } of all) {
    const on = dayAt(store.timeZone, nowMs)
    const beforeOn = weekBefore(on)
    const shift = minuteOf(nowMs) - minuteOf(sameTimeLastWeek(store.timeZone, nowMs))
    compared ||= days.some(({ businessOn }) => businessOn === beforeOn)
    for (const { businessOn, minuteAt, sales } of minutes) {
      const minute = minuteOf(Date.parse(minuteAt))
      if (businessOn === on) add(today, minute, sales)
      if (businessOn === beforeOn) add(before, minute + shift, sales)
    }
  }
  const present = minuteOf(nowMs)
  const line: Line = { at: [], today: [], before: [], compared }
  for (let m = present - window.backMinutes; m <= present + window.aheadMinutes; m += 1) {
    line.at.push(m * 60)
    line.today.push(m <= present ? mean(today, m) : null)
    line.before.push(compared ? mean(before, m) : null)
  }
  return line
}

export type Spark = { sales: number[]; netMinor: number[]; averageMinor: number[] }

/** The last hours in steps, oldest first, for the small lines beside the figures. */
export function sparks(
  all: readonly StoreDay[],
  nowMs: number,
  steps: number,
  stepMinutes: number,
): Spark {
  const sales = Array.from({ length: steps }, () => 0)
  const netMinor = Array.from({ length: steps }, () => 0)
  const first = minuteOf(nowMs) - steps * stepMinutes + 1
  for (const { store, minutes } of all) {
    const on = dayAt(store.timeZone, nowMs)
    for (const each of minutes) {
      if (each.businessOn !== on) continue
      const step = Math.floor((minuteOf(Date.parse(each.minuteAt)) - first) / stepMinutes)
      if (step < 0 || step >= steps) continue
      sales[step] = (sales[step] ?? 0) + each.sales
      netMinor[step] = (netMinor[step] ?? 0) + each.netMinor
    }
  }
  const averageMinor = netMinor.map((net, i) => net / Math.max(1, sales[i] ?? 0))
  return { sales, netMinor, averageMinor }
}
