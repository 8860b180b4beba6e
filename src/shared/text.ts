// Text that people type and others will read: names made safe to keep, digits made Latin, and cells
// made safe for a spreadsheet. It never judges meaning and never shortens a name by itself.

import Type, { type Static } from 'typebox'

const MARKS_IN_A_ROW = 4
// A grapheme of a name is rarely more than a few code units; beyond this the text is not even segmented.
const UNITS_PER_GRAPHEME = 16

// Control and format characters that show nothing, reorder their surroundings or talk to a printer:
// C0, DEL, C1, soft hyphen, zero-width space, bidi marks, embeddings, overrides and isolates, byte order
// mark, interlinear annotation, tags, noncharacters. The joiners U+200C and U+200D stay: Arabic script
// and emoji need them.
const UNSEEN =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb\ufffe\uffff\u{e0000}-\u{e0fff}]/gu
const WHITE = /[\s\u0085]+/gu
const MARK = /\p{M}/u
const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })

/**
 * One line of text for people: no control characters and no bidirectional overrides, 1 to 200 characters.
 * What is stored has gone through `cleanName` as well.
 */
export const PlainName = Type.String({
  minLength: 1,
  maxLength: 200,
  pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]*$',
  description: 'One line of text without control characters or bidirectional overrides',
})
export type PlainName = Static<typeof PlainName>

/** The number of characters as a reader counts them. */
export function graphemeCount(text: string): number {
  return [...segmenter.segment(text)].length
}

function withoutFloods(text: string): string {
  let marks = 0
  let kept = ''
  for (const character of text) {
    marks = MARK.test(character) ? marks + 1 : 0
    if (marks <= MARKS_IN_A_ROW) kept += character
  }
  return kept
}

/**
 * A name fit to keep: NFC, one line, single spaces, nothing unseen, at most four marks on a letter.
 * Undefined where nothing readable is left, it is longer than `maxGraphemes`, or it holds half a
 * surrogate pair.
 */
export function cleanName(text: string, maxGraphemes = 200): string | undefined {
  if (!text.isWellFormed() || text.length > maxGraphemes * UNITS_PER_GRAPHEME) return undefined
  const seen = text.normalize('NFC').replace(WHITE, ' ').replace(UNSEEN, '')
  const cleaned = withoutFloods(seen).replace(WHITE, ' ').trim().normalize('NFC')
  if (cleaned === '' || graphemeCount(cleaned) > maxGraphemes) return undefined
  return cleaned
}

/** Arabic-Indic and Persian digits and signs made Latin, so that a number can be read from them. */
export function latinDigits(text: string): string {
  return text
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replaceAll('\u066b', '.')
    .replaceAll('\u066c', '')
}

// An apostrophe that was there before is kept apart from ours by another one.
const FORMULA = /^'*\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20\u2212]|^'*[\t\r\n]/u
const NUMBER = /^-?\d{1,40}(\.\d{1,40})?$/
const NEEDS_QUOTES = /[",;\t\r\n]|^\s|\s$/u

/**
 * One CSV cell by RFC 4180. Text that a spreadsheet would run as a formula gets an apostrophe in front;
 * a plain number, negative or not, stays a number.
 */
export function csvCell(text: string): string {
  const inert = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
  return NEEDS_QUOTES.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}

/** The text of a cell that `csvCell` wrote, or a spreadsheet kept: without the apostrophe that made it inert. */
export function textOfCell(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell
}

// What no XML document may hold, not even escaped (XML 1.0 §2.2).
const NOT_IN_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

/** The text as a workbook can hold it, which is XML inside: one such character and none can open it. */
export function xmlText(text: string): string {
  return text.replace(NOT_IN_XML, '')
}
