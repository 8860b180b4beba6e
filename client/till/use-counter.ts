// What scans, tiles and quantities do to the basket, with the sound of each. A scan answers within the frame it came
// in: it reads the device's own copy and waits for nothing.
import { useCallback } from 'react'
import { variants } from '#catalog/contract.ts'
import { type Id, newId } from '#shared/ids.ts'
import type { Link } from '../link/link.ts'
import { useLook } from '../look/look.tsx'
import { play } from '../look/sounds.ts'
import type { Desk } from './desk.ts'
import { withQuantity } from './pricing.ts'
import { type Moment, pick, type Picked, readScan } from './scan.ts'
import type { ShelfNow } from './use-shelf.ts'
import type { Screen } from './till-state.ts'
import { useNews } from './news.tsx'
import { viewOf } from './view.ts'

export type CounterParts = {
  readonly link: Link
  readonly desk: Desk
  readonly now: ShelfNow
  readonly about: { readonly live: boolean; readonly lostAtMs: number | null }
  readonly show: (part: Partial<Screen>) => void
}

const momentOf = ({ onDay }: ShelfNow): Moment => ({
  at: new Date().toISOString(),
  onDay,
  newId: () => newId(Date.now()),
})

export function useCounter({ link, desk, now, about, show }: CounterParts) {
  const { volume } = useLook()
  const news = useNews()
  const { shelf, onDay } = now

  const pickGoods = useCallback(
    (picked: Picked, timesMilli: number | null) => {
      const { basket } = desk.state.value
      const answer = pick(shelf, basket, picked, timesMilli, momentOf(now))
      if (answer.kind === 'weigh') return show({ sheet: { kind: 'weigh', picked } })
      if (answer.kind === 'no-price') {
        play('blocked', volume)
        return news.noPrice(answer.names)
      }
      desk.basket(answer.action)
      show({ sheet: null, timesMilli: null })
      const after = desk.state.value.basket
      const view = viewOf(after, shelf, { onDay, ...about })
      const line = view.lines.find(({ id }) => id === after.selectedId)
      play(line?.state.kind === 'blocked' ? 'blocked' : 'found', volume)
    },
    [desk, shelf, now, onDay, about, show, volume, news],
  )

  const scan = useCallback(
    (code: string, timesMilli: number | null) => {
      const variantsBy = (index: 'barcode' | 'sku', term: string) =>
        link.store.find(variants, index, term)
      const answer = readScan({ ...shelf, variantsBy }, code, new Date().toISOString())
      switch (answer.kind) {
        case 'picked':
          return pickGoods(answer.picked, timesMilli)
        case 'receipt':
          play('found', volume)
          return show({ sheet: { kind: 'return', receipt: answer.receipt } })
        case 'lot-unknown':
          play('blocked', volume)
          return news.lotUnknown(answer.lot, () => pickGoods(answer.picked, timesMilli))
        case 'unknown':
        case 'unreadable':
          play('unknown', volume)
          return news.unknown(code, () => show({ tab: 'find', search: code, sheet: null }))
      }
    },
    [link, shelf, pickGoods, show, volume, news],
  )

  const pickVariant = useCallback(
    (variantId: Id, timesMilli: number | null) => {
      const variant = shelf.variant(variantId)
      const product = variant && shelf.product(variant.productId)
      if (!product) return
      pickGoods({ variant, product, quantityMilli: null, lotId: null }, timesMilli)
    },
    [shelf, pickGoods],
  )

  const setQuantity = useCallback(
    (lineId: Id, quantityMilli: number) => {
      const { lines } = desk.state.value.basket
      const line = lines.find(({ id }) => id === lineId)
      if (!line) return
      if (quantityMilli === 0) return desk.basket({ do: 'remove', id: lineId })
      const most = line.sold?.leftMilli ?? Number.POSITIVE_INFINITY
      const signed = Math.sign(line.quantityMilli) * Math.min(Math.abs(quantityMilli), most)
      const at = new Date().toISOString()
      const next = lines.map((each) =>
        each === line ? withQuantity(each, signed, shelf, at) : each,
      )
      desk.basket({ do: 'lines', lines: next, selectId: lineId })
    },
    [desk, shelf],
  )
  return { pickGoods, pickVariant, scan, setQuantity }
}
