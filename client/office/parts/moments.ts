// Between an instant of the wire (UTC) and what a browser's date-and-time field holds (this device's zone, to the minute).

/** `2026-11-23T10:42` in the device's zone; empty for none. */
export function momentOf(at: string | null): string {
  if (at === null) return ''
  const local = new Date(Date.parse(at) - new Date(at).getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 16)
}

/** The instant of a field's text; null where it is empty or no moment. */
export function instantOf(text: string): string | null {
  const atMs = Date.parse(text)
  return Number.isNaN(atMs) ? null : new Date(atMs).toISOString()
}
