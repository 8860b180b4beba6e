// What the parts of a GS1 value must look like beyond length and character set. A check answers yes or
// no; whether a no refuses the scan or only raises a doubt is decided by who asks.

import { hasCheckDigit, hasCheckPair, isDigits } from './check-digit.ts'
import { isCountry, isCountryNumber } from './countries.ts'
import { currencyOfNumber } from './currencies.ts'

export type CharacterSet = 'N' | 'X' | 'Y' | 'Z'

const characterSets: Readonly<Record<CharacterSet, RegExp>> = {
  N: /^\d*$/,
  X: /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]*$/,
  Y: /^[#\-/0-9A-Z]*$/,
  Z: /^[A-Za-z0-9_=-]*$/,
}

/** Whether every character is of the set: digits, the invariant 82, the upper-case 39, base 64 for URLs. */
export function isOf(set: CharacterSet, text: string): boolean {
  if (!characterSets[set].test(text)) return false
  return set !== 'Z' || isPadded(text)
}

// Padding stands only at the end. GS1's reference completes groups of three signs with it, where RFC
// 4648 has groups of four; whoever signs for GS1 follows the reference.
function isPadded(text: string): boolean {
  const padding = /=.*$/.exec(text)?.[0]
  return padding === undefined || (/^={1,2}$/.test(padding) && text.length % 3 === 0)
}

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** The days of a month (1-12) of a full year; 0 for a month that is none. */
export function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return month === 2 && !leap ? 28 : (DAYS[month - 1] ?? 0)
}

function isDate(text: string, yearDigits: 2 | 4, dayMayBe0: boolean): boolean {
  if (!isDigits(text) || text.length !== yearDigits + 4) return false
  // Two digits are taken as 20yy: of the years they may mean only 1900 and 2100 leap differently.
  const year = Number(text.slice(0, yearDigits)) + (yearDigits === 2 ? 2000 : 0)
  const day = Number(text.slice(-2))
  const last = daysIn(year, Number(text.slice(yearDigits, yearDigits + 2)))
  return last > 0 && day <= last && (day > 0 || dayMayBe0)
}

const isBelow = (text: string, limit: number): boolean =>
  /^\d\d$/.test(text) && Number(text) < limit

function isPieceOfTotal(text: string): boolean {
  if (!isDigits(text) || text.length % 2 !== 0) return false
  const piece = Number(text.slice(0, text.length / 2))
  const total = Number(text.slice(text.length / 2))
  return piece > 0 && piece <= total
}

function isPositionOfEnd(text: string): boolean {
  const match = /^([1-9]\d*)\/([1-9]\d*)$/.exec(text)
  return match !== null && Number(match[1]) <= Number(match[2])
}

function isIban(text: string): boolean {
  if (!/^[A-Z]{2}[A-Z0-9]{3,32}$/.test(text) || !isCountry(text.slice(0, 2))) return false
  let rest = 0
  for (const character of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(character, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

// Numbers that barcodes may still carry and no price is in: metals, funds, tests, a withdrawn lev.
const OTHER_CURRENCIES = new Set(
  '955 956 957 958 959 960 961 962 963 964 965 975 994 999'.split(' '),
)

const angle =
  (most: number) =>
  (text: string): boolean =>
    /^\d{10}$/.test(text) && Number(text) <= most

export const checks = {
  checkDigit: hasCheckDigit,
  checkPair: hasCheckPair,
  date: (text: string) => isDate(text, 2, false),
  dateOrMonth: (text: string) => isDate(text, 2, true),
  longDate: (text: string) => isDate(text, 4, false),
  longDateOrMonth: (text: string) => isDate(text, 4, true),
  time: (text: string) =>
    text.length === 4 && isBelow(text.slice(0, 2), 24) && isBelow(text.slice(2), 60),
  hour: (text: string) => isBelow(text, 24),
  minute: (text: string) => isBelow(text, 60),
  second: (text: string) => isBelow(text, 60),
  country: isCountryNumber,
  countryOrAny: (text: string) => text === '999' || isCountryNumber(text),
  countryLetters: isCountry,
  currency: (text: string) => currencyOfNumber(text) !== undefined || OTHER_CURRENCIES.has(text),
  sex: (text: string) => /^[0129]$/.test(text),
  winding: (text: string) => /^[019]$/.test(text),
  yesNo: (text: string) => /^[01]$/.test(text),
  zero: (text: string) => /^0+$/.test(text),
  nonZero: (text: string) => isDigits(text) && !/^0+$/.test(text),
  noLeadingZero: (text: string) => /^([1-9]\d*)?$/.test(text),
  nonDigit: (text: string) => /[^0-9]/.test(text),
  minus: (text: string) => /^-+$/.test(text),
  percentEncoded: (text: string) => !/%(?![0-9A-Fa-f]{2})/.test(text),
  importer: (text: string) => /^[A-Za-z0-9_-]$/.test(text),
  mediaType: (text: string) => /^(0[1-9]|10|[89]\d)$/.test(text),
  pieceOfTotal: isPieceOfTotal,
  positionOfEnd: isPositionOfEnd,
  latitude: angle(1_800_000_000),
  longitude: angle(3_600_000_000),
  iban: isIban,
} as const satisfies Record<string, (text: string) => boolean>

export type CheckName = keyof typeof checks

// A wrong key or date would put the wrong goods on the receipt; a wrong country code would not.
const REFUSING: ReadonlySet<CheckName> = new Set<CheckName>([
  'checkDigit',
  'date',
  'dateOrMonth',
  'longDate',
  'time',
  'hour',
  'minute',
  'second',
])

/** Whether failing the check makes the whole scan unusable, rather than one value doubtful. */
export function isRefusing(check: CheckName): boolean {
  return REFUSING.has(check)
}
