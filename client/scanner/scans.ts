// What a handheld has read: which goods, and what the code itself said about lot, date and quantity. Pure, over
// the device's own copy; it decides nothing about whether the goods may come in.
import { fullName, lookUp, type CatalogAccess } from '#catalog/rules.ts'
import { classifyScan } from '#shared/barcode.ts'
import { parseGs1 } from '#shared/gs1.ts'
import type { Id } from '#shared/ids.ts'
import type { Names } from '../look/locale.ts'

/** The GS1 application identifier each fact was read from; a fact that was not in the code has none. */
export type Said = { gtin?: string; lot?: string; expiry?: string; quantity?: string }

export type Read = {
  variantId: Id
  sku: string
  names: Names
  unit: string
  /** Every unit belongs to a lot. */
  tracked: boolean
  service: boolean
  /** 14 digits, or the code as scanned where it is none. */
  code: string
  lotCode: string | null
  expiryOn: string | null
  /** Null where the code says none: one unit is meant. */
  quantityMilli: number | null
  said: Said
}
export type Reading =
  | { kind: 'found'; read: Read }
  | { kind: 'unknown'; code: string }
  | { kind: 'refused'; reason: string }

export type ScanContext = { referenceYear: number; currency?: string }

const dates = ['17', '7003', '16', '15']

/** Reads a scanned or typed text against the catalogue. */
export function readScan(access: CatalogAccess, scanned: string, context: ScanContext): Reading {
  const found = lookUp(access, scanned, context)
  if (found.kind !== 'found') return found
  const { product, variant } = found
  const message = readMessage(scanned, context)
  const tracked = product.tracking === 'lot'
  const read: Read = {
    variantId: variant.id,
    sku: variant.sku,
    names: fullName(product, variant),
    unit: variant.unit,
    tracked,
    service: product.service,
    code: message?.gtin ?? variant.barcodes[0] ?? scanned.trim(),
    // Goods that are not kept by lot have none, whatever the code says.
    lotCode: tracked ? found.lotCode : null,
    expiryOn: found.expiryOn,
    quantityMilli: found.quantityMilli,
    said: message?.said ?? {},
  }
  return { kind: 'found', read }
}

function readMessage(scanned: string, context: ScanContext) {
  const scan = classifyScan(scanned)
  const parsed = scan.kind === 'gs1' ? parseGs1(scan.text, context) : null
  if (!parsed?.ok) return null
  const present = parsed.reading.elements.map(({ ai }) => ai)
  const first = (wanted: readonly string[]) => wanted.find((ai) => present.includes(ai))
  const measure = present.find((ai) => ai.length === 4 && /^3[1-5]/.test(ai))
  const said: Said = {}
  const put = (fact: keyof Said, ai: string | undefined) => {
    if (ai !== undefined) said[fact] = ai
  }
  put('gtin', first(['01', '02']))
  put('lot', first(['10']))
  put('expiry', first(dates))
  put('quantity', measure ?? first(['30', '37']))
  return { gtin: parsed.reading.gtin, said }
}

/** A GTIN in the groups people read it in: indicator, then twice six with one digit between. */
export function gtinGroups(code: string): string {
  if (!/^\d{14}$/.test(code)) return code
  return `${code[0]} ${code.slice(1, 8)} ${code.slice(8)}`
}
