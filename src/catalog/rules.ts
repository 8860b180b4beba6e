// What a scanned or typed code means in the catalogue, and which codes a variant may carry. Pure: the
// hub and the till give it their own records to look in, so that both answer the same.
import { classifyScan } from '#shared/barcode.ts'
import { parseGs1 } from '#shared/gs1.ts'
import { cleanLocalName, type LocalName } from '#shared/names.ts'
import type { InputError } from '#shared/problem.ts'
import { readRestricted, type RestrictedRule } from '#shared/restricted-codes.ts'
import { cleanName } from '#shared/text.ts'
import { isUnit, units } from '#shared/units.ts'
import type { Product, Variant } from './contract.ts'

/** What goods are unless somebody says otherwise: counted one by one, without lots, and sold as long as there are some. */
export const plainProduct: Omit<Product, 'id' | 'name'> = {
  categoryId: null,
  taxId: null,
  tracking: 'none',
  stockPolicy: 'warn',
  minimumLifeDays: 0,
  reorderMilli: null,
  picture: null,
  favourite: false,
  service: false,
  archived: false,
}
export const plainVariant: Omit<Variant, 'id' | 'productId' | 'sku'> = {
  name: null,
  unit: 'C62',
  barcodes: [],
  packs: [],
  archived: false,
}

/** Where the rules look things up: the hub's memory, the till's store, or a map in a test. */
export type CatalogAccess = {
  readonly variantsBy: (index: 'barcode' | 'sku', term: string) => readonly Variant[]
  readonly product: (id: string) => Product | undefined
}

type LookUpContext = {
  /** Today's year, which two-digit years are read against. */
  readonly referenceYear: number
  /** The store's currency, for amounts that name none. */
  readonly currency?: string
  /** How the store's own weighing labels are read; none by default. */
  readonly restricted?: readonly RestrictedRule[]
}

export type Found = {
  readonly kind: 'found'
  readonly product: Product
  readonly variant: Variant
  readonly lotCode: string | null
  /** The day after which the goods may not be sold: expiry, else sell-by, else best-before. */
  readonly expiryOn: string | null
  readonly serial: string | null
  /** In the variant's unit; null where the code says none. */
  readonly quantityMilli: number | null
  /** The size of the pack whose code was scanned; null for the variant's own. */
  readonly packMilli: number | null
  /** What the label asks for the whole item, in minor units of `currency`; null where it says none. */
  readonly amountMinor: number | null
  readonly currency: string | null
  readonly warnings: readonly string[]
}
export type LookUp =
  | Found
  /** A code that is fine but that nothing carries. */
  | { readonly kind: 'unknown'; readonly code: string }
  | { readonly kind: 'refused'; readonly reason: string }

type Said = Partial<Omit<Found, 'kind' | 'product' | 'variant'>> & { readonly unit?: string }

/** Says what a scanned text means: a GTIN, a GS1 message, a weighing label, an in-store code or a SKU. */
export function lookUp(access: CatalogAccess, scanned: string, context: LookUpContext): LookUp {
  const scan = classifyScan(scanned)
  switch (scan.kind) {
    case 'refused':
      return { kind: 'refused', reason: scan.reason }
    case 'gs1':
      return lookUpMessage(access, scan.text, context)
    case 'gtin':
      return answer(access, scan.gtin, typed(scanned))
    case 'restricted':
      return lookUpRestricted(access, scan.gtin, typed(scanned), context)
    case 'code':
      return answer(access, scan.text, typed(scanned))
  }
}

const typed = (scanned: string) => scanned.trim()

