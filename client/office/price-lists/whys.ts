// Why a price holds or does not, as far as this client has words for it. The rules may learn another reason before it does.
import type { Why } from '#prices/rules.ts'

const known: Record<Why, true> = {
  holds: true,
  'list-unknown': true,
  'list-inactive': true,
  'list-of-other-currency': true,
  'list-of-other-stores': true,
  'list-of-other-customers': true,
  'list-of-other-channels': true,
  'list-not-begun': true,
  'list-over': true,
  'not-begun': true,
  over: true,
  'other-pack': true,
  'quantity-too-small': true,
  'lower-priority': true,
  'smaller-quantity-break': true,
  older: true,
}

export const isWhy = (why: string): why is Why => Object.hasOwn(known, why)
