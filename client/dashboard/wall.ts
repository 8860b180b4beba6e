// Clock time at a place: which instant a clock on the wall of a store meant a week ago. Pure; a day on which the
// clock was turned has other hours, and the clock on the wall is what people compare by.
import { addDays, dayIn } from '#shared/days.ts'

const formats = new Map<string, Intl.DateTimeFormat>()
const MINUTE_MS = 60_000

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    })
    formats.set(timeZone, format)
  }
  return format
}

/** The zone's offset from UTC at an instant, in milliseconds, east positive. */
function offsetMs(timeZone: string, atMs: number): number {
  const parts = new Map<string, number>(
    formatOf(timeZone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const part = (name: string) => parts.get(name) ?? 0
  const wallMs = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
  )
  return wallMs - Math.floor(atMs / MINUTE_MS) * MINUTE_MS
}

/** The business day at a place. */
export function dayAt(timeZone: string, atMs: number): string {
  return dayIn(timeZone, new Date(atMs).toISOString())
}

/** The same day of last week. */
export function weekBefore(on: string): string {
  return addDays(on, -7)
}

/** The instant, a week earlier, at which the clock on the wall showed the same time. */
export function sameTimeLastWeek(timeZone: string, atMs: number): number {
  const wanted = atMs + offsetMs(timeZone, atMs) - 7 * 24 * 60 * MINUTE_MS
  const first = wanted - offsetMs(timeZone, atMs)
  // The offset of that week decides; asked once more where the first guess fell across a change.
  return wanted - offsetMs(timeZone, wanted - offsetMs(timeZone, first))
}

/** The short name of the day at a place, in the language of a BCP 47 tag: "Mon", "الاثنين". */
export function dayName(tag: string, timeZone: string, atMs: number): string {
  return new Intl.DateTimeFormat(tag, { weekday: 'short', timeZone }).format(atMs)
}
