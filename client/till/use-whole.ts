// What is done to the basket beyond one line: another customer or channel brings other prices at once, a person says
// a price, goods change their pack. It decides nothing; the rules of pricing do.
import { useCallback } from 'react'
import type { Id } from '#shared/ids.ts'
import type { Link } from '../link/link.ts'
import type { BasketAction, Line } from './basket.ts'
import type { Desk } from './desk.ts'
import { onTerms, overridden, type PackChoice, termsOf, withPack } from './pricing.ts'
import type { Shelf } from './shelf.ts'
import type { Less } from './voids.ts'

export type Whole = {
  readonly act: (action: BasketAction) => void
  /** A price said by a person; null takes that of the list again. */
  readonly setPrice: (
    lineId: Id,
    price: { readonly unitPriceCentiMinor: number; readonly reason: string } | null,
  ) => void
  readonly setPack: (lineId: Id, pack: PackChoice) => void
}
type Parts = {
  readonly link: Link
  readonly desk: Desk
  readonly shelf: Shelf
  readonly lessen: (lineId: Id, less: Less) => void
}

export function useWhole({ link, desk, shelf, lessen }: Parts): Whole {
  const act = useCallback(
    (action: BasketAction) => {
      desk.basket(action)
      if (action.do !== 'customer' && action.do !== 'channel') return
      const { basket } = desk.state.value
      const at = link.clock.nowAt()
      const terms = termsOf(basket)
      const lines = basket.lines.map((line) => onTerms(line, shelf, at, terms))
      desk.basket({ do: 'lines', lines })
    },
    [desk, link, shelf],
  )
  const change = useCallback(
    (id: Id, how: (line: Line) => Line) => {
      const { lines } = desk.state.value.basket
      desk.basket({ do: 'lines', lines: lines.map((line) => (line.id === id ? how(line) : line)) })
    },
    [desk],
  )
  const setPrice: Whole['setPrice'] = useCallback(
    (id, price) => change(id, (line) => overridden(line, price)),
    [change],
  )
  const setPack: Whole['setPack'] = useCallback(
    (id, pack) => {
      const { basket } = desk.state.value
      const before = basket.lines.find((line) => line.id === id)
      if (!before) return
      const after = withPack(before, pack, shelf, link.clock.nowAt(), termsOf(basket))
      const byMilli = before.quantityMilli - after.quantityMilli
      if (byMilli * Math.sign(before.quantityMilli) > 0) lessen(id, { byMilli, pack })
      else change(id, () => after)
    },
    [change, desk, shelf, link, lessen],
  )
  return { act, setPrice, setPack }
}
