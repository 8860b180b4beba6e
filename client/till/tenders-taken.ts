// A tender that was taken: what is known of it beyond what the sale keeps, and what keeps it from being taken. The
// rules are those of sales and stored value; here they get names that the till has words for.
import type { Tender } from '#sales/contract.ts'
import { dueInCash, type SaleSettings, type Taxes, totalsOf } from '#sales/rules.ts'
import type { SaleLine } from '#sales/contract.ts'
import type { Id } from '#shared/ids.ts'
import { latinDigits } from '#shared/text.ts'
import type { StoredValueAccount } from '#stored-value/contract.ts'
import { moveFault } from '#stored-value/rules.ts'

export type Taken = Tender & {
  /** The account behind a code, as it stood when it was found. */
  readonly account?: StoredValueAccount
  /** Store credit that is opened when the sale is made. */
  readonly fresh?: boolean
}

export type Bill = {
  readonly lines: readonly Pick<SaleLine, 'amountMinor' | 'taxId'>[]
  readonly settings: SaleSettings
  readonly taxes: Taxes
  readonly customerId: Id | null
  /** The store's day, by which vouchers run out. */
  readonly onDay: string
  /** False: no account can be looked at, so none is paid with. */
  readonly live: boolean
}

/** Why a tender cannot be taken. */
export type TenderFault =
  | 'too-much'
  | 'card-number'
  | 'needs-link'
  | 'needs-code'
  | 'needs-customer'
  | 'value-short'
  | 'value-other-currency'
  | 'value-not-theirs'
  | 'value-blocked'
  | 'value-used'
  | 'value-over'

/** What a sale keeps of a tender. */
export function tenderOf({ kind, amountMinor, reference }: Taken): Tender {
  return { kind, amountMinor, reference }
}

/** What is left on an account beyond what this payment takes of it already. */
export function valueLeft(account: StoredValueAccount, taken: readonly Taken[]): number {
  const before = taken.filter(({ reference }) => reference === account.id)
  return before.reduce((left, { amountMinor }) => left - amountMinor, account.balanceMinor)
}

/** Whether a text is the number of a payment card, which is kept nowhere: 12 to 19 digits that check. */
export function isCardNumber(text: string): boolean {
  const runs = latinDigits(text).match(/\d(?:[ .-]?\d){11,}/g) ?? []
  return runs.some((run) => {
    const digits = run.replace(/\D/g, '')
    return digits.length <= 19 ? checks(digits) : false
  })
}

function checks(digits: string): boolean {
  let sum = 0
  for (const [i, sign] of [...digits].toReversed().entries()) {
    const digit = Number(sign) * (i % 2 === 0 ? 1 : 2)
    sum += digit > 9 ? digit - 9 : digit
  }
  return sum % 10 === 0
}

function dueOf({ kind }: Taken, taken: readonly Taken[], bill: Bill): number {
  const { lines, settings, taxes } = bill
  if (kind === 'cash') return dueInCash(lines, settings, taxes, taken)
  const sum = taken.reduce((all, { amountMinor }) => all + amountMinor, 0)
  return totalsOf(lines, settings, taxes, taken).totalMinor - sum
}

/** What keeps a tender from being taken after the others; undefined if nothing does. */
export function faultOf(
  tender: Taken,
  taken: readonly Taken[],
  bill: Bill,
): TenderFault | undefined {
  const { kind, amountMinor, reference } = tender
  if (kind === 'card' && reference !== null && isCardNumber(reference)) return 'card-number'
  if (kind !== 'cash' && kind !== 'card' && !bill.live) return 'needs-link'
  if (kind === 'on-account' && bill.customerId === null) return 'needs-customer'
  const value = valueFault(tender, taken, bill)
  if (value) return value
  const dueMinor = dueOf(tender, taken, bill)
  const givesChange = kind === 'cash' && dueMinor >= 0
  return !givesChange && Math.abs(amountMinor) > Math.abs(dueMinor) ? 'too-much' : undefined
}

function valueFault(tender: Taken, taken: readonly Taken[], bill: Bill): TenderFault | undefined {
  const { kind, amountMinor, reference, account, fresh } = tender
  if (kind === 'cash' || kind === 'card' || kind === 'on-account') return undefined
  if (!account) return fresh || reference !== null ? undefined : 'needs-code'
  if (amountMinor >= 0 && amountMinor > valueLeft(account, taken)) return 'value-short'
  const { currency } = bill.settings
  const movable = { ...account, usedBy: null, forfeitedMinor: 0 }
  // Nothing is taken of an empty account: it is as useless as a voucher that is over.
  const moving = { kind, amountMinor: 0 - (amountMinor || 1), currency, documentId: '' }
  const judged = { ...moving, customerId: bill.customerId, voidOf: null }
  if (moveFault(movable, judged, bill.onDay) === undefined) {
    return amountMinor === 0 ? 'value-short' : undefined
  }
  if (account.currency !== currency) return 'value-other-currency'
  if (account.state === 'blocked') return 'value-blocked'
  if (account.state === 'used') return 'value-used'
  if (account.expiresOn !== null && account.expiresOn < bill.onDay) return 'value-over'
  return 'value-not-theirs'
}
