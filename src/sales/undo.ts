// Reversing a sale, whole: in the session and on the day it was made, by the till that made it, and once.
// What it had taken back is sold again, and counts as not returned.
import type { Id } from '#shared/ids.ts'
import type { About, Objection } from '#kernel/decider.ts'
import type { Draft } from '#kernel/draft.ts'
import { grants } from '#kernel/scope.ts'
import { voidAsk } from './asks.ts'
import { saleKind, type SaleBody } from './contract.ts'
import type { Permits } from './permits.ts'
import { uncountRefunds } from './refunds.ts'
import { giveAgain } from './returns.ts'
import { isReversal } from './reversal.ts'
import type { Computed } from './rules.ts'
import { markVoided, soldSale, type Sold } from './sold.ts'

// What came back offline beyond what was sold, or of what nobody knows, stays as it is told: no line could say what of it
// is free again.
const uncounted = ['over-return', 'unknown', 'invalid-input']

export type Reversal = {
  readonly sold: Sold
  /** What the reversal comes to: what was computed then, turned. */
  readonly computed: Computed
}

/**
 * Objects to whatever keeps a sale from being reversed so. Gives the sale if this is its reversal
 * indeed; what is not, and happened offline, is a return like any other.
 */
export function judgeVoid(
  draft: Draft,
  body: SaleBody,
  about: About,
  permits: Permits,
  object: Objection,
): Reversal | undefined {
  if (body.voidOf === null) return undefined
  const sold = soldSale(draft, body.voidOf)
  if (!sold || sold.storeId !== about.storeId) {
    object('not-found', `There is no sale ${body.voidOf} here`)
    return undefined
  }
  if (!grants(about.permissions, saleKind.needs))
    object('forbidden', `This needs ${saleKind.needs}`)
  permits.need(voidAsk(body))
  if (sold.body.voidOf !== null) {
    object('wrong-state', 'A reversal is not reversed again')
    return undefined
  }
  const isSame = sold.terminalId === about.terminalId && sold.cashSessionId === body.cashSessionId
  if (!isSame || sold.businessOn !== body.businessOn) {
    object('wrong-state', 'A sale is reversed in its own session and on its own day, or returned')
  }
  if (sold.exceptions.some((code) => uncounted.includes(code))) {
    object('wrong-state', 'Not all that it took back was there to come back')
    return undefined
  }
  if (!isReversal(body, sold.body)) {
    object('totals-mismatch', 'Every line and tender must be turned, and nothing else')
    return undefined
  }
  if (!markVoided(draft, sold.id, body.id)) {
    object('wrong-state', 'It was reversed already')
    return undefined
  }
  return { sold, computed: turned(sold, body) }
}

function turned({ taxed }: Sold, { totals }: SaleBody): Computed {
  const lines = taxed.map(({ netMinor, taxMinor }) => ({
    netMinor: 0 - netMinor,
    taxMinor: 0 - taxMinor,
    grossMinor: 0 - netMinor - taxMinor,
  }))
  const { netMinor, taxMinor } = totals
  const sums = { netMinor, taxMinor, grossMinor: netMinor + taxMinor }
  return { taxed: { lines, totals: [], ...sums }, totals }
}

/** What had come back and is sold again counts as not returned, and its money as not given back. */
export function sellAgain(draft: Draft, body: SaleBody, { sold, computed }: Reversal): void {
  const values = new Map<Id, number>()
  for (const [i, { quantityMilli, amountMinor, returnOf }] of body.lines.entries()) {
    if (quantityMilli < 0 || !returnOf?.saleId || !returnOf.lineId) continue
    const { saleId, lineId } = returnOf
    giveAgain(draft, { saleId, lineId }, quantityMilli, amountMinor)
    const valueMinor = computed.taxed.lines[i]?.grossMinor ?? 0
    values.set(saleId, (values.get(saleId) ?? 0) + valueMinor)
  }
  for (const [saleId, valueMinor] of values) uncountRefunds(draft, sold.body, saleId, valueMinor)
}
