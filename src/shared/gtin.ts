// Global trade item numbers: which texts are one, in which of their lengths, and in 14 digits. Whether
// anybody sells under a number is not known here.

import { checkDigitOf, hasCheckDigit, isDigits } from './check-digit.ts'

export type GtinFormat = 'ean-8' | 'upc-a' | 'upc-e' | 'ean-13' | 'gtin-14'
export type GtinFault = 'characters' | 'length' | 'zero' | 'check-digit'

const formats: Readonly<Record<number, GtinFormat>> = {
  8: 'ean-8',
  12: 'upc-a',
  13: 'ean-13',
  14: 'gtin-14',
}

/** The format a GTIN of this many digits is printed in; undefined for any other length. */
export function gtinFormat(digits: number): GtinFormat | undefined {
  return formats[digits]
}

/** Whether it is zeros only: they have a right check digit, yet no goods are numbered so. */
export function isAllZeros(text: string): boolean {
  return /^0+$/.test(text)
}

/** Why the text is no GTIN of 8, 12, 13 or 14 digits; undefined if it is one. */
export function gtinFault(text: string): GtinFault | undefined {
  if (!isDigits(text)) return 'characters'
  if (formats[text.length] === undefined) return 'length'
  if (isAllZeros(text)) return 'zero'
  return hasCheckDigit(text) ? undefined : 'check-digit'
}

/** The GTIN in 14 digits, zeros in front; undefined where `gtinFault` finds a fault. */
export function toGtin14(text: string): string | undefined {
  return gtinFault(text) === undefined ? text.padStart(14, '0') : undefined
}

/**
 * The UPC-A of an 8-digit UPC-E (number system 0 or 1), undefined where its check digit is wrong or
 * all of it is zero.
 */
export function expandUpcE(text: string): string | undefined {
  if (!/^[01]\d{7}$/.test(text) || isAllZeros(text)) return undefined
  const [system, body, last, check] = [text[0], text.slice(1, 6), Number(text[6]), text[7]]
  let data = `${body}0000${last}`
  if (last <= 2) data = `${body.slice(0, 2)}${last}0000${body.slice(2)}`
  else if (last === 3) data = `${body.slice(0, 3)}00000${body.slice(3)}`
  else if (last === 4) data = `${body.slice(0, 4)}00000${body.slice(4)}`
  const digits = `${system}${data}`
  return checkDigitOf(digits) === check ? `${digits}${check}` : undefined
}

/** Whether a shop may have issued this GTIN-14 itself: 02, 20-29, or an EAN-8 beginning with 0 or 2. */
export function isRestricted(gtin: string): boolean {
  return /^00?2/.test(gtin) || /^0{6}[02]/.test(gtin)
}
