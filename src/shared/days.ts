// Calendar days: which day it is at a place, and the day some days later. It brings no clock and
// knows no holidays.

const formatters = new Map<string, Intl.DateTimeFormat>()
const recent = new Map<string, { minute: string; on: string }>()

/**
 * The calendar day (ISO 8601) in an IANA time zone at an instant (ISO 8601 UTC). Asked again within
 * the same minute it answers at once. Throws RangeError for an unknown zone.
 */
export function dayIn(timeZone: string, at: string): string {
  const minute = at.slice(0, 16)
  const known = recent.get(timeZone)
  if (known?.minute === minute) return known.on
  let formatter = formatters.get(timeZone)
  if (!formatter) {
    // The Swedish form of a date is that of ISO 8601.
    formatter = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
    formatters.set(timeZone, formatter)
  }
  const on = formatter.format(new Date(at))
  recent.set(timeZone, { minute, on })
  return on
}

/** The day `days` later (earlier if negative), ISO 8601. */
export function addDays(on: string, days: number): string {
  if (days === 0) return on
  const day = new Date(`${on}T00:00:00.000Z`)
  day.setUTCDate(day.getUTCDate() + days)
  return day.toISOString().slice(0, 10)
}
