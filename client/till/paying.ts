// What paying adds to the till: what is due and by what, what a customer owes, what comes back, and what can be done
// about it. Only the shapes; `use-paying.ts` fills them.
import type { Id } from '#shared/ids.ts'
import type { StoredValueAccount } from '#stored-value/contract.ts'
import type { CustomerAccount } from '#customers/contract.ts'
import type { Tender } from '#sales/contract.ts'
import type { Asked } from './approval.ts'
import type { PaymentAction } from './payment.ts'
import type { Coming } from './refund-ways.ts'
import type { Bill } from './tenders-taken.ts'

/** Why nothing can be paid now. */
export type StopWhy =
  | 'blocked'
  | 'drawer'
  | 'approval'
  | 'elsewhere'
  | 'insecure-offline'
  | 'not-permitted'

/** What the customer of the basket owes, as the hub last said. */
export type Credit =
  | { readonly kind: 'none' | 'asking' | 'unknown' }
  | { readonly kind: 'known'; readonly account: CustomerAccount }

/** Stored value whose code this till made: it is told once, on the receipt of the sale that fills it. */
export type Issued = Pick<StoredValueAccount, 'id' | 'kind' | 'last4' | 'customerId'> & {
  /** Null for a card that carries its code itself. */
  readonly code: string | null
  /** What was on it before the sale. */
  readonly balanceMinor: number
}
/** For the receipt: what a sale left on a gift card, credit or voucher. */
export type ValueNote = Pick<Issued, 'kind' | 'last4' | 'code'> & {
  readonly accountId: Id
  readonly leftMinor: number
}

export type Paying = {
  readonly bill: Bill
  readonly why: StopWhy | null
  readonly credit: Credit
  readonly coming: Coming
  /** What of this payment needs somebody's word beyond one's own, besides what the basket itself needs. */
  readonly asked: readonly Asked[]
  /** A code is being looked up. */
  readonly finding: boolean
  readonly pay: (action: PaymentAction) => void
  /** Looks the account of a code up and takes it in hand. */
  readonly takeCode: (code: string) => void
  readonly readCredit: () => void
  readonly startPay: () => void
  readonly complete: () => void
  readonly quickPay: (
    tender: Pick<Tender, 'kind' | 'amountMinor'> & { kind: 'cash' | 'card' },
  ) => void
}
