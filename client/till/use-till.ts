// Puts the till together from the link, the desk and the screen, once for all its zones.
import { useCallback, useMemo, useState } from 'react'
import { cashSessions } from '#tills/contract.ts'
import type { Terminal } from '#terminals/contract.ts'
import type { Person } from '#users/contract.ts'
import { includesPermission } from '#users/rules.ts'
import { useLink, useRecords, useWatched } from '../link/react.ts'
import { useBasketAsks } from './approval-of-basket.ts'
import type { Desk } from './desk.ts'
import { openDrawer } from './drawer.ts'
import { useOthers } from './hold-of-basket.ts'
import { useLateAnswers, useRepricing } from './open-promises.ts'
import { useParking } from './park-of-till.ts'
import { newPayment } from './payment.ts'
import { useTaxNews } from './tax-news.ts'
import type { Screen, Till } from './till-state.ts'
import { FAVOURITES } from './tiles.ts'
import { useCounter } from './use-counter.ts'
import { usePaying } from './use-paying.ts'
import { useLess } from './use-taking-out.ts'
import { useVoids } from './use-voids.ts'
import { useWhole } from './use-whole.ts'
import { type ShelfNow, useLinkLoss } from './use-shelf.ts'
import { viewOf } from './view.ts'

const firstScreen: Screen = {
  mode: 'sell',
  sheet: null,
  tab: 'basket',
  category: FAVOURITES,
  search: '',
  timesMilli: null,
  payment: newPayment,
  busy: false,
  failure: null,
}

export type TillParts = {
  readonly desk: Desk
  readonly now: ShelfNow
  readonly terminal: Terminal
  readonly person: Person
  readonly permissions: readonly string[]
}

export function useTillParts({ desk, now, terminal, person, permissions }: TillParts): Till {
  const link = useLink()
  const held = useWatched(desk.state)
  const about = useLinkLoss()
  const drawer = openDrawer(useRecords(cashSessions), terminal.id, held.drawer)
  const [screen, change] = useState(firstScreen)
  const show = useCallback(
    (part: Partial<Screen>) => change((before) => ({ ...before, ...part })),
    [change],
  )
  const { shelf, onDay } = now
  const { basket } = held
  useLateAnswers(desk)
  useRepricing(desk)
  useTaxNews(basket, shelf)
  useVoids(desk)
  const others = useOthers({ link, desk, basket, shelf, onDay, live: about.live })
  const view = useMemo(
    () => viewOf(basket, shelf, { onDay, ...about, ...others }),
    [basket, shelf, onDay, about, others],
  )
  const asks = useBasketAsks({ link, basket, shelf, person, permissions })
  const parking = useParking({
    ...{ link, desk, shelf, onDay, terminal, person, basket },
    live: about.live,
  })
  const may = useCallback((needs: string) => includesPermission(permissions, needs), [permissions])
  const taker = { link, desk, shelf, person, drawer, view, may, show, live: about.live }
  const lessen = useLess(taker)
  const counter = useCounter({ link, desk, now, about, show, lessen })
  const whole = useWhole({ link, desk, shelf, lessen })
  const known = { ...taker, terminal, basket, screen, asks, parking }
  const paying = usePaying({ ...known, onDay, change })
  return {
    ...known,
    ...about,
    ...paying,
    ...whole,
    held,
    onDay,
    pickVariant: (variantId) => counter.pickVariant(variantId, screen.timesMilli),
    pickGoods: counter.pickGoods,
    scan: (code) => counter.scan(code, screen.timesMilli),
    setQuantity: counter.setQuantity,
  }
}
