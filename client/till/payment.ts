// Paying for a basket in any mix of tenders, or giving money back, as a pure state. Change comes out of cash alone;
// nothing else takes more than is due, and a card or voucher of ours no more than is on it.
import type { StoredValueAccount } from '#stored-value/contract.ts'
import { dueInCash, totalsOf } from '#sales/rules.ts'
import { exponentOf } from '#shared/money.ts'
import { entryOf, entryValue, type KeypadKey, press } from '../ui/entry.ts'
import { type Bill, faultOf, type Taken, type TenderFault, valueLeft } from './tenders-taken.ts'

/** In the order of their keys. The code of a voucher is typed where that of a gift card is: it says what it is. */
export const payingBy = ['cash', 'card', 'gift-card', 'store-credit', 'on-account'] as const
export type PayingBy = (typeof payingBy)[number]

export type Payment = {
  readonly kind: PayingBy
  /** Nobody has chosen how yet: cash is shown, and a digit still chooses. */
  readonly choosing: boolean
  /** The figure being typed; empty means all that is due, or all that is there. */
  readonly entry: string
  /** What the slip of the card terminal says. */
  readonly reference: string
  /** The gift card, credit or voucher in hand, once its code was found. */
  readonly account: StoredValueAccount | null
  readonly taken: readonly Taken[]
}
export type PaymentAction =
  | { readonly do: 'choose'; readonly kind: PayingBy }
  | { readonly do: 'key'; readonly key: KeypadKey }
  | { readonly do: 'enter'; readonly amountMinor: number }
  | { readonly do: 'add'; readonly whole: number }
  | { readonly do: 'reference'; readonly text: string }
  | { readonly do: 'account'; readonly account: StoredValueAccount | null }
  | { readonly do: 'drop'; readonly index: number }
  | { readonly do: 'take'; readonly taken: readonly Taken[] }
export type Settled =
  | { readonly kind: 'complete'; readonly tenders: readonly Taken[] }
  | { readonly kind: 'more'; readonly payment: Payment }
  | { readonly kind: 'refused'; readonly why: TenderFault }

export const newPayment: Payment = {
  kind: 'cash',
  choosing: true,
  entry: '',
  reference: '',
  account: null,
  taken: [],
}
const emptyHand = { entry: '', reference: '', account: null } as const

export const isByCode = (kind: PayingBy): boolean => kind === 'gift-card' || kind === 'store-credit'

export function changePayment(payment: Payment, action: PaymentAction, bill: Bill): Payment {
  const decimals = exponentOf(bill.settings.currency)
  switch (action.do) {
    case 'choose': {
      // What was typed for the former tender counts before another one is chosen.
      const kept = payment.kind !== action.kind && payment.entry ? commit(payment, bill) : payment
      return { ...kept, ...emptyHand, kind: action.kind, choosing: false }
    }
    case 'key':
      // What is cleared when nothing is typed is the tender that was taken last.
      if (action.key === 'clear' && payment.entry === '' && payment.taken.length > 0) {
        return { ...payment, taken: payment.taken.slice(0, -1) }
      }
      return { ...payment, choosing: false, entry: press(payment.entry, action.key, decimals) }
    case 'enter':
      return { ...payment, choosing: false, entry: entryOf(action.amountMinor, decimals) }
    case 'add': {
      const sum = entryValue(payment.entry, decimals) + action.whole * 10 ** decimals
      return { ...payment, choosing: false, entry: entryOf(sum, decimals) }
    }
    case 'reference':
      return { ...payment, choosing: false, reference: action.text }
    case 'account':
      return inHand(payment, action.account)
    case 'drop':
      return { ...payment, taken: payment.taken.toSpliced(action.index, 1) }
    case 'take':
      return { ...newPayment, taken: action.taken }
  }
}

function inHand(payment: Payment, account: StoredValueAccount | null): Payment {
  const kind = isByCode(payment.kind) ? payment.kind : 'gift-card'
  return { ...payment, kind, choosing: false, account }
}

export const sumOf = (tenders: readonly Pick<Taken, 'amountMinor'>[]): number =>
  tenders.reduce((sum, { amountMinor }) => sum + amountMinor, 0)

