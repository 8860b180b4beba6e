// What of a basket goes beyond what the person at the till may do alone, and which grants a sale takes along. The same
// rules decide on the hub; here they are asked as soon as the basket changes, not when the money lies on the counter.
import type { Approval } from '#approvals/contract.ts'
import { approvalPermissions, withinLimits } from '#approvals/rules.ts'
import type { SaleBody, SaleLine } from '#sales/contract.ts'
import { type Ask, compute, discountAsk, noReceiptAsk, overrideAsk } from '#sales/rules.ts'
import { sumMinor } from '#shared/money.ts'
import type { RoleLimits } from '#users/contract.ts'
import { includesPermission, limitsOfRole } from '#users/rules.ts'
import { type Asked, askedOf, fits } from './approval.ts'
import type { Basket } from './basket.ts'
import type { Shelf } from './shelf.ts'

/** How far somebody goes alone in this store. */
export type Own = { readonly permissions: readonly string[]; readonly limits: RoleLimits }

export function ownOf(permissions: readonly string[], limits: RoleLimits): Own {
  return { permissions, limits: limitsOfRole({ permissions: [...permissions], limits }) }
}

/** Whether the person may do it alone. */
export function isOwn(ask: Ask, { permissions, limits }: Own): boolean {
  return (
    includesPermission(permissions, approvalPermissions[ask.kind]) &&
    withinLimits(ask.kind, ask, limits)
  )
}

type Sold = Pick<SaleBody, 'lines' | 'totals' | 'currency' | 'customerId' | 'voidOf'>

/** Everything a basket asks for by its lines alone, whoever sells it. */
export function asksOf(body: Sold, basket: Basket, { shop, taxes }: Shelf): Ask[] {
  if (body.voidOf !== null) return []
  const listed = new Map(basket.lines.map(({ id, seen }) => [id, seen.unitPriceCentiMinor]))
  const sold = body.lines.filter(({ issues }) => issues === null)
  const asks = [
    discountAsk(body.lines),
    overrideAsk(sold, ({ id }) => listed.get(id) ?? null),
    noReceiptAsk(withoutReceipt(body.lines, shop, taxes)),
  ]
  return asks.filter((ask) => ask !== undefined)
}

function withoutReceipt(
  lines: readonly SaleLine[],
  shop: Shelf['shop'],
  taxes: Shelf['taxes'],
): number {
  const isBack = ({ returnOf, quantityMilli }: SaleLine) =>
    returnOf?.saleId === null && quantityMilli < 0
  if (!lines.some(isBack)) return 0
  const { taxed } = compute(lines, shop, taxes, [])
  return -sumMinor(lines.map((line, i) => (isBack(line) ? (taxed.lines[i]?.grossMinor ?? 0) : 0)))
}

/** The grants that stand for what is beyond the person, and what has none. */
export function grantsFor(
  body: Sold & Pick<SaleBody, 'id'>,
  asks: readonly Ask[],
  { own, known, at }: { own: Own; known: readonly Approval[]; at: string },
): { readonly approvals: SaleBody['approvals']; readonly missing: readonly Asked[] } {
  const approvals: SaleBody['approvals'] = []
  const missing: Asked[] = []
  for (const ask of asks) {
    if (isOwn(ask, own)) continue
    const asked = askedOf(body, ask)
    const grant = known.find(
      (each) => each.state === 'granted' && each.expiresAt > at && fits(each, asked),
    )
    if (grant) approvals.push({ kind: ask.kind, approvalId: grant.id })
    else missing.push(asked)
  }
  return { approvals, missing }
}
