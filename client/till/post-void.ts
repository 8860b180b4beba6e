// Reversing a sale of this drawer, whole: whether it may be, and what goes where when it is. The hub judges again.
import type { SaleBody, StoredSale } from '#sales/contract.ts'
import { turnedTenders } from '#sales/rules.ts'
import type { Id } from '#shared/ids.ts'

/** Why a sale cannot be reversed here and now. */
export type VoidStop = 'voided' | 'aReversal' | 'otherDrawer' | 'needsDrawer'
export type Here = {
  readonly terminalId: Id
  /** The open drawer, if one is. */
  readonly cashSessionId: Id | null
  readonly onDay: string
}

export function voidStop(sale: StoredSale, here: Here): VoidStop | undefined {
  if (sale.voidedBy !== null) return 'voided'
  if (sale.body.voidOf !== null) return 'aReversal'
  if (here.cashSessionId === null) return 'needsDrawer'
  const same = sale.terminalId === here.terminalId && sale.body.cashSessionId === here.cashSessionId
  return same && sale.body.businessOn === here.onDay ? undefined : 'otherDrawer'
}

export type Reversed = {
  /** Goods that go back on the shelf, and goods that had come back and leave again. */
  readonly back: SaleBody['lines']
  readonly again: SaleBody['lines']
  /** What goes to the customer (negative) and from them, without what was change. */
  readonly money: SaleBody['tenders']
  /** A card terminal must be told too. */
  readonly byCard: boolean
}

/** Exactly what a reversal turns. */
export function reversedBy(body: SaleBody): Reversed {
  const money = turnedTenders(body).filter(({ amountMinor }) => amountMinor !== 0)
  return {
    back: body.lines.filter(({ quantityMilli }) => quantityMilli > 0),
    again: body.lines.filter(({ quantityMilli }) => quantityMilli < 0),
    money,
    byCard: money.some(({ kind }) => kind === 'card'),
  }
}
