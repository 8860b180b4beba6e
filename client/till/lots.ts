// Which lot a line takes: the one that was scanned or chosen, else the first that expires of what lies where the
// store sells from. The rules of stock say what may be sold; this only asks them about one basket.
import type { Product } from '#catalog/contract.ts'
import type { Id } from '#shared/ids.ts'
import type { Lot } from '#stock/contract.ts'
import {
  allocate,
  byExpiry,
  type Holding,
  lotFault,
  type Sparing,
  type Take,
} from '#stock/rules.ts'
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

/** What the hub leaves of lots to baskets that were told so, by variant. */
export type Spared = ReadonlyMap<Id, Sparing>

/**
 * The lots that each line of lot-tracked goods would be sold from, by its id, as the hub takes them: chosen ones first,
 * then for the other lines in their order what expires first and is promised to nobody.
 */
export function lotsOfLines(
  shelf: Pick<Shelf, 'levelsOf' | 'lot' | 'variant' | 'product'>,
  lines: readonly Line[],
  onDay: string,
  spared?: Spared,
): ReadonlyMap<Id, readonly Take[]> {
  const leaving = lines.filter(({ quantityMilli }) => quantityMilli > 0)
  const chosen = leaving.filter((line) => chosenLot(line) !== null)
  const takes = new Map<Id, readonly Take[]>()
  const taken: Line[] = [...chosen]
  for (const line of leaving) {
    const product = productOf(shelf, line.variantId)
    if (product?.tracking !== 'lot' || chosen.includes(line)) continue
    const holdings = holdingsFor(shelf, line.variantId, taken)
    const { minimumLifeDays } = product
    const sparing = spared?.get(line.variantId)
    const found = allocate(holdings, line.quantityMilli, onDay, minimumLifeDays, sparing).takes
    takes.set(line.id, found)
    taken.push(...found.map((take) => ({ ...line, ...take })))
  }
  for (const { id, lotId, quantityMilli } of chosen) takes.set(id, [{ lotId, quantityMilli }])
  return takes
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
 * The lot that somebody chose for a line of goods that leave, as it is held and as it is sold. Null: the hub takes the
 * lots that expire first and are promised to nobody else, as many as it needs.
 */
export function chosenLot({ lotId, lotBy }: Pick<Line, 'lotId' | 'lotBy'>): Id | null {
  return lotBy === 'fefo' ? null : lotId
}
