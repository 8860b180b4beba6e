// Element strings cut into identifiers and values, raw or in brackets, each value held against its
// format. It keeps identifiers nobody has assigned and gives no value a meaning.

import { fieldsOf } from './gs1-carriers.ts'
import { checks, isOf, isRefusing } from './gs1-checks.ts'
import {
  type Identifier,
  identifierLength,
  identifiers,
  predefinedLength,
} from './gs1-identifiers.ts'

const LONGEST_VALUE = 90
const MOST_ELEMENTS = 64

/** One identifier with its value as it was read; `at` is where the value begins in the scanned text. */
export type Gs1Element = {
  readonly ai: string
  readonly value: string
  readonly at: number
}

export type Gs1ProblemCode =
  | 'empty'
  | 'too-long'
  | 'not-gs1'
  | 'identifier-unknown'
  | 'brackets'
  | 'value-missing'
  | 'value-length'
  | 'value-characters'
  | 'check-digit'
  | 'date'
  | 'too-many'
  | 'link'

/** Why a text could not be read: a code, the index where reading stopped, and words for a log. */
export type Gs1Problem = {
  readonly code: Gs1ProblemCode
  readonly at: number
  readonly detail: string
}

/** A fault found while reading; caught where the answer is put together, so it never leaves shared/. */
export class Unreadable extends Error {
  readonly problem: Gs1Problem

  constructor(code: Gs1ProblemCode, at: number, detail: string) {
    super(detail)
    this.problem = { code, at, detail }
  }
}

/** Reads elements from `start` on, separated by FNC1 where their length is not fixed. */
export function readElements(text: string, start: number): Gs1Element[] {
  const elements: Gs1Element[] = []
  for (const { from, to } of fieldsOf(text, start)) {
    let at = from
    while (at < to) {
      const element = readElement(text.slice(at, to), at)
      elements.push(element)
      if (elements.length > MOST_ELEMENTS) throw new Unreadable('too-many', at, 'too many elements')
      at = element.at + element.value.length
    }
  }
  return elements
}

function readElement(text: string, at: number): Gs1Element {
  const digits = identifierLength(text)
  if (digits === undefined || !/^\d+$/.test(text.slice(0, digits)) || text.length < digits) {
    throw new Unreadable('identifier-unknown', at, `no identifier begins '${text.slice(0, 4)}'`)
  }
  const ai = text.slice(0, digits)
  const fixed = predefinedLength(ai)
  return {
    ai,
    value: text.slice(digits, fixed === undefined ? undefined : digits + fixed),
    at: at + digits,
  }
}

/** Reads the form for people: `(01)09521234543213(10)ABC`; a backslash keeps a bracket in a value. */
export function readBracketed(text: string): Gs1Element[] {
  const elements: Gs1Element[] = []
  let at = 0
  while (at < text.length) {
    const head = /^\((\d{2,4})\) */.exec(text.slice(at, at + 10))
    if (head?.[1] === undefined) throw new Unreadable('brackets', at, 'no identifier in brackets')
    const from = at + head[0].length
    let to = text.indexOf('(', from)
    while (to > from && text[to - 1] === '\\') to = text.indexOf('(', to + 1)
    if (to < 0) to = text.length
    const value = text.slice(from, to).replaceAll('\\(', '(').trimEnd()
    elements.push({ ai: head[1], value, at: from })
    if (elements.length > MOST_ELEMENTS) throw new Unreadable('too-many', at, 'too many elements')
    at = to
  }
  return elements
}

/**
 * Holds a value against the format of its identifier and says whether it is in doubt: a code in it is
 * none of the known ones. Throws Unreadable where length, characters, check digit or date are wrong.
 */
export function isDoubtful(element: Gs1Element): boolean {
  const { ai, value, at } = element
  if (value === '') throw new Unreadable('value-missing', at, `(${ai}) has no value`)
  const identifier = identifiers.get(ai)
  if (identifier === undefined) {
    const length = predefinedLength(ai) ?? value.length
    if (value.length !== length || length > LONGEST_VALUE) throw badLength(element)
    if (!isOf('X', value)) throw badCharacters(element)
    return false
  }
  return checkParts(element, identifier)
}

function checkParts(element: Gs1Element, { parts }: Identifier): boolean {
  const { ai, value, at } = element
  let doubtful = false
  let used = 0
  for (const { set, min, max, optional, check } of parts) {
    const part = value.slice(used, used + max)
    if (part === '' && optional) continue
    if (part.length < min) throw badLength(element)
    if (!isOf(set, part)) throw badCharacters(element)
    if (check !== undefined && !checks[check](part)) {
      if (isRefusing(check)) {
        const code = check === 'checkDigit' ? 'check-digit' : 'date'
        throw new Unreadable(code, at + used, `(${ai}) ${part} has a wrong ${code}`)
      }
      doubtful = true
    }
    used += part.length
  }
  if (used < value.length) throw badLength(element)
  return doubtful
}

const badLength = ({ ai, value, at }: Gs1Element): Unreadable =>
  new Unreadable('value-length', at, `(${ai}) cannot have ${value.length} characters`)

const badCharacters = ({ ai, at }: Gs1Element): Unreadable =>
  new Unreadable('value-characters', at, `(${ai}) has characters it may not have`)
