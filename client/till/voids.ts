// Lines that were taken out of a basket before it was paid for. What is journaled cannot be taken back, so an entry
// waits for as long as a person may undo it, and is written whatever happens to the basket meanwhile.
import type { SaleLine, VoidBody } from '#sales/contract.ts'
import type { Ask } from '#sales/rules.ts'
import type { Id } from '#shared/ids.ts'
import { sumMinor } from '#shared/money.ts'
import type { Basket } from './basket.ts'

/** As long as the notice with Undo is seen, and a little more. */
export const UNDO_MS = 8_000

export type PendingVoid = {
  readonly body: VoidBody
  readonly lineIds: readonly Id[]
  readonly dueAtMs: number
}
export type Voiding = Pick<
  VoidBody,
  'id' | 'personId' | 'at' | 'offline' | 'cashSessionId' | 'reason'
>

/** The lines to be taken out: one, or all for null. */
export function linesToVoid(lines: readonly SaleLine[], lineId: Id | null): readonly SaleLine[] {
  return lineId === null ? lines : lines.filter(({ id }) => id === lineId)
}

export function voidBody(basket: Basket, taken: readonly SaleLine[], about: Voiding): VoidBody {
  return {
    ...about,
    basketId: basket.basketId,
    whole: taken.length === basket.lines.length,
    lines: taken.map(({ variantId, quantityMilli, amountMinor }) => {
      return { variantId, quantityMilli, amountMinor }
    }),
  }
}

/** What of it is limited: the value of the goods that would have left the shop. */
export function voidAskOf(taken: readonly SaleLine[]): Ask {
  const out = taken.filter(({ quantityMilli }) => quantityMilli > 0)
  return {
    kind: 'void',
    askMinor: sumMinor(out.map(({ amountMinor }) => amountMinor)),
    askPpm: null,
  }
}

/** Those that are to be written now: their time is over, or their basket is not the open one any more. */
export function dueVoids(
  pending: readonly PendingVoid[],
  basketId: Id,
  nowMs: number,
): readonly PendingVoid[] {
  return pending.filter(({ body, dueAtMs }) => dueAtMs <= nowMs || body.basketId !== basketId)
}
