// What kinds of terminal there are to the feed and to permissions, and how an invitation's code is
// written. It knows no device.
import type { Audience } from '#shared/contract.ts'
import { latinDigits } from '#shared/text.ts'
import type { Terminal } from './contract.ts'

type Kind = Terminal['kind']

/** What is pushed to a terminal of a kind. */
export const audienceOfKind: Readonly<Record<Kind, Audience>> = {
  till: 'till',
  scanner: 'scanner',
  display: 'till',
}

/**
 * What a terminal may do while nobody has signed in at it: a hardware scanner has no keyboard to sign
 * in with. A till alone posts its journal, each entry of which names its person, and no more.
 */
export const aloneMay: Readonly<Record<Kind, readonly string[]>> = {
  till: [],
  scanner: [
    'stock.receive',
    'stock.move',
    'stock.adjust',
    'stock.levels',
    'catalog.look-up',
    'stores.list',
  ],
  display: [],
}

/** Letters and digits nobody mistakes for one another when reading them aloud. */
export const CODE_ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
export const CODE_LENGTH = 8

/** A code as it was typed, as it was made: capitals and Latin digits, without spaces and dashes. */
export function codeOf(typed: string): string {
  return latinDigits(typed)
    .toUpperCase()
    .replace(/[\s-]+/g, '')
}