/** What is left after what was taken, if the rest is paid so; negative: to be given back. */
export function dueBy(kind: PayingBy, taken: readonly Taken[], bill: Bill): number {
  const { lines, settings, taxes } = bill
  if (kind === 'cash') return dueInCash(lines, settings, taxes, taken)
  return totalsOf(lines, settings, taxes, taken).totalMinor - sumOf(taken)
}

/** The tender in hand: what was typed, or all that is due and there; null where that is nothing. */
export function tenderInHand(payment: Payment, bill: Bill): Taken | null {
  const { kind, entry, reference, account, taken } = payment
  const dueMinor = dueBy(kind, taken, bill)
  const typedMinor = entryValue(entry, exponentOf(bill.settings.currency))
  const allMinor =
    account && dueMinor > 0 ? Math.min(dueMinor, valueLeft(account, taken)) : dueMinor
  const amountMinor = entry === '' ? allMinor : typedMinor * (dueMinor < 0 ? -1 : 1)
  if (amountMinor === 0 && !(account && dueMinor > 0)) return null
  if (!isByCode(kind)) {
    const said = kind === 'card' ? reference.trim() || null : null
    return { kind, amountMinor, reference: said }
  }
  if (!account) {
    const fresh = kind === 'store-credit' && dueMinor < 0
    return { kind, amountMinor, reference: null, ...(fresh && { fresh }) }
  }
  return { kind: account.kind, amountMinor, reference: account.id, account }
}

/** How the payment stands: what was typed counts as given, what was not does not. */
export function standing(
  payment: Payment,
  bill: Bill,
): {
  given: readonly Taken[]
  totalMinor: number
  roundingMinor: number
  dueMinor: number
  changeMinor: number
  /** More is in hand than may be taken so. */
  tooMuch: boolean
} {
  const now = payment.entry === '' ? null : tenderInHand(payment, bill)
  const given = now ? [...payment.taken, now] : payment.taken
  const { lines, settings, taxes } = bill
  const shown = now || payment.kind !== 'cash' ? given : [...given, noCash]
  const { totalMinor, roundingMinor } = totalsOf(lines, settings, taxes, shown)
  const leftMinor = now ? totalMinor - sumOf(given) : dueBy(payment.kind, payment.taken, bill)
  const refund = totalMinor < 0
  const tooMuch = now !== null && isTooMuch(faultOf(now, payment.taken, bill))
  return {
    given,
    totalMinor,
    roundingMinor,
    dueMinor: refund ? Math.min(0, leftMinor) : Math.max(0, leftMinor),
    changeMinor: refund || tooMuch ? 0 : Math.max(0, -leftMinor),
    tooMuch,
  }
}
const noCash: Taken = { kind: 'cash', amountMinor: 0, reference: null }
const isTooMuch = (fault: TenderFault | undefined) =>
  fault === 'too-much' || fault === 'value-short'

function commit(payment: Payment, bill: Bill): Payment {
  const tender = tenderInHand(payment, bill)
  if (!tender || faultOf(tender, payment.taken, bill)) return payment
  return { ...payment, ...emptyHand, taken: [...payment.taken, tender] }
}

/** What Enter does: completes what is covered, else keeps the tender in hand and asks for the next. */
export function settle(payment: Payment, bill: Bill): Settled {
  const { taken } = payment
  const isOver = taken.length > 0 && payment.entry === '' && dueBy(payment.kind, taken, bill) === 0
  const tender = isOver ? null : tenderInHand(payment, bill)
  if (!tender) return { kind: 'complete', tenders: taken }
  const why = faultOf(tender, taken, bill)
  if (why) return { kind: 'refused', why }
  const tenders = [...taken, tender]
  const { totalMinor } = totalsOf(bill.lines, bill.settings, bill.taxes, tenders)
  const leftMinor = totalMinor - sumOf(tenders)
  const covered = totalMinor < 0 ? leftMinor === 0 : leftMinor <= 0
  if (covered) return { kind: 'complete', tenders }
  return { kind: 'more', payment: { ...newPayment, taken: tenders } }
}
