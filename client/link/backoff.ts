// How long to wait before trying again, so that a shop full of tills does not return in one
// instant.

/** Milliseconds: the ceiling of the first wait, and the one it never exceeds. */
export type Pace = { readonly fromMs: number; readonly toMs: number }

export const reconnectPace: Pace = { fromMs: 300, toMs: 15_000 }
/** Of asking whether a hub is there, which costs one that is away nothing. */
export const knockPace: Pace = { fromMs: 300, toMs: 2_000 }
export const resendPace: Pace = { fromMs: 300, toMs: 30_000 }

/** Full jitter: anything from 0 to a ceiling that doubles with each attempt (counted from 0). */
export function backoffMs(attempt: number, pace: Pace, random: () => number): number {
  return Math.round(random() * Math.min(pace.toMs, pace.fromMs * 2 ** Math.min(attempt, 30)))
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
