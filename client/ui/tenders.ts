// The ways of paying, and the keys by which their words stand with the pages and with what is printed.
import type { Tender } from '#sales/contract.ts'

export type TenderKind = Tender['kind']

export const tenderKeys = {
  cash: 'cash',
  card: 'card',
  'gift-card': 'giftCard',
  'store-credit': 'storeCredit',
  'on-account': 'account',
  voucher: 'voucher',
} as const satisfies Record<TenderKind, string>

/** The key of its word for a page. */
export const tenderWord = (kind: TenderKind) => `tender.${tenderKeys[kind]}` as const

/** A kind of tender as a text of a report or a total says it; undefined for one that this version does not know. */
export function tenderKeyOf(kind: string): (typeof tenderKeys)[TenderKind] | undefined {
  return kind in tenderKeys ? tenderKeys[kind as TenderKind] : undefined
}
