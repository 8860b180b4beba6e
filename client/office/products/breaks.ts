// The prices of one product in one list as they are typed: for the unit and for each pack, from each quantity on. Pure; what
// is sent are only the prices that differ.
import type { Pack } from '#catalog/contract.ts'
import type { Price } from '#prices/contract.ts'
import { ONE_MILLI } from '#prices/rules.ts'
import { quantityToDecimal } from '#shared/quantity.ts'
import { readPrice, readQuantity } from '../parts/typed.ts'
import { priceText } from './price-edits.ts'

export type BreakRow = {
  readonly key: string
  /** What it is the price of, in thousandths of the unit. */
  readonly packMilli: number
  /** As typed, in units; empty for any quantity. */
  readonly from: string
  /** As typed, in the list's currency. */
  readonly price: string
  /** The price in force; null for a row that was added. */
  readonly was: Price | null
  /** The price in force ends with nothing in its place. */
  readonly ends: boolean
}
export type BreakFault = 'price' | 'quantity' | 'twice'
type Slot = { variantId: string; minimumMilli: number; packMilli: number }
export type BreakChanges = {
  readonly prices: (Slot & { unitPriceCentiMinor: number })[]
  readonly ends: Slot[]
}

/** What holds in the list at an instant, the unit first, then by pack and quantity. */
export function breakRows(
  prices: readonly Price[],
  listId: string,
  currency: string,
  at: string,
): BreakRow[] {
  return prices
    .filter(
      (price) =>
        price.listId === listId &&
        price.validFrom <= at &&
        (price.validTo === null || price.validTo > at),
    )
    .toSorted((a, b) => packOrder(a) - packOrder(b) || a.minimumMilli - b.minimumMilli)
    .map((was) => ({
      key: was.id,
      packMilli: was.packMilli,
      from: was.minimumMilli === 0 ? '' : quantityToDecimal(was.minimumMilli),
      price: priceText(was.unitPriceCentiMinor, currency),
      was,
      ends: false,
    }))
}

const packOrder = ({ packMilli }: Price) => (packMilli === ONE_MILLI ? 0 : packMilli)

/** What the price may be for: the unit, and each pack of the product. */
export function packSizes(packs: readonly Pack[]): number[] {
  return [...new Set([ONE_MILLI, ...packs.map(({ quantityMilli }) => quantityMilli)])]
}

const slotOf = (row: BreakRow) => `${row.packMilli} ${readQuantity(row.from) ?? 0}`

/** What is wrong with a row among the others; undefined where nothing is. */
export function breakFault(
  row: BreakRow,
  rows: readonly BreakRow[],
  currency: string,
): BreakFault | undefined {
  if (row.ends) return undefined
  const from = readQuantity(row.from)
  if (from === undefined || (from ?? 0) < 0) return 'quantity'
  if (readPrice(row.price, currency) === undefined) return 'price'
  return rows.some((other) => other.key !== row.key && slotOf(other) === slotOf(row))
    ? 'twice'
    : undefined
}

/** The prices to set and to end; undefined while a row is wrong. */
export function breakChanges(
  rows: readonly BreakRow[],
  variantId: string,
  currency: string,
): BreakChanges | undefined {
  if (rows.some((row) => breakFault(row, rows, currency) !== undefined)) return undefined
  const slot = ({ packMilli, from }: BreakRow): Slot => {
    return { variantId, minimumMilli: readQuantity(from) ?? 0, packMilli }
  }
  const prices = rows.flatMap((row) => {
    const unitPriceCentiMinor = readPrice(row.price, currency)
    const same = row.was?.unitPriceCentiMinor === unitPriceCentiMinor
    if (row.ends || same || unitPriceCentiMinor === undefined) return []
    return [{ ...slot(row), unitPriceCentiMinor }]
  })
  return { prices, ends: rows.filter(({ ends }) => ends).map(slot) }
}
