// The approvals an open basket needs, as soon as it needs them, with what has come of each. A request for what the
// basket is no longer is taken back by itself after a moment, so that nobody decides about what is gone.
import { useEffect, useMemo } from 'react'
import { type Approval, approvals } from '#approvals/contract.ts'
import { roles, type Person } from '#users/contract.ts'
import { noLimits } from '#users/rules.ts'
import type { Link } from '../link/link.ts'
import { useLive, useRecord, useRecords, useWatched } from '../link/react.ts'
import {
  type ApprovalState,
  type Asked,
  askedOf,
  fits,
  type Own as OwnAsk,
  stateOfAsk,
} from './approval.ts'
import { ownAsks } from './approval-asks.ts'
import { asksOf, isOwn, type Own, ownOf } from './approval-needs.ts'
import type { Basket } from './basket.ts'
import { saleOf } from './document.ts'
import type { Shelf } from './shelf.ts'
import { takeBack, usePassing } from './use-approval.ts'

export type BasketAsk = {
  readonly asked: Asked
  readonly state: ApprovalState
  /** The reason that stands in the basket already, if one does. */
  readonly reason: string
}
/** An undone key press in between does not take a request back. */
const TAKE_BACK_MS = 4_000
/** Others depend on how it is paid, and are the payment's own. */
const byLines: readonly string[] = ['discount', 'price-override']

type Parts = {
  readonly link: Link
  readonly basket: Basket
  readonly shelf: Shelf
  readonly person: Person
  readonly permissions: readonly string[]
}

/** How far the person at the till goes alone. */
export function useOwn({ person, permissions }: Pick<Parts, 'person' | 'permissions'>): Own {
  const role = useRecord(roles, person.roleId)
  return useMemo(() => ownOf(permissions, role?.limits ?? noLimits), [permissions, role])
}

export function useBasketAsks({
  link,
  basket,
  shelf,
  person,
  permissions,
}: Parts): readonly BasketAsk[] {
  const own = useOwn({ person, permissions })
  const asked = useMemo(() => askedOfBasket(basket, shelf, own), [basket, shelf, own])
  const known = useRecords(approvals)
  const book = ownAsks(link)
  const mine = useWatched(book.state)
  const at = usePassing(known.map(({ expiresAt }) => expiresAt))
  useEffect(() => book.heard(known), [book, known])
  useGone(link, basket, asked, mine)
  return useMemo(
    () => asked.map((each) => ({ ...each, state: stateOfAsk(each.asked, known, mine, at) })),
    [asked, known, mine, at],
  )
}

/** What of a basket nobody but somebody else may allow. */
export function askedOfBasket(basket: Basket, shelf: Shelf, own: Own): Omit<BasketAsk, 'state'>[] {
  if (basket.lines.length === 0) return []
  // When, by whom and how it is paid concerns no approval.
  const occasion = { at: '', businessOn: '', personId: '', cashSessionId: '', offline: false }
  const body = saleOf(basket, shelf, { ...occasion, tenders: [] })
  return asksOf(body, basket, shelf)
    .filter((ask) => !isOwn(ask, own))
    .map((ask) => {
      const given = body.lines.flatMap(({ discounts, decision }) =>
        ask.kind === 'discount' ? discounts.map(({ reason }) => reason) : [decision.reason],
      )
      return { asked: askedOf(body, ask, basket.basketId), reason: given.find(Boolean) ?? '' }
    })
}

/** The first ask that has no grant. */
export function openAsk(asks: readonly BasketAsk[]): BasketAsk | undefined {
  return asks.find(({ state }) => state.kind !== 'granted')
}

function useGone(
  link: Link,
  { basketId }: Basket,
  asked: readonly { readonly asked: Asked }[],
  mine: readonly OwnAsk[],
): void {
  const live = useLive().kind === 'live'
  useEffect(() => {
    const gone = mine
      .filter(({ about, approval }) => about === basketId && approval.state === 'requested')
      .map(({ approval }) => approval)
      .filter(({ kind }) => byLines.includes(kind))
      .filter((approval) => !asked.some((each) => fits(approval, each.asked)))
    if (!live || gone.length === 0) return
    const timer = setTimeout(() => gone.forEach((each) => quietly(link, each)), TAKE_BACK_MS)
    return () => clearTimeout(timer)
  }, [link, live, basketId, asked, mine])
}

// It runs out by itself where this fails.
function quietly(link: Link, approval: Approval): void {
  takeBack(link, approval, 'keep').catch(() => undefined)
}
