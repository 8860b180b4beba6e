// What paying asks for beyond what the basket itself does: credit over a customer's limit, and money that goes back
// without a receipt or otherwise than it came. The hub judges again; here it is said in time.
import { availableCredit } from '#customers/rules.ts'
import type { SaleBody, Tender } from '#sales/contract.ts'
import { type Ask, noReceiptAsk } from '#sales/rules.ts'
import type { Credit } from './paying.ts'
import { type Coming, returnAskMinor } from './refund-ways.ts'

export type Money = { readonly credit: Credit; readonly coming: Coming }

/** What is charged to the customer beyond the limit. */
export function creditAsk(tenders: readonly Tender[], credit: Credit): Ask | undefined {
  if (credit.kind !== 'known') return undefined
  const charged = tenders.filter(({ kind }) => kind === 'on-account')
  const chargedMinor = charged.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const askMinor = chargedMinor - availableCredit(credit.account)
  return chargedMinor > 0 && askMinor > 0 ? { kind: 'credit', askMinor, askPpm: null } : undefined
}

/** What the tenders of a sale ask for. */
export function moneyAsks(
  { tenders, totals }: Pick<SaleBody, 'tenders' | 'totals'>,
  { credit, coming }: Money,
): Ask[] {
  const back = noReceiptAsk(returnAskMinor(coming, tenders, totals.roundingMinor))
  const over = creditAsk(tenders, credit)
  return [back, over].filter((ask) => ask !== undefined)
}

/** All that a sale asks for. Of a return the payment knows more than the basket: by what it is given back. */
export function allAsks(ofBasket: readonly Ask[], ofMoney: readonly Ask[]): Ask[] {
  const isOfMoney = ({ kind }: Ask) => kind === 'no-receipt-return' || kind === 'credit'
  return [...ofBasket.filter((ask) => !isOfMoney(ask)), ...ofMoney]
}
