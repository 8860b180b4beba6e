// The open basket among those of the other tills: its goods are held while it is open, and each line knows at once
// who else wants the last of it.
import { useEffect, useMemo, useRef } from 'react'
import { basketsHold, basketsRelease, reservations } from '#baskets/contract.ts'
import { terminals } from '#terminals/contract.ts'
import type { Link } from '../link/link.ts'
import { useRecords } from '../link/react.ts'
import type { Basket } from './basket.ts'
import type { Desk } from './desk.ts'
import {
  type Contention,
  contentionOf,
  type Held,
  holdLines,
  noContention,
  sparedFor,
  worthHolding,
} from './hold.ts'
import { HoldKeeper } from './hold-keeper.ts'
import type { Spared } from './lots.ts'
import type { Shelf } from './shelf.ts'
import { usePassing } from './use-approval.ts'

type Parts = {
  readonly link: Link
  readonly desk: Desk
  readonly basket: Basket
  readonly shelf: Shelf
  readonly onDay: string
  readonly live: boolean
}

export type Others = {
  /** The lines that other tills stand before or after. */
  readonly contention: Contention
  /** What the hub would leave to them of each lot, by variant. */
  readonly spared: Spared
}
const nobody: Others = { contention: noContention, spared: new Map() }

/** Holds the basket among those of the other tills. */
export function useOthers(parts: Parts): Others {
  const { link, basket, shelf, onDay, live } = parts
  const all = useRecords(reservations)
  const at = usePassing(all.map(({ expiresAt }) => expiresAt))
  const held: Held = useMemo(
    () => ({
      of: (variantId) => all.filter((each) => each.variantId === variantId),
      at,
      onDay,
      live,
      tillName: (id) => link.store.record(terminals, id)?.name ?? '?',
    }),
    [link, all, at, onDay, live],
  )
  useHolding(parts, held)
  return useMemo(
    () =>
      all.length === 0
        ? nobody
        : {
            contention: contentionOf(basket, shelf, held),
            spared: sparedFor(basket, shelf, held),
          },
    [all, basket, shelf, held],
  )
}

function useHolding({ link, desk, basket, shelf, live }: Parts, held: Held): void {
  const keeper = useRef<HoldKeeper>(null)
  useEffect(() => {
    keeper.current = keeperOf(link, desk)
    return () => keeper.current?.stop()
  }, [link, desk])
  useEffect(() => {
    const lines = holdLines(basket, shelf)
    const matters = basket.atHub || worthHolding(lines, shelf, held)
    keeper.current?.want({ basketId: basket.basketId, lines, matters })
  }, [basket, shelf, held])
  useEffect(() => keeper.current?.link(live), [live])
}

function keeperOf(link: Link, desk: Desk): HoldKeeper {
  const home = () => {
    const storeId = link.store.home.value
    if (storeId === null) throw new Error('no store around this till')
    return storeId
  }
  return new HoldKeeper({
    hold: async (basketId, lines) =>
      (await link.call(basketsHold, { storeId: home(), basketId, lines: [...lines] })).lines,
    release: async (basketId) => {
      await link.call(basketsRelease, { storeId: home(), basketId })
    },
    held: (basketId) => desk.basket({ do: 'at-hub', basketId }),
    // A sale uses its holds up if it named its basket; what is put aside keeps them while they last.
    letsGo: (basketId) => {
      const sale = desk.state.value.last?.body
      return sale?.id === basketId && sale.basketId === null
    },
  })
}
