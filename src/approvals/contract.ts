// Approvals: somebody with a higher limit agrees to one thing about one basket. What is agreed to is
// bound to a hash of that basket; a grant is used once, by the sale it was asked for.
import Type, { type Static } from 'typebox'
import { At, Nullable, OneOf, Strict, collection, event, operation } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'
import { Pin } from '#auth/contract.ts'

/** What may need an approval. `hand-over` is the taker's own word for a drawer; it has no limit. */
export const approvalKinds = [
  'discount',
  'price-override',
  'void',
  'no-receipt-return',
  'credit',
  'hand-over',
] as const
export type ApprovalKind = (typeof approvalKinds)[number]

const signedMinor = Type.Integer({ minimum: -9_000_000_000_000, maximum: 9_000_000_000_000 })
const signedMilli = Type.Integer({ minimum: -1_000_000_000_000, maximum: 1_000_000_000_000 })

export const SubjectLine = Strict({
  variantId: Id,
  lotId: Nullable(Id),
  quantityMilli: signedMilli,
  /** What the unit price is for: 1000 is one unit. */
  packMilli: Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 }),
  unitPriceCentiMinor: Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 }),
  /** What the line comes to after its discounts. */
  amountMinor: signedMinor,
  discounts: Type.Array(
    Strict({ by: OneOf('line', 'basket', 'promotion'), amountMinor: signedMinor }),
    { maxItems: 10 },
  ),
  /** Where it was sold; both null for goods without a receipt, all null for a sale. */
  returnOf: Nullable(Strict({ saleId: Nullable(Id), lineId: Nullable(Id) })),
})
export type SubjectLine = Static<typeof SubjectLine>

/** The approvals that an entry of the journal was made under. */
export const UsedApprovals = Type.Array(Strict({ kind: OneOf(...approvalKinds), approvalId: Id }), {
  maxItems: 10,
})

/**
 * What is approved, and all that the person who decides is shown. `askMinor` is the money asked for
 * (discounts given, price taken off, value voided or given back, credit beyond the limit), never
 * negative, in minor units of `currency`; `askPpm` is its share where the limit is one.
 */
export const Subject = Strict({
  lines: Type.Array(SubjectLine, { maxItems: 500 }),
  /**
   * Net and tax, before cash rounding, which depends on how it is paid. Of what is taken out of a basket,
   * the sum of its lines.
   */
  totalMinor: signedMinor,
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  askMinor: Type.Integer({ minimum: 0, maximum: 9_000_000_000_000 }),
  askPpm: Nullable(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
  customerId: Nullable(Id),
  /** What is undone or handed over: the sale of a void after completion, the cash session. */
  documentId: Nullable(Id),
})
export type Subject = Static<typeof Subject>

const Hash = Type.String({ pattern: '^[0-9a-f]{64}$', maxLength: 64, description: 'SHA-256, hex' })
const note = Nullable(Type.String({ maxLength: 200 }))

export const Approval = Strict({
  id: Id,
  storeId: Id,
  kind: OneOf(...approvalKinds),
  /** `subjectHash` of rules.ts over kind, store and subject. */
  subjectHash: Hash,
  subject: Subject,
  /** Why it is asked for. */
  reason: Type.String({ minLength: 1, maxLength: 200 }),
  terminalId: Id,
  /** Who asks. */
  personId: Id,
  at: At,
  /** Ten minutes after it was asked for; fifteen after it was decided. */
  expiresAt: At,
  state: OneOf('requested', 'granted', 'denied', 'consumed', 'cancelled', 'expired'),
  decidedBy: Nullable(Id),
  decidedAt: Nullable(At),
  how: Nullable(OneOf('remote', 'pin')),
  /** What the person who decided said. */
  note,
})
export type Approval = Static<typeof Approval>

export const approvalChanged = event({
  name: 'approval.changed',
  summary: 'An approval was asked for, granted or denied',
  stream: 'store',
  audience: ['till', 'manager'],
  body: Approval,
})
export const approvalRemoved = event({
  name: 'approval.removed',
  summary: 'An approval was used, cancelled or ran out, and left the replicated data',
  stream: 'store',
  audience: ['till', 'manager'],
  body: Strict({
    key: Id,
    state: OneOf('consumed', 'cancelled', 'expired', 'denied'),
    /** The sale or other document that used it. */
    documentId: Nullable(Id),
  }),
})
/** Replicated: what is waiting, granted or denied, until it is used or runs out. */
export const approvals = collection({
  name: 'approvals',
  record: Approval,
  changed: approvalChanged,
  removed: approvalRemoved,
  key: (r) => r.id,
})

export const approvalsRequest = operation({
  name: 'approvals.request',
  summary: 'Ask for an approval, from a till',
  detail:
    'Lives ten minutes. `invalid-input` where the hash is not that of kind, store and subject; `too-many-requests` where the terminal has twenty open already.',
  http: ['POST', '/stores/:storeId/approvals'],
  needs: 'approvals.request',
  effect: 'write',
  input: Strict({
    storeId: Id,
    id: Id,
    kind: OneOf(...approvalKinds),
    subjectHash: Hash,
    subject: Subject,
    reason: Approval.properties.reason,
  }),
  output: Approval,
})
export const approvalsDecide = operation({
  name: 'approvals.decide',
  summary: 'Grant or deny an approval',
  detail:
    'A grant needs the permission of its kind within the limits of one’s role (`forbidden` otherwise) and lives fifteen minutes. `wrong-state` where it was decided, cancelled or has run out. A hand-over is decided by PIN only.',
  http: ['POST', '/stores/:storeId/approvals/:id/decide'],
  needs: 'approvals.decide',
  effect: 'write',
  input: Strict({ storeId: Id, id: Id, grant: Type.Boolean(), note }),
  output: Approval,
})
export const approvalsDecideByPin = operation({
  name: 'approvals.decide-by-pin',
  summary: 'Grant or deny an approval at the till, by login and PIN of who decides',
  detail:
    '`pin-refused` with `attemptsLeft` alike for a wrong PIN, an unknown login and a person without a PIN; `locked-out` with `retryAfterMs` after five wrong PINs of a login, or twenty at a terminal, within fifteen minutes. Otherwise as approvals.decide.',
  http: ['POST', '/stores/:storeId/approvals/:id/decide-by-pin'],
  needs: 'approvals.request',
  effect: 'act',
  unkept: ['pin'],
  input: Strict({
    storeId: Id,
    id: Id,
    login: Type.String({ maxLength: 64 }),
    pin: Pin,
    grant: Type.Boolean(),
  }),
  output: Approval,
})
export const approvalsCancel = operation({
  name: 'approvals.cancel',
  summary: 'Take back an approval that has not been used',
  detail: 'By the person or the terminal that asked for it, or who may decide it.',
  http: ['POST', '/stores/:storeId/approvals/:id/cancel'],
  needs: 'approvals.cancel',
  effect: 'write',
  input: Strict({ storeId: Id, id: Id }),
  output: Approval,
})
