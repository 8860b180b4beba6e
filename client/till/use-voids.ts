// Takes lines out of the open basket, and writes what was taken out into the journal, each once its undo has run out,
// also after a reload.
import { useEffect, useRef } from 'react'
import type { Approval } from '#approvals/contract.ts'
import { basketsDiscard, basketsRelease, parkedSales } from '#baskets/contract.ts'
import { saleVoidKind } from '#sales/contract.ts'
import { type Id, newId } from '#shared/ids.ts'
import type { Link } from '../link/link.ts'
import { useLink, useWatched } from '../link/react.ts'
import { useNowMs } from '../ui/now.ts'
import { useSay } from '../words/index.ts'
import type { Desk } from './desk.ts'
import { saleLines } from './document.ts'
import { useNews } from './news.tsx'
import type { Till } from './till-state.ts'
import { takeBack } from './use-approval.ts'
import { dueVoids, linesToVoid, UNDO_MS, voidBody } from './voids.ts'

export function useVoids(desk: Desk): void {
  const { journal } = useLink()
  const { voids, basket } = useWatched(desk.state)
  const nowMs = useNowMs()
  const writing = useRef(new Set<string>())
  useEffect(() => {
    for (const { body } of dueVoids(voids, basket.basketId, nowMs)) {
      if (writing.current.has(body.id)) continue
      writing.current.add(body.id)
      journal
        .append(saleVoidKind, body)
        .then(() => desk.voided(body.id))
        // It stays and is tried again: the journal says elsewhere why it does not write.
        .catch(() => writing.current.delete(body.id))
    }
  }, [journal, desk, voids, basket.basketId, nowMs])
}

export function useTakeOut(till: Till, lineId: Id | null) {
  const news = useNews()
  const say = useSay()
  return (reason: string, approval: Approval | null) => {
    const { desk, basket, shelf, link, person, live, drawer, view } = till
    const taken = linesToVoid(saleLines(basket, shelf), lineId)
    const nowMs = Date.now()
    const about = {
      id: newId(nowMs),
      personId: person.id,
      at: link.clock.nowAt(),
      offline: !live,
      cashSessionId: drawer?.id ?? null,
      reason,
    }
    const body = voidBody(basket, taken, about)
    const lineIds = taken.map(({ id }) => id)
    const dueAtMs = nowMs + (lineId === null ? 0 : UNDO_MS)
    desk.takeOut({ body, lineIds, dueAtMs }, lineId)
    till.show({ sheet: null })
    // The entry cannot name its approval, so it is used up by being taken back.
    if (approval && live) takeBack(link, approval).catch(() => undefined)
    if (lineId === null && basket.atHub && live) letGo(link, shelf.shop.id, basket.basketId)
    const gone = view.lines.find(({ id }) => id === lineId)
    if (lineId === null) news.said(say('void.wholeDone'))
    else if (gone) news.removed(gone.names, () => desk.putBack())
  }
}

/** What the hub holds for an emptied basket; where it cannot be told, that runs out by itself. */
function letGo(link: Link, storeId: Id, basketId: Id): void {
  const told = link.store.record(parkedSales, basketId)
    ? link.call(basketsDiscard, { storeId, id: basketId })
    : link.call(basketsRelease, { storeId, basketId })
  told.catch(() => undefined)
}
