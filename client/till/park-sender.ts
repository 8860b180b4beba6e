// Takes what was put aside to the hub, one after another, as soon as there is a link; a till that lost it keeps what
// it put aside until then. What the hub refuses stays here, with the reason.
import { useEffect, useReducer, useRef } from 'react'
import { basketsPark, parkedSales } from '#baskets/contract.ts'
import type { Id } from '#shared/ids.ts'
import { stores } from '#stores/contract.ts'
import type { Link } from '../link/link.ts'
import { CallProblem } from '../link/problem.ts'
import { useWatched } from '../link/react.ts'
import type { Desk } from './desk.ts'
import { contentOf } from './park.ts'
import type { Waiting } from './park-list.ts'

const AGAIN_MS = 5_000
/** How long the list of all tills may come after the hub's answer, in milliseconds. */
const LISTED_WITHIN_MS = 2_000

export type Sending = { readonly callId: Id; readonly done: Promise<void> }

/** Sends while the component is on the screen; gives what is on its way, which nobody should take back meanwhile. */
export function useParkSender(link: Link, desk: Desk, live: boolean) {
  const { parked } = useWatched(desk.state)
  const sending = useRef<Sending>(null)
  const [turn, again] = useReducer((n: number) => n + 1, 0)
  const next = parked.find(({ refused }) => refused === null)
  useEffect(() => {
    if (!live || !next || sending.current) return
    const { callId } = next
    const done = send(link, desk, next).then((heard) => {
      sending.current = null
      if (heard) again()
      else setTimeout(again, AGAIN_MS)
    })
    sending.current = { callId, done }
  }, [link, desk, live, next, turn])
  return sending
}

/** Resolves with whether the hub answered. */
async function send(link: Link, desk: Desk, waiting: Waiting): Promise<boolean> {
  const { basket, label, totalMinor, callId } = waiting
  const storeId = link.store.home.value
  const shop = storeId === null ? undefined : link.store.record(stores, storeId)
  if (storeId === null || shop === undefined) return false
  const input = {
    storeId,
    id: basket.basketId,
    label,
    content: contentOf(basket),
    totalMinor,
    currency: shop.currency,
  }
  try {
    await link.call(basketsPark, input, { id: callId })
    await listed(link, storeId, basket.basketId)
    desk.parked(callId, null)
    return true
  } catch (error) {
    if (!(error instanceof CallProblem)) throw error
    const isPassing = !error.answered || error.body.status === 503 || error.body.status === 429
    const isSignIn = error.slug === 'not-signed-in' || error.slug === 'revoked'
    if (isPassing || isSignIn) return false
    desk.parked(callId, error.slug)
    return true
  }
}

/** Resolves when the list of all tills has it: the answer may be here before, and then it would stand nowhere. */
function listed({ store }: Link, storeId: Id, id: Id): Promise<void> {
  return new Promise((resolve) => {
    const isThere = () => store.record(parkedSales, id) !== undefined
    if (isThere()) return resolve()
    const end = () => {
      unwatch()
      clearTimeout(timer)
      resolve()
    }
    const unwatch = store.watch(parkedSales, () => isThere() && end(), storeId, id)
    const timer = setTimeout(end, LISTED_WITHIN_MS)
  })
}