// A SKU may look like anything, so what was typed is tried as one where no barcode fits.
function answer(access: CatalogAccess, code: string, sku: string | null, said: Said = {}): LookUp {
  const [variant] = access.variantsBy('barcode', code)
  const found = variant ?? (sku === null ? undefined : access.variantsBy('sku', sku)[0])
  const product = found && access.product(found.productId)
  if (!found || !product) return { kind: 'unknown', code }
  const { unit, quantityMilli, warnings = [], ...rest } = said
  const inUnit = quantityMilli == null ? null : inUnitOf(found.unit, quantityMilli, unit)
  const packMilli = found.packs.find((pack) => pack.barcodes.includes(code))?.quantityMilli ?? null
  return {
    kind: 'found',
    product,
    variant: found,
    lotCode: null,
    expiryOn: null,
    serial: null,
    amountMinor: null,
    currency: null,
    ...rest,
    quantityMilli: inUnit ?? packMilli,
    packMilli,
    warnings: inUnit === undefined ? [...warnings, 'unit-differs'] : warnings,
  }
}

function lookUpMessage(access: CatalogAccess, text: string, context: LookUpContext): LookUp {
  const parsed = parseGs1(text, context)
  if (!parsed.ok) {
    // A SKU that happens to look like a message is still a SKU.
    const bySku = answer(access, text, text)
    return bySku.kind === 'found' ? bySku : { kind: 'refused', reason: parsed.problem.code }
  }
  const { reading } = parsed
  if (reading.gtin === undefined) return { kind: 'refused', reason: 'no-goods' }
  return answer(access, reading.gtin, null, {
    lotCode: reading.lot ?? null,
    expiryOn: reading.expiryOn ?? reading.sellByOn ?? reading.bestBeforeOn ?? null,
    serial: reading.serial ?? null,
    quantityMilli: reading.quantityMilli ?? null,
    ...(reading.unit === undefined ? {} : { unit: reading.unit }),
    amountMinor: reading.amountMinor ?? null,
    currency: reading.currency ?? null,
    warnings: reading.warnings.map(({ code }) => code),
  })
}

function lookUpRestricted(
  access: CatalogAccess,
  gtin: string,
  sku: string,
  { restricted = [], currency }: LookUpContext,
): LookUp {
  // Without a currency a label with an amount could not be read, so the code stands for itself.
  if (currency === undefined) return answer(access, gtin, sku)
  const read = readRestricted(gtin, restricted, currency)
  switch (read.kind) {
    case 'refused':
      return { kind: 'refused', reason: read.reason }
    case 'plain':
      return answer(access, gtin, sku)
    case 'quantity':
      return answer(access, read.itemCode, null, {
        quantityMilli: read.quantityMilli,
        unit: read.unit,
      })
    case 'price':
      return answer(access, read.itemCode, null, { amountMinor: read.amountMinor, currency })
  }
}

const larger: Readonly<Record<string, string>> = { GRM: 'KGM', MLT: 'LTR', MMT: 'MTR', KGM: 'TNE' }

// Undefined where the label measures in something the variant is not sold by, or too finely for it.
function inUnitOf(sold: string, quantityMilli: number, said: string | undefined) {
  if (said === undefined || said === sold) return quantityMilli
  if (said === 'C62' && isUnit(sold) && units[sold].decimals === 0) return quantityMilli
  const scaled = larger[said] === sold ? quantityMilli / 1000 : quantityMilli * 1000
  const related = larger[said] === sold || larger[sold] === said
  return related && Number.isSafeInteger(scaled) ? scaled : undefined
}

const barcodeFaults = {
  'barcode-gs1': 'is a GS1 message; give the GTIN in it',
  'barcode-empty': 'is empty',
  'barcode-long': 'is too long',
  'barcode-check': 'has a wrong check digit',
  'barcode-zeros': 'is all zeros',
  'barcode-characters': 'has characters that no barcode carries',
} as const
/** Why a text is no barcode to keep. */
export type BarcodeFault = keyof typeof barcodeFaults

type TidyBarcode =
  | { readonly ok: true; readonly code: string }
  | { readonly ok: false; readonly fault: BarcodeFault; readonly message: string }

const LONGEST_BARCODE = 48

