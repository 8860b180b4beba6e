// Puts the till together from the link, the desk and the screen. It also keeps the promises of an open basket: prices
// that change are looked at again at once, and answers that come late find their sale.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { cashSessions } from '#tills/contract.ts'
import type { Terminal } from '#terminals/contract.ts'
import type { Person } from '#users/contract.ts'
import { includesPermission } from '#users/rules.ts'
import { priceLists, prices } from '#prices/contract.ts'
import { useSay } from '../words/index.ts'
import { useDevice, useLink, useRecords, useWatched } from '../link/react.ts'
import type { BasketAction } from './basket.ts'
import type { Desk } from './desk.ts'
import { saleLine } from './document.ts'
import { openDrawer } from './drawer.ts'
import { type Bill, changePayment, newPayment, type PaymentAction, settle } from './payment.ts'
import { repriced } from './pricing.ts'
import type { Screen, StopWhy, Till } from './till-state.ts'
import { FAVOURITES } from './tiles.ts'
import { useCheckout } from './use-checkout.ts'
import { useCounter } from './use-counter.ts'
import { type ShelfNow, useEveryFewSeconds, useLinkLoss } from './use-shelf.ts'
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
  const say = useSay()
  const held = useWatched(desk.state)
  const about = useLinkLoss()
  const { sellsOffline } = useDevice()
  const drawer = openDrawer(useRecords(cashSessions), terminal.id, held.drawer)
  const [screen, setScreen] = useState(firstScreen)
  const show = useCallback((part: Partial<Screen>) => {
    setScreen((before) => ({ ...before, ...part }))
  }, [])
  const { shelf, onDay } = now
  const { live, lostAtMs } = about
  useLateAnswers(desk)
  useRepricing(desk, now)

  const view = useMemo(
    () => viewOf(held.basket, shelf, { onDay, live, lostAtMs }),
    [held.basket, shelf, onDay, live, lostAtMs],
  )
  const counter = useCounter({ link, desk, now, about, show })
  const complete = useCheckout({ link, desk, shelf, terminal, person, drawer, show })
  const may = useCallback((needs: string) => includesPermission(permissions, needs), [permissions])
  const why = stopWhy({ blocked: view.blocked, drawer, may, live, sellsOffline })
  const bill: Bill = useMemo(
    () => ({
      lines: held.basket.lines.map((line) => saleLine(line, shelf)),
      settings: shelf.shop,
      taxes: shelf.taxes,
    }),
    [held.basket.lines, shelf],
  )
  const act = useCallback((action: BasketAction) => desk.basket(action), [desk])
  const ready = held.basket.lines.length > 0 && why === null && !screen.busy

  return {
    link,
    desk,
    held,
    basket: held.basket,
    shelf,
    view,
    terminal,
    person,
    live,
    lostAtMs,
    onDay,
    drawer,
    screen,
    may,
    show,
    act,
    why,
    pay: (action: PaymentAction) => {
      setScreen((before) => ({
        ...before,
        failure: null,
        payment: changePayment(before.payment, action, bill),
      }))
    },
    pickVariant: (variantId) => counter.pickVariant(variantId, screen.timesMilli),
    pickGoods: counter.pickGoods,
    scan: (code) => counter.scan(code, screen.timesMilli),
    setQuantity: counter.setQuantity,
    startPay: () => {
      if (why === 'drawer') return show({ sheet: { kind: 'drawer' } })
      if (ready) show({ mode: 'pay', payment: newPayment, failure: null, sheet: null })
    },
    complete: () => {
      if (!ready) return
      const settled = settle(screen.payment, bill)
      if (settled.kind === 'complete') return complete(settled.tenders)
      if (settled.kind === 'more') return show({ payment: settled.payment, failure: null })
      const [happened, next] = refusals[settled.why]
      show({ failure: { happened: say(happened), next: say(next) } })
    },
    quickPay: ({ kind, amountMinor }) => {
      if (ready) complete([{ kind, amountMinor, reference: null }])
    },
  }
}

type Grounds = Pick<Till, 'drawer' | 'may' | 'live'> & { blocked: number; sellsOffline: boolean }

function stopWhy({ blocked, drawer, may, live, sellsOffline }: Grounds): StopWhy | null {
  if (!may('sales.complete')) return 'not-permitted'
  if (!sellsOffline && !live) return 'insecure-offline'
  if (blocked > 0) return 'blocked'
  return drawer ? null : 'drawer'
}

const refusals = {
  'too-much': ['sell.tooMuch', 'sell.tooMuchNext'],
  reference: ['sell.needsReference', 'sell.needsReferenceNext'],
} as const

/** Sales and drawers that went on without an answer are told of it when it comes, also after a reload. */
function useLateAnswers(desk: Desk): void {
  const { journal } = useLink()
  const heard = useWatched(journal.state)
  const { unanswered, drawer } = useWatched(desk.state)
  useEffect(() => {
    for (const { id } of unanswered) {
      void journal.entry(id).then((entry) => {
        if (entry?.verdict) desk.answered(id, entry.verdict)
      })
    }
    if (drawer?.state !== 'open') return
    void journal.entry(drawer.id).then((entry) => {
      if (entry?.verdict?.outcome === 'refused') desk.change({ drawer: null })
    })
  }, [journal, heard, unanswered, drawer, desk])
}

/** A price that changes is on the open line before anything else happens; planned ones begin by themselves. */
function useRepricing(desk: Desk, now: ShelfNow): void {
  const { store } = useLink()
  const latest = useRef(now)
  useEffect(() => {
    latest.current = now
  })
  const look = useCallback(() => {
    const { lines } = desk.state.value.basket
    const nowMs = Date.now()
    const at = new Date(nowMs).toISOString()
    const next = lines.map((line) => repriced(line, latest.current.shelf, at, nowMs))
    if (next.some((line, i) => line !== lines[i])) desk.basket({ do: 'lines', lines: next })
  }, [desk])
  useEffect(() => {
    const stops = [prices, priceLists].map((source) => store.watch(source, look))
    look()
    return () => stops.forEach((stop) => stop())
  }, [store, look])
  useEveryFewSeconds(look)
}
