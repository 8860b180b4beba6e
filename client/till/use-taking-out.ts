// Takes goods out of the open basket before it is paid for: all of it, a line, or less of one. It waits as an entry for as
// long as it can be undone; what goes beyond the person's limit somebody else allows first.
import { useRef } from 'react'
import type { Approval } from '#approvals/contract.ts'
import { approvalPermissions, withinLimits } from '#approvals/rules.ts'
import { basketsDiscard, basketsRelease, parkedSales } from '#baskets/contract.ts'
import { takenSubject } from '#sales/rules.ts'
import { type Id, newId } from '#shared/ids.ts'
import type { LocalName } from '#shared/names.ts'
import { roles } from '#users/contract.ts'
import { limitsOfRole } from '#users/rules.ts'
import type { Link } from '../link/link.ts'
import { useRecord } from '../link/react.ts'
import { useLook } from '../look/look.tsx'
import { useSay } from '../words/index.ts'
import { ownAsks } from './approval-asks.ts'
import type { Line } from './basket.ts'
import { saleLines, totalsOfLines } from './document.ts'
import { useNews } from './news.tsx'
import { termsOf, withPack, withQuantity } from './pricing.ts'
import type { Till } from './till-state.ts'
import { useLatest } from './use-latest.ts'
import {
  entryLines,
  type Less,
  linesToVoid,
  openPart,
  type Taking,
  UNDO_MS,
  voidAskOf,
  voidBody,
} from './voids.ts'

type Taker = Pick<
  Till,
  'link' | 'desk' | 'shelf' | 'person' | 'live' | 'drawer' | 'show' | 'may' | 'view'
>

/** What would be taken out, and whether the person may do so alone. */
export function useVoiding({ desk, shelf, may, person }: Taker) {
  const role = useRecord(roles, person.roleId)
  return (taking: Taking) => {
    const { basket, voids } = desk.state.value
    const lines = linesToVoid(saleLines(basket, shelf), taking)
    const ask = voidAskOf(lines, openPart(voids, basket, taking, Date.now()))
    const totals = totalsOfLines(lines, shelf)
    const subject = takenSubject(entryLines(lines), shelf.shop.currency, ask)
    const isAllowed = may(approvalPermissions.void)
    return {
      own: isAllowed && role !== undefined && withinLimits('void', ask, limitsOfRole(role)),
      taken: lines.length,
      totalMinor: totals.totalMinor,
      asked: { about: basket.basketId, kind: ask.kind, subject },
    }
  }
}

export function useTakeOut(till: Taker) {
  const say = useSay()
  const news = useNews()
  const told = useToldOfParts()
  return (taking: Taking, reason: string, approval: Approval | null) => {
    const { desk, shelf, link, person, live, drawer, view } = till
    const { basket, voids } = desk.state.value
    const { lineId, less } = taking
    const taken = linesToVoid(saleLines(basket, shelf), taking)
    const nowMs = Date.now()
    const about = {
      id: newId(nowMs),
      personId: person.id,
      at: link.clock.nowAt(),
      offline: !live,
      cashSessionId: drawer?.id ?? null,
      reason,
      ...(approval && { approvals: [{ kind: approval.kind, approvalId: approval.id }] }),
    }
    const body = voidBody(basket, taken, about)
    const lineIds = taken.map(({ id }) => id)
    const dueAtMs = nowMs + (lineId === null ? 0 : UNDO_MS)
    const pending = { body, lineIds, dueAtMs }
    till.show({ sheet: null })
    if (approval) ownAsks(link).spent(approval)
    const line = basket.lines.find(({ id }) => id === lineId)
    const gone = view.lines.find(({ id }) => id === lineId)
    const undo = () => desk.putBack(Date.now())
    if (lineId === null) {
      desk.takeOut(pending, null)
      if (basket.atHub && live) letGo(link, shelf.shop.id, basket.basketId)
      news.said(say('void.wholeDone'))
    } else if (less && line) {
      // An approval is for this part alone, which the hub could not tell from a part that was joined to it.
      const before = approval ? undefined : openPart(voids, basket, taking, nowMs)
      desk.lower(pending, lineAfter(line, less, till), before)
      const outMilli = body.lines[0]?.quantityMilli ?? 0
      const allMilli = outMilli + (before?.body.lines[0]?.quantityMilli ?? 0)
      if (gone) told(gone.names, allMilli, shelf.variant(line.variantId)?.unit ?? 'C62', undo)
    } else {
      desk.takeOut(pending, lineId)
      if (gone) news.removed(gone.names, undo)
    }
  }
}

/** Leaves less of a line: at once where that is within the person's limit, else somebody is asked. */
export function useLess(till: Taker): (lineId: Id, less: Less) => void {
  const say = useSay()
  const voiding = useVoiding(till)
  const takeOut = useTakeOut(till)
  return useLatest((lineId: Id, less: Less) => {
    if (voiding({ lineId, less }).own) return takeOut({ lineId, less }, say('why.fewer'), null)
    till.show({ sheet: { kind: 'void', lineId, less } })
  })
}

function lineAfter(line: Line, { byMilli, pack }: Less, { desk, shelf, link }: Taker): Line {
  const at = link.clock.nowAt()
  const terms = termsOf(desk.state.value.basket)
  if (pack) return withPack(line, pack, shelf, at, terms)
  return withQuantity(line, line.quantityMilli - byMilli, shelf, at, terms)
}

/** One notice at a time: the next of them says all that has gone. */
function useToldOfParts() {
  const say = useSay()
  const news = useNews()
  const { numerals } = useLook()
  const hide = useRef(() => {})
  return (names: LocalName, milli: number, unit: string, undo: () => void) => {
    hide.current()
    const { figure, unit: each } = numerals.quantity(Math.abs(milli), unit)
    const quantity = [figure, each].filter(Boolean).join(' ')
    hide.current = news.removed(names, undo, say('void.fewer', { quantity }))
  }
}

/** What the hub holds for an emptied basket; where it cannot be told, that runs out by itself. */
function letGo(link: Link, storeId: Id, basketId: Id): void {
  const told = link.store.record(parkedSales, basketId)
    ? link.call(basketsDiscard, { storeId, id: basketId })
    : link.call(basketsRelease, { storeId, basketId })
  told.catch(() => undefined)
}
