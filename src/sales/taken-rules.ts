// What of goods that are taken out of a basket may need somebody's approval, and what that is bound to: the
// same on the till, which asks, and on the hub, which knows no more of them than their entry says. Pure.
import { subjectHash } from '#approvals/rules.ts'
import type { Subject } from '#approvals/contract.ts'
import type { Id } from '#shared/ids.ts'
import { scaleMinor, sumMinor } from '#shared/money.ts'
import type { Ask } from './asks.ts'
import type { VoidBody } from './void-contract.ts'

const MOST_LINES = 500
const PIECE_MILLI = 1000
const CENTI_MINOR = 100
const MOST_CENTI_MINOR = 1_000_000_000_000

type Taken = Readonly<VoidBody['lines']>

/** The value of the goods that would have left the shop: what comes back into it is limited elsewhere. */
export function takenAsk(
  lines: readonly Pick<Taken[number], 'quantityMilli' | 'amountMinor'>[],
): Ask {
  const out = lines.filter(({ quantityMilli }) => quantityMilli > 0)
  const askMinor = Math.max(0, sumMinor(out.map(({ amountMinor }) => amountMinor)))
  return { kind: 'void', askMinor, askPpm: null }
}

/** What an approval of it is about. A piece costs what it came to, for the entry knows no list price. */
export function takenSubject(
  lines: Taken,
  currency: string,
  { askMinor, askPpm }: Pick<Ask, 'askMinor' | 'askPpm'>,
): Subject {
  return {
    lines: lines.slice(0, MOST_LINES).map((line) => ({
      ...line,
      lotId: null,
      packMilli: PIECE_MILLI,
      unitPriceCentiMinor: pieceOf(line),
      discounts: [],
      returnOf: null,
    })),
    totalMinor: sumMinor(lines.map(({ amountMinor }) => amountMinor)),
    currency,
    askMinor,
    askPpm,
    customerId: null,
    documentId: null,
  }
}

function pieceOf({ quantityMilli, amountMinor }: Taken[number]): number {
  if (quantityMilli === 0) return 0
  const amount = Math.abs(amountMinor)
  const milli = Math.abs(quantityMilli)
  // Beyond what a price may be it says nothing more; the amount and the quantity are bound as well.
  if (amount / milli >= MOST_CENTI_MINOR / (PIECE_MILLI * CENTI_MINOR)) return MOST_CENTI_MINOR
  return scaleMinor(amount, PIECE_MILLI * CENTI_MINOR, milli)
}

/** The hash an approval of taking these lines out is bound to. */
export function takenHash(lines: Taken, currency: string, ask: Ask, storeId: Id): string {
  return subjectHash({ ...takenSubject(lines, currency, ask), kind: ask.kind, storeId })
}
