// The money of a sale beyond the drawer: what its cards and vouchers hold afterwards, and what its
// customer owes. The drawer itself belongs to the tills.
import type { Id } from '#shared/ids.ts'
import type { About, Objection } from '#kernel/decider.ts'
import type { Draft } from '#kernel/draft.ts'
import type { Want } from '#kernel/locks.ts'
import { chargeAccount, creditWant, customerWant, judgeCustomer } from '#customers/service.ts'
import { namesNoAccount, valueMoves } from '#stored-value/rules.ts'
import { moveValue, valueWant } from '#stored-value/service.ts'
import type { SaleBody } from './contract.ts'
import type { Permits } from './permits.ts'

/** What the money of a sale is decided over; nothing where all of it is cash and cards. */
export function moneyWants(body: SaleBody): Want[] {
  const { customerId } = body
  const wants = valueMoves(body).map(({ accountId }) => valueWant(accountId))
  if (customerId === null) return wants
  if (chargedMinor(body) !== 0) wants.push(creditWant(customerId))
  return [...wants, customerWant(customerId)]
}

function chargedMinor({ tenders }: SaleBody): number {
  const charged = tenders.filter(({ kind }) => kind === 'on-account')
  return charged.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
}

/** Objects to a customer who is not known, or whose group or tax position is another. */
export function judgeBuyer(draft: Draft, body: SaleBody, object: Objection): void {
  const { customerId, customerGroupId, taxPositionId } = body
  // A reversal has the terms of what it reverses.
  if (body.voidOf !== null) return
  if (customerId ?? customerGroupId ?? taxPositionId) judgeCustomer(draft, body, object)
}

type Deal = { readonly body: SaleBody; readonly receipt: string; readonly permits: Permits }

/** Moves stored value and charges the customer's account. */
export function moveMoney(
  draft: Draft,
  about: About,
  { body, receipt, permits }: Deal,
  object: Objection,
): void {
  const { id: documentId, personId, customerId, currency, voidOf } = body
  const at = body.offline ? body.at : about.at
  const common = { currency, documentId, personId, customerId, at, voidOf }
  for (const move of valueMoves(body)) moveValue(draft, about, { ...move, ...common }, object)
  const amountMinor = chargedMinor(body)
  if (body.tenders.some(namesNoAccount)) {
    object('stored-value-unusable', 'A tender names no account')
  }
  if (amountMinor === 0) return
  if (customerId === null) {
    object('invalid-input', 'An account needs a customer')
    return
  }
  const { offline } = body
  const overLimit = (overMinor: number) => allowed(permits, overMinor)
  const charge = { customerId, currency, amountMinor, documentId, personId, reference: receipt }
  chargeAccount(draft, about, { ...charge, offline, overLimit }, object)
}

/** Who lets a customer owe more than the limit: the person's role, or an approval. */
function allowed(permits: Permits, askMinor: number): Id | 'limit-of-role' | undefined {
  const ask = { kind: 'credit', askMinor, askPpm: null } as const
  return permits.isOwn(ask) ? 'limit-of-role' : permits.use(ask).approvalId
}
