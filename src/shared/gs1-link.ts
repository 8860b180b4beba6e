// GS1 Digital Link addresses cut into identifiers and values. It follows no link and trusts no host
// name; what the address says is all it reads.

import { toGtin14 } from './gtin.ts'
import { type Gs1Element, Unreadable } from './gs1-elements.ts'
import { type Identifier, identifiers } from './gs1-identifiers.ts'

const HOST = /^[A-Za-z0-9.:[\]-]+$/
const ADDRESS = /^[\w\-.~:/?#[\]@!$&'()*+,;=%]*$/

// Words that links of the first edition used instead of digits and that are still printed.
const words: ReadonlyMap<string, string> = new Map([
  ['gtin', '01'],
  ['itip', '8006'],
  ['gmn', '8013'],
  ['cpid', '8010'],
  ['gln', '414'],
  ['party', '417'],
  ['gsrnp', '8017'],
  ['gsrn', '8018'],
  ['gcn', '255'],
  ['sscc', '00'],
  ['gdti', '253'],
  ['ginc', '401'],
  ['gsin', '402'],
  ['grai', '8003'],
  ['giai', '8004'],
  ['cpv', '22'],
  ['lot', '10'],
  ['ser', '21'],
])

export type LinkReading = {
  readonly elements: Gs1Element[]
  /** Identifiers found among the attributes that belong into the path. */
  readonly misplaced: readonly string[]
}

/** `%2d` is '-' and, among attributes, `+` is a space; what is no pair of hex digits stays as it is. */
export function percentDecode(text: string, plusIsSpace: boolean): string {
  const spaced = plusIsSpace ? text.replaceAll('+', ' ') : text
  return spaced.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

type Segment = { readonly text: string; readonly at: number }

function split(text: string, separator: string, start: number): Segment[] {
  let at = start
  return text.split(separator).map((part) => {
    const segment = { text: part, at }
    at += part.length + separator.length
    return segment
  })
}

// Links may shorten a GTIN to the digits that are printed under its bars.
function elementOf(ai: string, text: string, at: number): Gs1Element {
  return { ai, value: ai === '01' ? (toGtin14(text) ?? text) : text, at }
}

/** Reads an address that `isLink`; throws Unreadable where it holds no key that GS1 knows. */
export function readLink(text: string): LinkReading {
  const start = text.indexOf('//') + 2
  const [address = ''] = text.split('#', 1)
  const [whole = ''] = address.split('?', 1)
  const slash = whole.indexOf('/', start)
  if (slash < 0 || !HOST.test(whole.slice(start, slash)) || !ADDRESS.test(text)) {
    throw new Unreadable('link', start, 'not a web address with a path')
  }
  const path = readPath(split(whole.slice(slash + 1), '/', slash + 1))
  const attributes = readAttributes(split(address.slice(whole.length + 1), '&', whole.length + 1))
  const found = path.elements.map(({ ai }) => ai)
  const misplaced = attributes.filter(({ ai }) => belongsInPath(path.key, found, ai))
  return {
    elements: [...path.elements, ...attributes],
    misplaced: misplaced.map(({ ai }) => ai),
  }
}

// The key is the rightmost pair that can be one; everything before it is the owner's own path.
function readPath(segments: readonly Segment[]): { key: Identifier; elements: Gs1Element[] } {
  const elements: Gs1Element[] = []
  for (let i = segments.length - 2; i >= 0; i -= 2) {
    const [name, value] = [segments[i], segments[i + 1]]
    if (name === undefined || value === undefined) break
    const identifier = identifiers.get(words.get(name.text) ?? name.text)
    if (identifier === undefined) break
    elements.unshift(elementOf(identifier.ai, percentDecode(value.text, false), value.at))
    if (identifier.key === undefined) continue
    const qualifiers = elements.slice(1).map(({ ai }) => ai)
    if (qualifiers.length > 0 && !identifier.key.some((order) => isOrdered(order, qualifiers))) {
      throw new Unreadable('link', name.at, `(${identifier.ai}) cannot be followed by these`)
    }
    return { key: identifier, elements }
  }
  throw new Unreadable('link', segments[0]?.at ?? 0, 'no key in the path')
}

function isOrdered(order: readonly string[], qualifiers: readonly string[]): boolean {
  const places = qualifiers.map((ai) => order.indexOf(ai))
  return places.every((place, i) => place >= 0 && (i === 0 || place > (places[i - 1] ?? 0)))
}

function readAttributes(segments: readonly Segment[]): Gs1Element[] {
  const elements: Gs1Element[] = []
  for (const { text, at } of segments) {
    const equals = text.indexOf('=')
    const ai = text.slice(0, equals)
    if (equals < 0 || !/^\d{2,4}$/.test(ai)) continue
    elements.push(elementOf(ai, percentDecode(text.slice(equals + 1), true), at + equals + 1))
  }
  return elements
}

function belongsInPath(key: Identifier, path: readonly string[], ai: string): boolean {
  if (identifiers.get(ai)?.pathOnly === true) return true
  const taken = path.slice(1)
  return (key.key ?? []).some(
    (order) => order.includes(ai) && taken.every((other) => order.includes(other)),
  )
}
