// What is taken out of a basket before it is paid for. Nothing was sold and no money moved; it is kept
// because it is how goods leave a shop unpaid.
import Type, { type Static } from 'typebox'
import { UsedApprovals } from '#approvals/contract.ts'
import { bounds } from '#shared/bounds.ts'
import { At, Nullable, Strict, event, journalKind } from '#shared/contract.ts'
import { Id } from '#shared/ids.ts'

const limitMinor = 9_000_000_000_000
const signedMinor = Type.Integer({ minimum: -limitMinor, maximum: limitMinor })
const signedMilli = Type.Integer({ minimum: -1_000_000_000_000, maximum: 1_000_000_000_000 })

/** The body of the journal entry `sale.void`. */
export const VoidBody = Strict({
  id: Id,
  personId: Id,
  at: At,
  offline: Type.Boolean(),
  basketId: Id,
  /** The drawer that was open; null where none was. */
  cashSessionId: Nullable(Id),
  /** Whether nothing was left of the basket. */
  whole: Type.Boolean(),
  lines: Type.Array(
    Strict({ variantId: Id, quantityMilli: signedMilli, amountMinor: signedMinor }),
    { minItems: 1, maxItems: bounds.linesPerDocument },
  ),
  reason: Type.String({ minLength: 1, maxLength: 200 }),
  /** What somebody else allowed, where it was beyond the person's own limit. */
  approvals: Type.Optional(UsedApprovals),
})
export type VoidBody = Static<typeof VoidBody>

export const saleVoidKind = journalKind({
  name: 'sale.void',
  summary: 'Lines taken out of a basket before it was paid for',
  needs: 'sales.void',
  body: VoidBody,
  result: Strict({ voidId: Id }),
})

/** Amounts in minor units of the store's currency, in its tax mode. */
export const saleVoided = event({
  name: 'sale.voided',
  summary: 'Lines were taken out of a basket before it was paid for',
  stream: 'store',
  audience: ['manager'],
  body: Strict({
    voidId: Id,
    basketId: Id,
    terminalId: Id,
    personId: Id,
    cashSessionId: Nullable(Id),
    at: At,
    offline: Type.Boolean(),
    whole: Type.Boolean(),
    lines: VoidBody.properties.lines,
    amountMinor: Type.Integer(),
    reason: Type.String(),
    /** The codes of what was wrong with it: nobody allowed it, or the approval did not hold. */
    exceptions: Type.Array(Type.String()),
  }),
})
