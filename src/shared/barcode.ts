// What a scanned or typed code is: a GTIN, a code of restricted circulation, a GS1 message, or a plain
// in-store code. It normalises GTINs to 14 digits and looks nothing up.

import { carriesElements, LONGEST_SCAN } from './gs1-carriers.ts'
import {
  expandUpcE,
  gtinFault,
  gtinFormat,
  isRestricted,
  type GtinFault,
  type GtinFormat,
} from './gtin.ts'

export { checkDigitOf, hasCheckDigit } from './check-digit.ts'
export { expandUpcE, gtinFault, isRestricted, toGtin14 } from './gtin.ts'
export type { GtinFault, GtinFormat } from './gtin.ts'

export type Scan =
  | { readonly kind: 'gtin' | 'restricted'; readonly gtin: string; readonly format: GtinFormat }
  /** For `parseGs1`; the text is passed on whole. */
  | { readonly kind: 'gs1'; readonly text: string }
  /** `fault` says why a code that could be meant as a GTIN is none. */
  | { readonly kind: 'code'; readonly text: string; readonly fault: GtinFault }
  | { readonly kind: 'refused'; readonly reason: 'empty' | 'too-long' }

/** Says what a scanned text is, its symbology identifier (`]E0` …) and surrounding space ignored. */
export function classifyScan(scanned: string): Scan {
  if (scanned.length > LONGEST_SCAN) return { kind: 'refused', reason: 'too-long' }
  const text = scanned.trim()
  if (text === '') return { kind: 'refused', reason: 'empty' }
  if (carriesElements(text)) return { kind: 'gs1', text }
  const code = /^\][A-Za-z][0-9]/.test(text) ? text.slice(3) : text
  const fault = gtinFault(code)
  const format = gtinFormat(code.length)
  if (fault === undefined && format !== undefined) {
    const gtin = code.padStart(14, '0')
    return { kind: isRestricted(gtin) ? 'restricted' : 'gtin', gtin, format }
  }
  const expanded = expandUpcE(code)
  if (expanded !== undefined) return { kind: 'gtin', gtin: `00${expanded}`, format: 'upc-e' }
  return { kind: 'code', text: code, fault: fault ?? 'length' }
}
