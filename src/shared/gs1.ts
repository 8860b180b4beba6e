// One answer for a GS1 message however it was scanned, typed or linked, the same for tills, scanners and
// the back office. It looks nothing up, reads no clock and runs in time linear in the text.

import { isBareElements, isLink, LONGEST_SCAN, readLinear, symbologyEnd } from './gs1-carriers.ts'
import {
  type Gs1Element,
  type Gs1Problem,
  isDoubtful,
  readBracketed,
  readElements,
  Unreadable,
} from './gs1-elements.ts'
import { identifiers } from './gs1-identifiers.ts'
import { type LinkReading, readLink } from './gs1-link.ts'
import { type Gs1Context, type Gs1Meaning, meaningOf } from './gs1-meaning.ts'
import { type Gs1Warning, warningsOf } from './gs1-rules.ts'

export type { Gs1Element, Gs1Problem, Gs1ProblemCode } from './gs1-elements.ts'
export type { Gs1Context } from './gs1-meaning.ts'
export type { Gs1Warning, Gs1WarningCode } from './gs1-rules.ts'

/** What a GS1 message says; `elements` keeps everything read, in order, unknown identifiers too. */
export type Gs1Reading = Gs1Meaning & {
  readonly elements: readonly Gs1Element[]
  readonly warnings: readonly Gs1Warning[]
}

export type Gs1Answer =
  | { readonly ok: true; readonly reading: Gs1Reading }
  | { readonly ok: false; readonly problem: Gs1Problem }

function read(text: string): LinkReading {
  if (text === '') throw new Unreadable('empty', 0, 'nothing was scanned')
  if (text.length > LONGEST_SCAN) throw new Unreadable('too-long', LONGEST_SCAN, 'too long')
  if (isLink(text)) return readLink(text)
  if (text.startsWith('(')) return { elements: readBracketed(text), misplaced: [] }
  const linear = readLinear(text)
  if (linear !== undefined) {
    const gtin = { ai: '01', value: linear.digits.padStart(14, '0'), at: 3 }
    return { elements: [gtin, ...readElements(text, linear.rest)], misplaced: [] }
  }
  const start = symbologyEnd(text) ?? (isBareElements(text) ? 0 : undefined)
  if (start === undefined) throw new Unreadable('not-gs1', 0, 'no sign of a GS1 message')
  const elements = readElements(text, start)
  if (elements.length === 0) throw new Unreadable('empty', start, 'a GS1 message without elements')
  return { elements, misplaced: [] }
}

function linkWarnings(text: string, { elements, misplaced }: LinkReading): Gs1Warning[] {
  if (!isLink(text)) return []
  const names = elements.map(({ ai }) => ai)
  const repeated = new Set(names.filter((ai, i) => names.indexOf(ai) !== i))
  return [
    ...misplaced.map((ai) => ({ code: 'link-misplaced' as const, ai, others: [] })),
    ...[...repeated].map((ai) => ({ code: 'link-repeated' as const, ai, others: [] })),
  ]
}

function answer(text: string, context: Gs1Context): Gs1Reading {
  const found = read(text)
  const { elements } = found
  const warnings: Gs1Warning[] = []
  for (const element of elements) {
    const { ai } = element
    if (isDoubtful(element)) warnings.push({ code: 'value-doubtful', ai, others: [] })
    if (!identifiers.has(ai)) warnings.push({ code: 'identifier-unknown', ai, others: [] })
  }
  warnings.push(...linkWarnings(text, found), ...warningsOf(elements))
  const { meaning, warnings: doubts } = meaningOf(elements, context)
  return { ...meaning, elements, warnings: [...warnings, ...doubts] }
}

/**
 * Reads element strings (symbology prefix or leading FNC1; FNC1 as GS, `^`, `{GS}` or ␝), the bracketed
 * form and Digital Link addresses, at most 2048 characters. Wrong lengths, characters, check digits and
 * dates are a problem; all else that is odd is a typed warning beside the reading.
 */
export function parseGs1(scanned: string, context: Gs1Context): Gs1Answer {
  try {
    return { ok: true, reading: answer(scanned, context) }
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, problem: error.problem }
    throw error
  }
}
