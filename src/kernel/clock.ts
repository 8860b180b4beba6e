// The one place that asks what time it is. Nothing else in the server makes a date, so that a test
// can turn the clock without touching timers.

let source = Date.now

/** Milliseconds since 1970, UTC. For instants that are kept or sent; may jump when the clock is set. */
export function nowMs(): number {
  return source()
}

/** The present instant. On the wire it is written with `toISOString()`. */
export function now(): Date {
  return new Date(source())
}

let written = { ms: Number.NaN, text: '' }

/** The present instant as it is written on the wire: ISO 8601, UTC. Written once for a millisecond. */
export function nowText(): string {
  const ms = source()
  if (ms !== written.ms) written = { ms, text: new Date(ms).toISOString() }
  return written.text
}

/** Milliseconds from an arbitrary start, never going back. For durations, limits and time-outs. */
export function monotonicMs(): number {
  return performance.now()
}

/**
 * Replaces the clock and returns a function that puts the former one back. Tests only:
 * `t.teardown(turnClock(() => Date.parse('2026-03-01T09:00:00Z')))`.
 */
export function turnClock(nextSource: () => number): () => void {
  const former = source
  source = nextSource
  return () => {
    source = former
  }
}
