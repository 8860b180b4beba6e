// What the elements of one scan say about each other: which are missing, which exclude or contradict
// each other. It warns and never refuses, because the goods are on the counter.

import type { Gs1Element } from './gs1-elements.ts'
import { identifiers, isMeant } from './gs1-identifiers.ts'

export type Gs1WarningCode =
  /** Nobody has assigned the identifier; its value is kept. */
  | 'identifier-unknown'
  /** A code inside the value is none of the known ones. */
  | 'value-doubtful'
  /** `ai` is meant to stand with one of `others`. */
  | 'needs'
  /** `ai` may not stand with `others`. */
  | 'excludes'
  /** `ai` came twice with different values; the first one counts. */
  | 'repeat-differs'
  /** A signature needs a key with a serial number. */
  | 'serial-missing'
  /** A Digital Link gives `ai` as an attribute, or gives it twice. */
  | 'link-misplaced'
  | 'link-repeated'
  /** Two expiry dates differ, or goods expire before they were made. */
  | 'dates-differ'
  | 'expires-before-made'
  /** More than one quantity was given; the measure counts, then the count. */
  | 'several-quantities'
  /** A quantity or amount is finer than can be kept and was left out. */
  | 'too-fine'
  /** An amount came without a currency, or with one nobody knows, and was left out. */
  | 'currency-unknown'

export type Gs1Warning = {
  readonly code: Gs1WarningCode
  readonly ai: string
  readonly others: readonly string[]
}

// Keys that have a serial number only if they are longer than this.
const serialised: ReadonlyMap<string, number> = new Map([
  ['253', 13],
  ['255', 13],
  ['8003', 14],
])

function repeats(elements: readonly Gs1Element[]): Gs1Warning[] {
  const first = new Map<string, string>()
  const differing = new Set<string>()
  for (const { ai, value } of elements) {
    const known = first.get(ai)
    if (known === undefined) first.set(ai, value)
    else if (known !== value) differing.add(ai)
  }
  return [...differing].map((ai) => ({ code: 'repeat-differs', ai, others: [] }))
}

function unmet(ai: string, present: ReadonlySet<string>): Gs1Warning[] {
  const isPresent = (pattern: string): boolean =>
    present.has(pattern) || [...present].some((other) => isMeant(pattern, other))
  const missing = (identifiers.get(ai)?.needs ?? []).filter(
    (group) => !group.some((alternative) => alternative.every(isPresent)),
  )
  return missing.map((group) => ({
    code: 'needs',
    ai,
    others: group.map((alternative) => alternative.join('+')),
  }))
}

function excluded(ai: string, present: ReadonlySet<string>): Gs1Warning[] {
  const excludes = identifiers.get(ai)?.excludes ?? []
  const others = [...present].filter(
    (other) => other !== ai && excludes.some((pattern) => isMeant(pattern, other)),
  )
  return others.length > 0 ? [{ code: 'excludes', ai, others }] : []
}

/** Warnings about the elements of one scan, in the order the elements came. */
export function warningsOf(elements: readonly Gs1Element[]): Gs1Warning[] {
  const present = new Set(elements.map(({ ai }) => ai))
  const warnings = repeats(elements)
  for (const ai of present) warnings.push(...unmet(ai, present), ...excluded(ai, present))
  for (const { ai, value } of present.has('8030') ? elements : []) {
    if (value.length <= (serialised.get(ai) ?? 0)) {
      warnings.push({ code: 'serial-missing', ai, others: ['8030'] })
    }
  }
  return warnings
}
