// The ways of paying that the faces can show, in the order of their keys 1 to 6.

export type TenderKind = 'cash' | 'card' | 'gift-card' | 'store-credit' | 'account' | 'voucher'

export const tenderKinds: readonly TenderKind[] = [
  'cash',
  'card',
  'gift-card',
  'store-credit',
  'account',
  'voucher',
]

export const tenderWord = {
  cash: 'tender.cash',
  card: 'tender.card',
  'gift-card': 'tender.giftCard',
  'store-credit': 'tender.storeCredit',
  account: 'tender.account',
  voucher: 'tender.voucher',
} as const satisfies Record<TenderKind, string>
