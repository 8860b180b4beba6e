// What a hand-over of a drawer is approved as, the same on the till that asks and on the hub that checks.
import type { Subject } from '#approvals/contract.ts'
import type { Id } from '#shared/ids.ts'

/** The subject of an approval of kind `hand-over`: the session that ends, and no figure of it. */
export function handOverSubject(cashSessionId: Id, currency: string): Subject {
  const nothing = { lines: [], totalMinor: 0, askMinor: 0, askPpm: null, customerId: null }
  return { ...nothing, currency, documentId: cashSessionId }
}
