// How GS1 element strings arrive from scanners and keyboards: symbology identifiers, and the separator
// FNC1 in its disguises. It knows no application identifiers.

import { hasCheckDigit } from './check-digit.ts'

/** Longer texts are refused unread; the fullest symbol in a shop holds a fraction of it. */
export const LONGEST_SCAN = 2048

// GS1-128, DataBar and composites, DataMatrix, QR and DotCode, each in its GS1 mode.
const SYMBOLOGIES = /^\](C1|e0|d2|Q3|J1)/
const COMPOSITE = '|]e0'
// Not one of these characters may occur in a value, so that none is taken for a separator wrongly.
// eslint-disable-next-line no-control-regex
const SEPARATOR = /\u001d|\^|\{GS\}|\u241d/g
const LINK = /^(?:\][A-Za-z]\d)?(?:https?|HTTPS?):\/\//

/** Where the elements begin if the text is announced as GS1 by its symbology; else undefined. */
export function symbologyEnd(text: string): number | undefined {
  return SYMBOLOGIES.test(text) ? 3 : undefined
}

/** The EAN digits (]E0 or ]E4) and where the elements of its composite component begin, if any. */
export function readLinear(text: string): { digits: string; rest: number } | undefined {
  const match = /^\]E(?:0(\d{13})|4(\d{8}))(?:$|\|\]e0)/.exec(text)
  if (match === null) return undefined
  const digits = match[1] ?? match[2] ?? ''
  const end = 3 + digits.length
  return { digits, rest: text.startsWith(COMPOSITE, end) ? end + COMPOSITE.length : text.length }
}

/** Whether the text is a web address, as a Digital Link is, behind a symbology identifier or not. */
export function isLink(text: string): boolean {
  return LINK.test(text)
}

/** The stretches of text between separators, from `start` on; empty ones are left out. */
export function fieldsOf(text: string, start: number): { from: number; to: number }[] {
  const fields: { from: number; to: number }[] = []
  let from = start
  for (const match of text.matchAll(SEPARATOR)) {
    if (match.index < start) continue
    if (match.index > from) fields.push({ from, to: match.index })
    from = match.index + match[0].length
  }
  if (from < text.length) fields.push({ from, to: text.length })
  return fields
}

// A wedge that sends neither prefix nor FNC1 is recognised by a leading key whose check digit is right.
function beginsWithKey(text: string): boolean {
  if (/^0[12]/.test(text)) return text.length >= 16 && hasCheckDigit(text.slice(2, 16))
  return text.startsWith('00') && text.length >= 20 && hasCheckDigit(text.slice(2, 20))
}

/** Whether the text is a bare element string: it begins with FNC1, or with a key that checks. */
export function isBareElements(text: string): boolean {
  return text.search(SEPARATOR) === 0 || beginsWithKey(text)
}

/** Whether the text should be read as a GS1 message at all. */
export function carriesElements(text: string): boolean {
  if (symbologyEnd(text) !== undefined || isLink(text) || isBareElements(text)) return true
  const linear = readLinear(text)
  return /^\(\d/.test(text) || (linear !== undefined && linear.rest < text.length)
}
