// What an approval is bound to and who may give it, the same on the till, on the hub and in the proof
// of the books. It looks nothing up.
import type { Id } from '#shared/ids.ts'
import { sha256Hex } from '#shared/hash.ts'
import type { RoleLimits } from '#users/contract.ts'
import { includesPermission } from '#users/rules.ts'
import type { Approval, ApprovalKind, Subject, SubjectLine } from './contract.ts'

/** How long a request waits to be decided, and how long a decision is good for. */
export const REQUEST_MS = 600_000
export const GRANT_MS = 900_000

/** What is hashed: the subject, of what kind, in which store. */
export type Basket = Subject & { readonly kind: ApprovalKind; readonly storeId: Id }

const or = (value: string | number | null) => value ?? '-'

/**
 * The canonical text of what is approved: one line of its figures, then one for each line of the
 * basket. The order in which lines were scanned does not matter; anything else that changes does.
 */
export function subjectText(basket: Basket): string {
  const { kind, storeId, customerId, documentId, currency, totalMinor, askMinor, askPpm } = basket
  const head = ['approval', 1, kind, storeId, or(customerId), or(documentId)]
  const figures = [currency, totalMinor, askMinor, or(askPpm)]
  return [[...head, ...figures].join('|'), ...basket.lines.map(lineText).sort()].join('\n')
}

function lineText(line: SubjectLine): string {
  const { variantId, lotId, quantityMilli, packMilli, unitPriceCentiMinor, amountMinor } = line
  const discounts = line.discounts.map((each) => `${each.by} ${each.amountMinor}`).join(',')
  const { returnOf } = line
  const origin = returnOf ? `${or(returnOf.saleId)} ${or(returnOf.lineId)}` : '-'
  const goods = [variantId, or(lotId), quantityMilli, packMilli, unitPriceCentiMinor]
  return [...goods, amountMinor, discounts, origin].join('|')
}

/** SHA-256 of `subjectText`, 64 lower-case hex digits: a changed basket has another. */
export function subjectHash(basket: Basket): string {
  return sha256Hex(subjectText(basket))
}

/** The permission that makes an approval of a kind unnecessary, and that who grants it must hold. */
export const approvalPermissions: Readonly<Record<ApprovalKind, string>> = {
  discount: 'sales.discount',
  'price-override': 'sales.override-price',
  void: 'sales.void',
  'no-receipt-return': 'sales.return-without-receipt',
  credit: 'customers.exceed-credit',
  'hand-over': 'cash.hand-over',
}

/** Whether the limits include what is asked for. Of a kind that is limited by share, `askPpm` counts. */
export function withinLimits(
  kind: ApprovalKind,
  ask: Pick<Subject, 'askMinor' | 'askPpm'>,
  limits: RoleLimits,
): boolean {
  switch (kind) {
    case 'discount':
      return (ask.askPpm ?? 1_000_000) <= limits.discountPpm
    case 'price-override':
      return (ask.askPpm ?? 1_000_000) <= limits.overridePpm
    case 'void':
      return ask.askMinor <= limits.voidMinor
    case 'no-receipt-return':
      return ask.askMinor <= limits.noReceiptMinor
    case 'credit':
      return ask.askMinor <= limits.creditMinor
    case 'hand-over':
      return true
  }
}

/** Who decides: what they may do in the store, and how far. */
export type Decider = {
  readonly personId: Id
  readonly permissions: readonly string[]
  readonly limits: RoleLimits
}

/**
 * Why this person may not grant the approval; undefined if they may. With four eyes nobody grants
 * what they asked for themselves.
 */
export function objectionToGrant(
  approval: Pick<Approval, 'kind' | 'subject' | 'personId'>,
  decider: Decider,
  fourEyes: boolean,
): string | undefined {
  const { kind, subject, personId } = approval
  const needed = [approvalPermissions[kind], ...(kind === 'hand-over' ? [] : ['approvals.decide'])]
  const lacking = needed.find((each) => !includesPermission(decider.permissions, each))
  if (lacking !== undefined) return `This needs ${lacking}`
  if (!withinLimits(kind, subject, decider.limits)) return 'This is beyond your own limit'
  if (fourEyes && decider.personId === personId) return 'Somebody else must approve this'
  return undefined
}

/** Whether it can still be decided at this instant (ISO 8601). */
export function isOpen(approval: Pick<Approval, 'state' | 'expiresAt'>, at: string): boolean {
  return approval.state === 'requested' && at < approval.expiresAt
}
