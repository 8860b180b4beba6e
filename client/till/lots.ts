// Which lot a line takes: the one that was scanned or chosen, else the first that expires of what lies where the
// store sells from. The rules of stock say what may be sold; this only asks them about one basket.
import type { Product } from '#catalog/contract.ts'
import type { Id } from '#shared/ids.ts'
import type { Lot } from '#stock/contract.ts'
import { allocate, byExpiry, type Holding, lotFault, type Take } from '#stock/rules.ts'
import type { Line } from './basket.ts'
import type { Shelf } from './shelf.ts'

export type LotChoice = {
  readonly lot: Lot
  /** What is left of it beside the other lines of the basket. */
  readonly leftMilli: number
  readonly fault: 'lot-expired' | 'lot-blocked' | undefined
}

/** What the shelf holds of a variant, less what the other lines of the basket take. */
export function holdingsFor(
  shelf: Pick<Shelf, 'levelsOf' | 'lot'>,
  variantId: Id,
  others: readonly Line[],
): Holding[] {
  const holdings = shelf.levelsOf(variantId).map(({ lotId, onHandMilli }) => {
    return { lotId, onHandMilli, lot: lotId === null ? undefined : shelf.lot(lotId) }
  })
  for (const line of others) {
    if (line.variantId !== variantId || line.quantityMilli <= 0) continue
    const at = holdings.findIndex(({ lotId }) => lotId === line.lotId)
    const held = holdings[at]
    if (!held) continue
    const onHandMilli = Math.max(0, held.onHandMilli - line.quantityMilli)
    holdings[at] = { ...held, onHandMilli }
  }
  return holdings
}

export function leftOf(holdings: readonly Holding[]): number {
  return holdings.reduce((sum, { onHandMilli }) => sum + onHandMilli, 0)
}

/** The takes first expired first, for a quantity on a business day; fewer than asked where stock runs out. */
export function firstExpiring(
  shelf: Pick<Shelf, 'levelsOf' | 'lot'>,
  product: Pick<Product, 'minimumLifeDays'>,
  wanted: Pick<Line, 'variantId' | 'quantityMilli'>,
  onDay: string,
  others: readonly Line[] = [],
): readonly Take[] {
  const holdings = holdingsFor(shelf, wanted.variantId, others)
  return allocate(holdings, wanted.quantityMilli, onDay, product.minimumLifeDays).takes
}

/** Every lot of the line's variant that is here, the one to sell first at the top. */
export function lotChoices(
  shelf: Shelf,
  line: Pick<Line, 'id' | 'variantId'>,
  onDay: string,
  lines: readonly Line[],
): LotChoice[] {
  const product = productOf(shelf, line.variantId)
  const others = lines.filter(({ id }) => id !== line.id)
  const choices: LotChoice[] = []
  for (const { lot, onHandMilli } of holdingsFor(shelf, line.variantId, others)) {
    if (!lot) continue
    const fault = lotFault(lot, onDay, product?.minimumLifeDays ?? 0)
    if (onHandMilli > 0) choices.push({ lot, leftMilli: onHandMilli, fault })
  }
  const late = (choice: LotChoice) => (choice.fault ? 1 : 0)
  return choices.sort((a, b) => late(a) - late(b) || byExpiry(a.lot, b.lot))
}

/** A lot of the same goods that may be sold instead, with enough for the line if there is one. */
export function safeLot(
  shelf: Shelf,
  line: Line,
  onDay: string,
  lines: readonly Line[],
): Lot | undefined {
  const fit = lotChoices(shelf, line, onDay, lines).filter(
    ({ fault, lot }) => !fault && lot.id !== line.lotId,
  )
  const enough = fit.find(({ leftMilli }) => leftMilli >= line.quantityMilli)
  return (enough ?? fit[0])?.lot
}

export function productOf(
  shelf: Pick<Shelf, 'variant' | 'product'>,
  variantId: Id,
): Product | undefined {
  const variant = shelf.variant(variantId)
  return variant && shelf.product(variant.productId)
}

/**
 * The lot a line gives to the hub: a chosen one always, the first expiring only while it covers the line; null lets
 * the hub spread the line over lots by the same rule.
 */
export function lotToSend(shelf: Shelf, line: Line): Id | null {
  if (line.lotId === null || line.lotBy !== 'fefo') return line.lotId
  const held = shelf.levelsOf(line.variantId).find(({ lotId }) => lotId === line.lotId)
  return (held?.onHandMilli ?? 0) >= line.quantityMilli ? line.lotId : null
}
