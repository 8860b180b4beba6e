// What a scan or a touched tile does to the basket: another line, one more on a line, a receipt to look up, or a
// reason why nothing was added. It only answers; the desk acts and the page sounds.
import type { Product, Variant } from '#catalog/contract.ts'
import { type Found, fullName, lookUp } from '#catalog/rules.ts'
import type { LocalName } from '#shared/names.ts'
import type { Id } from '#shared/ids.ts'
import { unitDecimals } from '../look/units.ts'
import type { Basket, BasketAction, Charge, Line } from './basket.ts'
import { firstExpiring } from './lots.ts'
import { chargeFor, withQuantity } from './pricing.ts'
import type { Shelf } from './shelf.ts'

export type Picked = {
  readonly variant: Variant
  readonly product: Product
  /** What the label said; null where it said nothing. */
  readonly quantityMilli: number | null
  readonly lotId: Id | null
}
export type ScanAnswer =
  | { readonly kind: 'picked'; readonly picked: Picked }
  | { readonly kind: 'receipt'; readonly receipt: string }
  | { readonly kind: 'unknown'; readonly code: string }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'lot-unknown'; readonly lot: string; readonly picked: Picked }
export type PickAnswer =
  | { readonly kind: 'done'; readonly action: BasketAction }
  /** It is sold by weight and nobody said how much. */
  | { readonly kind: 'weigh'; readonly picked: Picked }
  | { readonly kind: 'no-price'; readonly names: LocalName }

export type Moment = {
  readonly at: string
  /** The store's business day. */
  readonly onDay: string
  readonly newId: () => Id
}
type Codes = Shelf & {
  readonly variantsBy: (index: 'barcode' | 'sku', term: string) => readonly Variant[]
}

const receiptNumber = /^[A-Z0-9]{2,8}-[A-Z0-9]{1,6}-\d{1,9}-\d{1,9}$/i

/** Says what a scanned text means here. */
export function readScan(shelf: Codes, text: string, at: string): ScanAnswer {
  const code = text.trim()
  if (receiptNumber.test(code)) return { kind: 'receipt', receipt: code.toUpperCase() }
  const access = { variantsBy: shelf.variantsBy, product: shelf.product }
  const { currency } = shelf.shop
  const restricted = shelf.restricted()
  const context = { referenceYear: Number(at.slice(0, 4)), currency, restricted }
  const found = lookUp(access, code, context)
  if (found.kind === 'refused') return { kind: 'unreadable' }
  if (found.kind === 'unknown' || found.product.archived || found.variant.archived) {
    return { kind: 'unknown', code }
  }
  const lot = found.lotCode === null ? undefined : shelf.lotByCode(found.variant.id, found.lotCode)
  const picked = {
    variant: found.variant,
    product: found.product,
    quantityMilli: quantityOf(shelf, found, at),
    lotId: lot?.id ?? null,
  }
  if (found.product.tracking === 'lot' && found.lotCode !== null && !lot) {
    return { kind: 'lot-unknown', lot: found.lotCode, picked }
  }
  return { kind: 'picked', picked }
}

// A label that names the amount of goods sold by weight says the quantity by it.
function quantityOf(shelf: Shelf, found: Found, at: string): number | null {
  const { quantityMilli, amountMinor, variant } = found
  if (quantityMilli !== null || amountMinor === null || unitDecimals(variant.unit) === 0) {
    return quantityMilli
  }
  const charge = chargeFor(shelf, variant.id, 1000, at)
  if (!charge || charge.unitPriceCentiMinor === 0) return null
  return Math.round((amountMinor * 100_000) / charge.unitPriceCentiMinor)
}

/** What picking goods does to the basket; `timesMilli` is what a person typed before, if they did. */
export function pick(
  shelf: Shelf,
  basket: Basket,
  picked: Picked,
  timesMilli: number | null,
  moment: Moment,
): PickAnswer {
  const { variant, product } = picked
  const asked = timesMilli ?? picked.quantityMilli
  if (asked === null && unitDecimals(variant.unit) > 0) return { kind: 'weigh', picked }
  const sign = basket.returning ? -1 : 1
  const quantityMilli = sign * (asked ?? 1000)
  const charge = chargeFor(shelf, variant.id, quantityMilli, moment.at)
  if (!charge) return { kind: 'no-price', names: fullName(product, variant) }
  const line = newLine(shelf, basket, picked, { quantityMilli, charge }, moment)
  const same = basket.lines.find((each) => joins(each, line))
  if (!same || unitDecimals(variant.unit) > 0) return { kind: 'done', action: { do: 'add', line } }
  const lines = basket.lines.map((each) =>
    each === same ? withQuantity(each, each.quantityMilli + quantityMilli, shelf, moment.at) : each,
  )
  return { kind: 'done', action: { do: 'lines', lines, selectId: same.id } }
}

function newLine(
  shelf: Shelf,
  basket: Basket,
  { variant, product, lotId }: Picked,
  { quantityMilli, charge }: { quantityMilli: number; charge: Charge },
  moment: Moment,
): Line {
  const wanted = { variantId: variant.id, quantityMilli }
  const takes =
    product.tracking === 'lot' && lotId === null && quantityMilli > 0
      ? firstExpiring(shelf, product, wanted, moment.onDay, basket.lines)
      : []
  return {
    id: moment.newId(),
    variantId: variant.id,
    quantityMilli,
    lotId: lotId ?? takes[0]?.lotId ?? null,
    lotBy: lotId === null ? 'fefo' : 'scan',
    charge,
    seen: charge,
    change: null,
    discount: null,
    returnOf: basket.returning && { saleId: null, lineId: null, ...basket.returning },
    sold: null,
  }
}

function joins(line: Line, fresh: Line): boolean {
  const chosenLot = fresh.lotBy === 'scan' || line.lotBy !== 'fefo'
  return (
    line.variantId === fresh.variantId &&
    line.sold === null &&
    line.discount === null &&
    line.change === null &&
    Math.sign(line.quantityMilli) === Math.sign(fresh.quantityMilli) &&
    line.returnOf?.disposition === fresh.returnOf?.disposition &&
    line.returnOf?.reason === fresh.returnOf?.reason &&
    (!chosenLot || line.lotId === fresh.lotId)
  )
}
