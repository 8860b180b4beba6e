// Lines that were taken out of a basket before it was paid for. What is journaled cannot be taken back, so an entry
// waits for as long as a person may undo it, and is written whatever happens to the basket meanwhile.
import type { SaleLine, VoidBody } from '#sales/contract.ts'
import { type Ask, takenAsk } from '#sales/rules.ts'
import type { Id } from '#shared/ids.ts'
import { scaleMinor } from '#shared/money.ts'
import { type Basket, isLowered } from './basket.ts'
import type { PackChoice } from './pricing.ts'

/** As long as the notice with Undo is seen, and a little more. */
export const UNDO_MS = 8_000

export type PendingVoid = {
  readonly body: VoidBody
  readonly lineIds: readonly Id[]
  readonly dueAtMs: number
}
export type Voiding = Pick<
  VoidBody,
  'id' | 'personId' | 'at' | 'offline' | 'cashSessionId' | 'reason' | 'approvals'
>

/** So much less of a line, with its sign; by another pack where that is why. */
export type Less = { readonly byMilli: number; readonly pack: PackChoice | null }
/** What is taken out: all lines for null, one, or less of one. */
export type Taking = { readonly lineId: Id | null; readonly less: Less | null }

/** What is to be taken out, as lines of their own. */
export function linesToVoid(
  lines: readonly SaleLine[],
  { lineId, less }: Taking,
): readonly SaleLine[] {
  if (lineId === null) return lines
  const found = lines.filter(({ id }) => id === lineId)
  return less ? found.map((line) => partOf(line, less.byMilli)) : found
}

/** A part of a line at what it costs now, whatever the rest will cost. */
function partOf(line: SaleLine, quantityMilli: number): SaleLine {
  const share = (amountMinor: number) => scaleMinor(amountMinor, quantityMilli, line.quantityMilli)
  const discounts = line.discounts.map((each) => ({
    ...each,
    amountMinor: share(each.amountMinor),
  }))
  return { ...line, quantityMilli, amountMinor: share(line.amountMinor), discounts }
}

export function voidBody(basket: Basket, taken: readonly SaleLine[], about: Voiding): VoidBody {
  return {
    ...about,
    basketId: basket.basketId,
    whole: isWhole(basket, taken),
    lines: entryLines(taken),
  }
}

/** Lines as the entry has them. */
export function entryLines(taken: readonly SaleLine[]): VoidBody['lines'] {
  return taken.map(({ variantId, quantityMilli, amountMinor }) => {
    return { variantId, quantityMilli, amountMinor }
  })
}

function isWhole({ lines }: Basket, taken: readonly SaleLine[]): boolean {
  const milliOf = new Map(taken.map(({ id, quantityMilli }) => [id, quantityMilli]))
  return lines.every(({ id, quantityMilli }) => milliOf.get(id) === quantityMilli)
}

type Worth = Pick<SaleLine, 'quantityMilli' | 'amountMinor'>

/**
 * What of it is limited: the value of the goods that would have left the shop, with what was taken out of the same line
 * a moment before. One by one they may not go where all at once would not.
 */
export function voidAskOf(taken: readonly Worth[], before?: PendingVoid): Ask {
  return takenAsk([...taken, ...(before?.body.lines ?? [])])
}

/**
 * What was taken out of a line a moment before and may still be undone, so that more of it joins it. What somebody
 * else allowed stays as it was allowed.
 */
export function openPart(
  pending: readonly PendingVoid[],
  basket: Basket,
  { lineId, less }: Taking,
  nowMs: number,
): PendingVoid | undefined {
  if (lineId === null || less === null || !isLowered(basket, lineId)) return undefined
  const last = pending.findLast(({ lineIds }) => lineIds.includes(lineId))
  if (!last || last.body.approvals) return undefined
  return last.dueAtMs > nowMs ? last : undefined
}

/** Two parts of one line as one entry. */
export function joined(before: PendingVoid, later: PendingVoid): PendingVoid {
  const lines = later.body.lines.map((line, i) => {
    const { quantityMilli = 0, amountMinor = 0 } = before.body.lines[i] ?? {}
    return {
      ...line,
      quantityMilli: line.quantityMilli + quantityMilli,
      amountMinor: line.amountMinor + amountMinor,
    }
  })
  return { ...later, body: { ...later.body, lines } }
}

/** Those that are to be written now: their time is over, or their basket is not the open one any more. */
export function dueVoids(
  pending: readonly PendingVoid[],
  basketId: Id,
  nowMs: number,
): readonly PendingVoid[] {
  return pending.filter(({ body, dueAtMs }) => dueAtMs <= nowMs || body.basketId !== basketId)
}
