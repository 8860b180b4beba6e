// What scans, tiles and quantities do to the basket, with the sound of each. A scan answers within the frame it came
// in: it reads the device's own copy and waits for nothing.
import { useCallback } from 'react'
import { variants } from '#catalog/contract.ts'
import { type Id, newId } from '#shared/ids.ts'
import type { Link } from '../link/link.ts'
import { useLook } from '../look/look.tsx'
import { play } from '../look/sounds.ts'
import type { Desk } from './desk.ts'
import { isGiftCard } from './gift-card.ts'
import { useNews } from './news.tsx'
import { termsOf, withQuantity } from './pricing.ts'
import { type Moment, pick, type Picked, readScan, type ScanAnswer } from './scan.ts'
import type { Screen } from './till-state.ts'
import { useLatest } from './use-latest.ts'
import type { ShelfNow } from './use-shelf.ts'
import { viewOf } from './view.ts'
import type { Less } from './voids.ts'

export type CounterParts = {
  readonly link: Link
  readonly desk: Desk
  readonly now: ShelfNow
  readonly about: { readonly live: boolean; readonly lostAtMs: number | null }
  readonly show: (part: Partial<Screen>) => void
  readonly lessen: (lineId: Id, less: Less) => void
}
type PickGoods = (picked: Picked, timesMilli: number | null) => void

const momentOf = ({ link, now: { onDay } }: Pick<CounterParts, 'link' | 'now'>): Moment => ({
  at: link.clock.nowAt(),
  onDay,
  newId: () => newId(Date.now()),
})

export function useCounter(parts: CounterParts) {
  const { link, desk, now, show, lessen } = parts
  const { shelf } = now
  const pickGoods = usePick(parts)
  const scan = useScan(parts, pickGoods)
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
      const { basket } = desk.state.value
      const { lines } = basket
      const line = lines.find(({ id }) => id === lineId)
      if (!line) return
      if (quantityMilli === 0) return show({ sheet: { kind: 'void', lineId } })
      const most = line.sold?.leftMilli ?? Number.POSITIVE_INFINITY
      const signed = Math.sign(line.quantityMilli) * Math.min(Math.abs(quantityMilli), most)
      const byMilli = line.quantityMilli - signed
      if (byMilli * Math.sign(line.quantityMilli) > 0)
        return lessen(lineId, { byMilli, pack: null })
      const at = link.clock.nowAt()
      const next = lines.map((each) =>
        each === line ? withQuantity(each, signed, shelf, at, termsOf(basket)) : each,
      )
      desk.basket({ do: 'lines', lines: next, selectId: lineId })
    },
    [link, desk, shelf, show, lessen],
  )
  return { pickGoods, pickVariant, scan, setQuantity }
}

function usePick({ link, desk, now, about, show }: CounterParts): PickGoods {
  const { volume } = useLook()
  const news = useNews()
  return useCallback(
    (picked, timesMilli) => {
      const { shelf, onDay } = now
      const answer = pick(
        shelf,
        desk.state.value.basket,
        picked,
        timesMilli,
        momentOf({ link, now }),
      )
      if (answer.kind === 'weigh') return show({ sheet: { kind: 'weigh', picked } })
      if (answer.kind === 'no-price') {
        // A gift card has the price that is put on it.
        if (isGiftCard(picked)) return show({ sheet: { kind: 'gift-card' } })
        play('blocked', volume)
        return void news.noPrice(answer.names)
      }
      desk.basket(answer.action)
      show({ sheet: null, timesMilli: null, search: '' })
      const { basket } = desk.state.value
      const { lines } = viewOf(basket, shelf, { onDay, ...about })
      const line = lines.find(({ id }) => id === basket.selectedId)
      play(line?.state.kind === 'blocked' ? 'blocked' : 'found', volume)
    },
    [link, desk, now, about, show, volume, news],
  )
}

// What is not known may be among the goods that are still being read from the disk: its answer waits for them.
function useScan(parts: CounterParts, pickGoods: PickGoods) {
  const { link, now } = parts
  const { filling } = link.store
  const answer = useAnswer(parts, pickGoods)
  const read = useCallback(
    (code: string) => {
      const variantsBy = (index: 'barcode' | 'sku', term: string) =>
        link.store.find(variants, index, term)
      return readScan({ ...now.shelf, variantsBy }, code, link.clock.nowAt())
    },
    [link, now],
  )
  const again = useLatest((code: string, timesMilli: number | null) =>
    answer(read(code), code, timesMilli),
  )
  return useCallback(
    (code: string, timesMilli: number | null): void => {
      const found = read(code)
      if (found.kind !== 'unknown' || !filling.value) return answer(found, code, timesMilli)
      void filling.until((left) => left === null).then(() => again(code, timesMilli))
    },
    [filling, read, answer, again],
  )
}

function useAnswer({ show }: CounterParts, pickGoods: PickGoods) {
  const { volume } = useLook()
  const news = useNews()
  return useCallback(
    (answer: ScanAnswer, code: string, timesMilli: number | null): void => {
      switch (answer.kind) {
        case 'picked':
          return pickGoods(answer.picked, timesMilli)
        case 'receipt':
          play('found', volume)
          return show({ sheet: { kind: 'return', receipt: answer.receipt } })
        case 'lot-unknown':
          play('blocked', volume)
          return void news.lotUnknown(answer.lot, () => pickGoods(answer.picked, timesMilli))
        case 'unknown':
        case 'unreadable':
          play('unknown', volume)
          return void news.unknown(code, () => show({ tab: 'find', search: code, sheet: null }))
      }
    },
    [pickGoods, show, volume, news],
  )
}
