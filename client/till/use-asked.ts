// What of a sale needs somebody's word beyond the person's own: of the payment as it stands, so that it is asked for
// in time, and of the sale as it is handed in.
import { useCallback, useMemo } from 'react'
import { approvals } from '#approvals/contract.ts'
import type { SaleBody } from '#sales/contract.ts'
import { roles } from '#users/contract.ts'
import { noLimits } from '#users/rules.ts'
import { useRecord } from '../link/react.ts'
import { type Asked, askedOf } from './approval.ts'
import { asksOf, grantsFor, isOwn, ownOf } from './approval-needs.ts'
import { ownAsks } from './approval-asks.ts'
import { saleOf } from './document.ts'
import { standing, tenderInHand } from './payment.ts'
import { allAsks, moneyAsks, type Money } from './sale-asks.ts'
import { type Bill, tenderOf } from './tenders-taken.ts'
import type { Till } from './till-state.ts'

type Parts = Pick<Till, 'link' | 'person' | 'basket' | 'shelf' | 'screen'> & {
  readonly bill: Bill
  readonly money: Money
}
export type Grants = ReturnType<typeof grantsFor>

export function useAsked({ link, person, basket, shelf, screen, bill, money }: Parts) {
  const role = useRecord(roles, person.roleId)
  const own = useMemo(() => ownOf(role?.permissions ?? [], role?.limits ?? noLimits), [role])
  const { mode, payment } = screen
  const asked = useMemo((): readonly Asked[] => {
    if (mode !== 'pay' || bill.lines.length === 0) return []
    const { given } = standing(payment, bill)
    const hand = payment.choosing || payment.entry !== '' ? null : tenderInHand(payment, bill)
    const tenders = (hand ? [...given, hand] : given).map(tenderOf)
    const body = saleOf(basket, shelf, { ...nowhere, tenders })
    return moneyAsks(body, money).flatMap((ask) => (isOwn(ask, own) ? [] : [askedOf(body, ask)]))
  }, [mode, payment, bill, basket, shelf, money, own])
  /** The grants in hand for a sale, and what nobody has granted yet. */
  const grants = useCallback(
    (body: SaleBody): Grants => {
      const asks = allAsks(asksOf(body, basket, shelf), moneyAsks(body, money))
      const told = ownAsks(link).state.value.map(({ approval }) => approval)
      const known = [...link.store.records(approvals), ...told]
      return grantsFor(body, asks, { own, known, at: link.clock.nowAt() })
    },
    [link, basket, shelf, money, own],
  )
  return { asked, grants }
}

/** When, where and by whom does not matter to what is asked. */
const nowhere = { at: '', businessOn: '', personId: '', cashSessionId: '', offline: false }
