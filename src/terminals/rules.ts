// What kinds of terminal there are to the feed and to permissions, and how long an invitation's code
// is. It knows no device.
import type { Audience } from '#shared/contract.ts'
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

/** Letters and digits of an invitation: 40 bits, which hold a quarter of an hour. */
export const CODE_LENGTH = 8
