// What a scan or a touched tile does to the basket: another line, one more on a line, a receipt to look up, or a
// reason why nothing was added. It only answers; the desk acts and the page sounds.
import type { Product, Variant } from '#catalog/contract.ts'
import { type Found, fullName, lookUp } from '#catalog/rules.ts'
import type { LocalName } from '#shared/names.ts'
import type { Id } from '#shared/ids.ts'
import { isReceiptNumber } from '#shared/receipt.ts'
import { unitDecimals } from '../look/units.ts'
import { type Basket, type BasketAction, type Charge, type Line, plainLine } from './basket.ts'
import { chosenLot, firstExpiring } from './lots.ts'
import { chargeFor, everybody, isOverridden, type Terms, termsOf, withQuantity } from './pricing.ts'
import type { Shelf } from './shelf.ts'

export type Picked = {
  readonly variant: Variant
  readonly product: Product
  /** What the label said; null where it said nothing. */
  readonly quantityMilli: number | null
  /** The size of the pack whose code was scanned; null for the unit. */
  readonly packMilli?: number | null
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

/** Says what a scanned text means here. */
export function readScan(shelf: Codes, text: string, at: string): ScanAnswer {
  const code = text.trim()
  if (isReceiptNumber(code)) return { kind: 'receipt', receipt: code.toUpperCase() }
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
    packMilli: found.packMilli,
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
  const charge = chargeFor(shelf, { variantId: variant.id, quantityMilli: 1000 }, at, everybody)
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
  const asked = askedMilli(picked, timesMilli)
  if (asked === null && unitDecimals(variant.unit) > 0) return { kind: 'weigh', picked }
  const sign = basket.returning ? -1 : 1
  const quantityMilli = sign * (asked ?? 1000)
  const terms = termsOf(basket)
  const priced = priceOf(shelf, picked, quantityMilli, moment.at, terms)
  if (!priced) return { kind: 'no-price', names: fullName(product, variant) }
  const line = newLine(shelf, basket, picked, { quantityMilli, ...priced }, moment)
  const same = basket.lines.find((each) => joins(each, line))
  if (!same || unitDecimals(variant.unit) > 0) return { kind: 'done', action: { do: 'add', line } }
  const lines = basket.lines.map((each) =>
    each === same
      ? withQuantity(each, each.quantityMilli + quantityMilli, shelf, moment.at, terms)
      : each,
  )
  return { kind: 'done', action: { do: 'lines', lines, selectId: same.id } }
}

// What was typed before a pack's code counts packs.
function askedMilli(
  { quantityMilli, packMilli }: Picked,
  timesMilli: number | null,
): number | null {
  if (timesMilli === null) return quantityMilli
  return packMilli ? Math.round((timesMilli * packMilli) / 1000) : timesMilli
}

/** A pack has its own price, or it is so many units at theirs. */
function priceOf(
  shelf: Shelf,
  { variant, packMilli }: Picked,
  quantityMilli: number,
  at: string,
  terms: Terms,
): { charge: Charge; packMilli: number } | undefined {
  const goods = { variantId: variant.id, quantityMilli }
  const whole = packMilli && quantityMilli % packMilli === 0 ? packMilli : null
  const ofPack = whole ? chargeFor(shelf, { ...goods, packMilli: whole }, at, terms) : undefined
  if (whole && ofPack) return { charge: ofPack, packMilli: whole }
  const charge = chargeFor(shelf, goods, at, terms)
  return charge && { charge, packMilli: plainLine.packMilli }
}

function newLine(
  shelf: Shelf,
  basket: Basket,
  { variant, product, lotId }: Picked,
  priced: { quantityMilli: number; packMilli: number; charge: Charge },
  moment: Moment,
): Line {
  const { quantityMilli, packMilli, charge } = priced
  const wanted = { variantId: variant.id, quantityMilli }
  const takes =
    product.tracking === 'lot' && lotId === null && quantityMilli > 0
      ? firstExpiring(shelf, product, wanted, moment.onDay, basket.lines)
      : []
  return {
    ...plainLine,
    id: moment.newId(),
    variantId: variant.id,
    quantityMilli,
    packMilli,
    lotId: lotId ?? takes[0]?.lotId ?? null,
    lotBy: lotId === null ? 'fefo' : 'scan',
    charge,
    seen: charge,
    returnOf: basket.returning && { saleId: null, lineId: null, ...basket.returning },
  }
}

function joins(line: Line, fresh: Line): boolean {
  return (
    line.variantId === fresh.variantId &&
    line.sold === null &&
    line.issues === null &&
    line.packMilli === fresh.packMilli &&
    !isOverridden(line) &&
    line.discount === null &&
    line.change === null &&
    Math.sign(line.quantityMilli) === Math.sign(fresh.quantityMilli) &&
    line.returnOf?.disposition === fresh.returnOf?.disposition &&
    line.returnOf?.reason === fresh.returnOf?.reason &&
    chosenLot(line) === chosenLot(fresh)
  )
}
