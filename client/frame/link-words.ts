// The state of the link as the status bar says it. It adds nothing: what the link does not know is not said.
import type { StoredEntry } from '../link/device-database.ts'
import type { LiveState } from '../link/live.ts'
import type { LinkState, WaitingSale } from '../ui/link-state.ts'

/** `sinceMs` is when the present kind of state began. */
export function linkState(live: LiveState, sinceMs: number): LinkState {
  switch (live.kind) {
    case 'live':
      return { kind: 'live', delayMs: live.delayMs }
    case 'catching-up':
      return { kind: 'catching-up', done: live.done, all: live.of }
    case 'offline': {
      const oldestAtMs = live.oldestAt === null ? null : Date.parse(live.oldestAt)
      return { kind: 'offline', waiting: live.queued, oldestAtMs }
    }
    case 'refused': {
      const why = live.reason === 'not-signed-in' ? 'signed-out' : 'revoked'
      return { kind: 'refused', why, atMs: sinceMs }
    }
  }
}

/** What a journal entry that waits comes to, for the list behind the connection button. */
export function waitingSale(entry: StoredEntry, currency: string): WaitingSale {
  const body = JSON.parse(entry.body) as {
    totals?: { totalMinor: number }
    floatMinor?: number
    countedMinor?: number
    amountMinor?: number
  }
  const amountMinor =
    body.totals?.totalMinor ?? body.floatMinor ?? body.countedMinor ?? body.amountMinor ?? 0
  return { id: entry.id, amountMinor, currency, atMs: Date.parse(entry.at) }
}
