// Paying for a basket in any mix of cash, card and voucher, or giving money back, as a pure state. Change comes out
// of cash alone; a card or a voucher never takes more than is due.
import type { Tender } from '#sales/contract.ts'
import { dueInCash, type SaleSettings, type Taxes, totalsOf } from '#sales/rules.ts'
import type { SaleLine } from '#sales/contract.ts'
import { exponentOf } from '#shared/money.ts'
import { entryOf, entryValue, type KeypadKey, press } from '../ui/entry.ts'

export const payingBy = ['cash', 'card', 'voucher'] as const
export type PayingBy = (typeof payingBy)[number]
export type Taken = Tender & { readonly kind: PayingBy }

export type Bill = {
  readonly lines: readonly Pick<SaleLine, 'amountMinor' | 'taxId'>[]
  readonly settings: SaleSettings
  readonly taxes: Taxes
}
export type Payment = {
  readonly kind: PayingBy
  /** Nobody has chosen how yet: cash is shown, and a digit still chooses. */
  readonly choosing: boolean
  /** The figure being typed; empty means all that is due. */
  readonly entry: string
  readonly reference: string
  readonly taken: readonly Taken[]
}
export type PaymentAction =
  | { readonly do: 'choose'; readonly kind: PayingBy }
  | { readonly do: 'key'; readonly key: KeypadKey }
  | { readonly do: 'enter'; readonly amountMinor: number }
  | { readonly do: 'add'; readonly whole: number }
  | { readonly do: 'reference'; readonly text: string }
  | { readonly do: 'drop'; readonly index: number }
export type Settled =
  | { readonly kind: 'complete'; readonly tenders: readonly Taken[] }
  | { readonly kind: 'more'; readonly payment: Payment }
  | { readonly kind: 'refused'; readonly why: 'too-much' | 'reference' }

export const newPayment: Payment = {
  kind: 'cash',
  choosing: true,
  entry: '',
  reference: '',
  taken: [],
}

export function changePayment(payment: Payment, action: PaymentAction, bill: Bill): Payment {
  const decimals = exponentOf(bill.settings.currency)
  switch (action.do) {
    case 'choose': {
      // What was typed for the former tender counts before another one is chosen.
      const kept = payment.kind !== action.kind && payment.entry ? commit(payment, bill) : payment
      return { ...kept, kind: action.kind, choosing: false, entry: '', reference: '' }
    }
    case 'key':
      return { ...payment, choosing: false, entry: press(payment.entry, action.key, decimals) }
    case 'enter':
      return { ...payment, choosing: false, entry: entryOf(action.amountMinor, decimals) }
    case 'add': {
      const sum = entryValue(payment.entry, decimals) + action.whole * 10 ** decimals
      return { ...payment, choosing: false, entry: entryOf(sum, decimals) }
    }
    case 'reference':
      return { ...payment, choosing: false, reference: action.text }
    case 'drop':
      return { ...payment, taken: payment.taken.toSpliced(action.index, 1) }
  }
}

const sumOf = (tenders: readonly Tender[]) =>
  tenders.reduce((sum, { amountMinor }) => sum + amountMinor, 0)

/** What is left after what was taken, if the rest is paid so; negative: to be given back. */
export function dueBy(kind: PayingBy, taken: readonly Taken[], bill: Bill): number {
  const { lines, settings, taxes } = bill
  if (kind === 'cash') return dueInCash(lines, settings, taxes, taken)
  return totalsOf(lines, settings, taxes, []).totalMinor - sumOf(taken)
}

/** The tender in hand: what was typed, or all that is due; null where nothing is due and nothing typed. */
export function tenderInHand(payment: Payment, bill: Bill): Taken | null {
  const { kind, entry, reference, taken } = payment
  const dueMinor = dueBy(kind, taken, bill)
  const typedMinor = entryValue(entry, exponentOf(bill.settings.currency))
  const amountMinor = entry === '' ? dueMinor : typedMinor * (dueMinor < 0 ? -1 : 1)
  if (amountMinor === 0) return null
  return { kind, amountMinor, reference: reference.trim() || null }
}

/** How the payment stands: what was typed counts as given, what was not does not. */
export function standing(
  payment: Payment,
  bill: Bill,
): {
  given: readonly Taken[]
  totalMinor: number
  dueMinor: number
  changeMinor: number
  /** More is in hand than a card or a voucher may take. */
  tooMuch: boolean
} {
  const inHand = payment.entry === '' ? null : tenderInHand(payment, bill)
  const given = inHand ? [...payment.taken, inHand] : payment.taken
  const { lines, settings, taxes } = bill
  const { totalMinor } = totalsOf(lines, settings, taxes, given)
  const leftMinor = inHand ? totalMinor - sumOf(given) : dueBy(payment.kind, payment.taken, bill)
  const refund = totalMinor < 0
  const tooMuch = inHand !== null && fault(inHand, payment, bill) === 'too-much'
  return {
    given,
    totalMinor,
    dueMinor: refund ? Math.min(0, leftMinor) : Math.max(0, leftMinor),
    changeMinor: refund || tooMuch ? 0 : Math.max(0, -leftMinor),
    tooMuch,
  }
}

function fault(tender: Taken, payment: Payment, bill: Bill): 'too-much' | 'reference' | undefined {
  const dueMinor = dueBy(tender.kind, payment.taken, bill)
  const givesChange = tender.kind === 'cash' && dueMinor >= 0
  if (!givesChange && Math.abs(tender.amountMinor) > Math.abs(dueMinor)) return 'too-much'
  return tender.kind === 'voucher' && tender.reference === null ? 'reference' : undefined
}

function commit(payment: Payment, bill: Bill): Payment {
  const tender = tenderInHand(payment, bill)
  if (!tender || fault(tender, payment, bill)) return payment
  return { ...payment, taken: [...payment.taken, tender], entry: '', reference: '' }
}

/** What Enter does: completes what is covered, else keeps the tender in hand and asks for the next. */
export function settle(payment: Payment, bill: Bill): Settled {
  const tender = tenderInHand(payment, bill)
  if (!tender) return { kind: 'complete', tenders: payment.taken }
  const why = fault(tender, payment, bill)
  if (why) return { kind: 'refused', why }
  const tenders = [...payment.taken, tender]
  const { totalMinor } = totalsOf(bill.lines, bill.settings, bill.taxes, tenders)
  const leftMinor = totalMinor - sumOf(tenders)
  const covered = totalMinor < 0 ? leftMinor === 0 : leftMinor <= 0
  if (covered) return { kind: 'complete', tenders }
  return { kind: 'more', payment: { ...newPayment, taken: tenders } }
}
