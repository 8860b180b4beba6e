// What a sale left on gift cards, credit and vouchers, on its receipt; a code that was made with it is told here once.
import type { StoredValueKind } from '#stored-value/contract.ts'
import { type PaperItem, qr, row, rule, span, text } from './paper.ts'
import type { PaperWord, Press } from './press.ts'

/** What an account is called. */
export const storedWords = {
  'gift-card': 'giftCard',
  'store-credit': 'storeCredit',
  voucher: 'voucher',
} as const satisfies Record<StoredValueKind, PaperWord>

export type PaperValue = {
  readonly kind: StoredValueKind
  readonly last4: string | null
  /** Made with the sale; null for a card that carries its own. */
  readonly code: string | null
  readonly leftMinor: number
}

export function valueItems(values: readonly PaperValue[], press: Press): PaperItem[] {
  return values.flatMap(({ kind, last4, code, leftMinor }) => [
    rule,
    row(press.say(storedWords[kind]), last4 === null ? '' : [span(last4, 'code')]),
    row(press.say('balance'), press.money(leftMinor), { strong: true }),
    ...(code === null
      ? []
      : [qr(code), text([span(code, 'code')], { align: 'middle', strong: true })]),
  ])
}
