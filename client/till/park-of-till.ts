// Putting the open basket aside and taking one up again, wherever in the store it was put aside. What is open when
// another one is taken up is put aside in its place, so that neither is lost.
import { useCallback, useMemo } from 'react'
import { basketsDiscard, basketsResume, type ParkedSale, parkedSales } from '#baskets/contract.ts'
import { type Id, newId } from '#shared/ids.ts'
import type { Terminal } from '#terminals/contract.ts'
import type { Person } from '#users/contract.ts'
import type { Link } from '../link/link.ts'
import { useRecord, useRecords, useWatched } from '../link/react.ts'
import { nameIn } from '../look/locale.ts'
import { useLook } from '../look/look.tsx'
import type { Basket } from './basket.ts'
import { type Desk, freshBasket } from './desk.ts'
import { basketTotals } from './document.ts'
import { productOf } from './lots.ts'
import { basketOf } from './park.ts'
import { behindOf } from './park-behind.ts'
import { type Aside, asideOf, type Lost, lostOf } from './park-list.ts'
import { useParkSender } from './park-sender.ts'
import type { Moment } from './scan.ts'
import type { Shelf } from './shelf.ts'
import { usePassing } from './use-approval.ts'

export type Parking = {
  /** What can be taken up, the newest first. */
  readonly list: readonly Aside[]
  /** What became of the open basket meanwhile, if it is not this till's any more. */
  readonly lost: Lost | null
  /** False: there is nothing to put aside. */
  readonly park: () => boolean
  /** Rejects with a CallProblem; `parked-elsewhere` where it is open at another till and is not taken. */
  readonly resume: (aside: Aside, take: boolean) => Promise<Resumed>
  readonly discard: (aside: Aside) => Promise<void>
  /** Leaves a basket that is another till's by now. */
  readonly leave: () => void
  /** Gets it back from there. */
  readonly takeBack: () => Promise<Resumed>
}
export type Resumed = {
  /** Goods that have no price any more and were left out. */
  readonly lost: readonly Id[]
  /** What it came to when it was put aside, if that is another amount now. */
  readonly formerMinor: number | null
}

type Parts = {
  readonly link: Link
  readonly desk: Desk
  readonly shelf: Shelf
  readonly onDay: string
  readonly terminal: Terminal
  readonly person: Person
  readonly basket: Basket
  readonly live: boolean
}

export function useParking(parts: Parts): Parking {
  const { link, desk, shelf, terminal, basket, live } = parts
  const { parked } = useWatched(desk.state)
  const sales = useRecords(parkedSales)
  const at = usePassing(sales.flatMap(({ lease }) => lease?.until ?? []))
  const sending = useParkSender(link, desk, live)
  const own = useRecord(parkedSales, basket.parkedVersion === null ? null : basket.basketId)
  const describe = useDescription(parts)
  const list = useMemo(
    () => asideOf(sales, parked, { terminalId: terminal.id, at, basket }),
    [sales, parked, terminal, at, basket],
  )
  const open = useCallback(
    (next: Basket | undefined) => {
      const { lines } = desk.state.value.basket
      if (lines.length > 0) desk.park(describe(), next)
      else if (next) desk.change({ basket: next })
    },
    [desk, describe],
  )
  const fromHub = async (id: Id, take: boolean): Promise<Resumed> => {
    const sale = await link.call(basketsResume, { storeId: shelf.shop.id, id, take })
    const read = await basketBehind(parts, sale)
    open(read.basket)
    const { totalMinor } = basketTotals(read.basket, shelf)
    return { lost: read.lost, formerMinor: totalMinor === sale.totalMinor ? null : sale.totalMinor }
  }
  const fresh = () => desk.change({ basket: freshBasket() })
  return {
    list,
    lost: live ? lostOf(basket, own, terminal.id) : null,
    park: () => {
      if (desk.state.value.basket.lines.length === 0) return false
      desk.park(describe())
      return true
    },
    resume: async (aside, take) => {
      if (aside.kind === 'hub') return fromHub(aside.id, take)
      const { callId } = aside.waiting
      if (sending.current?.callId === callId) {
        await sending.current.done
        const isGone = !desk.state.value.parked.some((each) => each.callId === callId)
        if (isGone) return fromHub(aside.id, take)
      }
      open(undefined)
      desk.takeBack(callId)
      return { lost: [], formerMinor: null }
    },
    discard: async (aside) => {
      if (aside.kind === 'here') return desk.parked(aside.waiting.callId, null)
      await link.call(basketsDiscard, { storeId: shelf.shop.id, id: aside.id })
    },
    leave: fresh,
    takeBack: () => {
      const { basketId } = desk.state.value.basket
      fresh()
      return fromHub(basketId, true)
    },
  }
}

async function basketBehind({ link, shelf, onDay }: Parts, sale: ParkedSale) {
  const behind = await behindOf(link.call, shelf.shop.id, sale.content)
  const moment: Moment = { at: link.clock.nowAt(), onDay, newId: () => newId(Date.now()) }
  return basketOf(sale, behind, shelf, moment)
}

/** What others see of a basket that is put aside: whose it is, or what is in it. */
function useDescription({ link, desk, shelf, person }: Parts) {
  const { locale } = useLook()
  return useCallback(() => {
    const { basket } = desk.state.value
    const [first] = basket.lines
    const product = first && productOf(shelf, first.variantId)
    const goods = product ? nameIn(locale, product.name) : person.name
    return {
      label: (basket.customer?.name ?? goods).slice(0, 80),
      totalMinor: basketTotals(basket, shelf).totalMinor,
      at: link.clock.nowAt(),
      personId: person.id,
      callId: newId(Date.now()),
    }
  }, [link, desk, shelf, person, locale])
}