/** A barcode as it is kept: a GTIN in 14 digits, an in-store code as it is, or why it can be neither. */
export function tidyBarcode(text: string): TidyBarcode {
  const refused = (fault: BarcodeFault): TidyBarcode => ({
    ok: false,
    fault,
    message: barcodeFaults[fault],
  })
  const scan = classifyScan(text)
  switch (scan.kind) {
    case 'gtin':
    case 'restricted':
      return { ok: true, code: scan.gtin }
    case 'gs1':
      return refused('barcode-gs1')
    case 'refused':
      return refused(scan.reason === 'empty' ? 'barcode-empty' : 'barcode-long')
    case 'code':
      if (scan.fault === 'check-digit') return refused('barcode-check')
      if (scan.fault === 'zero') return refused('barcode-zeros')
      if (scan.text.length > LONGEST_BARCODE) return refused('barcode-long')
      if (cleanName(scan.text) !== scan.text) return refused('barcode-characters')
      return { ok: true, code: scan.text }
  }
}

const LONGEST_SKU = 64
const unreadable = 'nothing readable is left of it'

/** A SKU fit to keep, case and all; undefined where nothing readable is left or it is too long. */
export function tidySku(sku: string): string | undefined {
  const cleaned = cleanName(sku, LONGEST_SKU)
  return cleaned === undefined || cleaned.length > LONGEST_SKU ? undefined : cleaned
}

/** What is wrong with these fields of a product beyond their schema; empty if nothing is. */
export function productFaults(product: Partial<Product>, at = ''): InputError[] {
  const named = product.name === undefined || cleanLocalName(product.name) !== undefined
  return named ? [] : [{ path: `${at}/name`, message: unreadable }]
}

/** What is wrong with a variant beyond its schema; empty if nothing is. */
export function variantFaults(variant: Variant, at = ''): InputError[] {
  const faults: InputError[] = []
  const fault = (field: string, message: string) => faults.push({ path: `${at}/${field}`, message })
  if (tidySku(variant.sku) === undefined) fault('sku', unreadable)
  if (!isUnit(variant.unit)) fault('unit', 'is no unit code we know')
  if (variant.name && !cleanLocalName(variant.name)) fault('name', unreadable)
  for (const [i, barcode] of variant.barcodes.entries()) {
    const tidy = tidyBarcode(barcode)
    if (!tidy.ok) fault(`barcodes/${i}`, tidy.message)
  }
  for (const [i, pack] of variant.packs.entries()) {
    const { quantityMilli, unit } = pack
    if (!isUnit(unit)) fault(`packs/${i}/unit`, 'is no unit code we know')
    if (quantityMilli === 1000) fault(`packs/${i}/quantityMilli`, 'is the unit itself')
    const first = variant.packs.findIndex((each) => each.quantityMilli === quantityMilli)
    if (first !== i) fault(`packs/${i}/quantityMilli`, 'is there twice')
    for (const [j, barcode] of pack.barcodes.entries()) {
      const tidy = tidyBarcode(barcode)
      if (!tidy.ok) fault(`packs/${i}/barcodes/${j}`, tidy.message)
    }
  }
  return faults
}

/** The same with its name cleaned; call it only where `productFaults` finds none. */
export function cleanProduct<P extends Partial<Product>>(product: P): P {
  return product.name ? { ...product, name: cleanLocalName(product.name) } : product
}

/** The same as it is kept, each barcode once; call it only where `variantFaults` finds none. */
export function cleanVariant(variant: Variant): Variant {
  const tidied = (barcodes: readonly string[]) => {
    const codes = barcodes.map((barcode) => {
      const tidy = tidyBarcode(barcode)
      return tidy.ok ? tidy.code : barcode
    })
    return [...new Set(codes)]
  }
  return {
    ...variant,
    sku: tidySku(variant.sku) ?? variant.sku,
    name: variant.name && (cleanLocalName(variant.name) ?? variant.name),
    barcodes: tidied(variant.barcodes),
    packs: variant.packs.map((pack) => ({ ...pack, barcodes: tidied(pack.barcodes) })),
  }
}

/** What a line calls a variant: the product's name, then the variant's own. */
export function fullName(product: Product, variant: Variant): LocalName {
  if (!variant.name) return product.name
  const { en, ar } = variant.name
  return { en: `${product.name.en} ${en}`, ar: `${product.name.ar} ${ar}` }
}
