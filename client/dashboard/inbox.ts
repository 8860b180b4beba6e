// What wants a manager, computed from what is live: lots that expire or are held with stock left, goods at or under
// their reorder level, tills with sales waiting, offline sales that did not fit. Pure; nothing is stored or dismissed.
import type { Product, Variant } from '#catalog/contract.ts'
import { addDays } from '#shared/days.ts'
import { virtualKinds, type Level, type Location, type Lot } from '#stock/contract.ts'
import { sellable } from '#stock/rules.ts'
import type { Store } from '#stores/contract.ts'
import type { FleetMember } from './fleet.ts'
import type { Heard, HeardLetIn, HeardVoid } from './heard.ts'
import { dayAt } from './wall.ts'

export const EXPIRY_DAYS = 7

export type StoreStock = {
  store: Pick<Store, 'id' | 'name' | 'timeZone'>
  locations: readonly Location[]
  levels: readonly Level[]
}
export type StockAccess = {
  lot: (id: string) => Lot | undefined
  variant: (id: string) => Variant | undefined
  product: (id: string) => Product | undefined
}

type LotLeft = { lot: Lot; leftMilli: number }
export type InboxRow =
  | { kind: 'exception'; heard: Heard }
  | { kind: 'void'; heard: HeardVoid }
  | { kind: 'let-in'; heard: HeardLetIn }
  | { kind: 'waiting'; member: FleetMember }
  | { kind: 'held'; lot: Lot; leftMilli: number }
  /** `worst` has most left. */
  | { kind: 'expired' | 'expiring'; lots: number; worst: LotLeft }
  | {
      kind: 'low'
      products: number
      worst: { variant: Variant; storeId: string; leftMilli: number }
    }

/** Of the lots with stock left: those held back, those past their date, those that reach it within a week. */
export function lotRows(
  all: readonly StoreStock[],
  access: StockAccess,
  nowMs: number,
): InboxRow[] {
  const left = new Map<string, { leftMilli: number; on: string }>()
  for (const { store, locations, levels } of all) {
    const on = dayAt(store.timeZone, nowMs)
    const real = new Set(
      locations.filter(({ kind }) => !virtualKinds.includes(kind)).map(({ id }) => id),
    )
    for (const { lotId, locationId, onHandMilli } of levels) {
      if (lotId === null || onHandMilli === 0 || !real.has(locationId)) continue
      const before = left.get(lotId)
      left.set(lotId, { leftMilli: (before?.leftMilli ?? 0) + onHandMilli, on: before?.on ?? on })
    }
  }
  const groups = { held: [] as LotLeft[], expired: [] as LotLeft[], expiring: [] as LotLeft[] }
  for (const [id, { leftMilli, on }] of left) {
    const lot = access.lot(id)
    const group = lot && groupOf(lot, on)
    if (group) groups[group].push({ lot, leftMilli })
  }
  const most = (a: LotLeft, b: LotLeft) => b.leftMilli - a.leftMilli
  const held = groups.held.toSorted(recalledFirst)
  return [
    ...held.map((each): InboxRow => ({ kind: 'held', ...each })),
    ...(['expired', 'expiring'] as const).flatMap((kind): InboxRow[] => {
      const [worst] = groups[kind].toSorted(most)
      return worst ? [{ kind, lots: groups[kind].length, worst }] : []
    }),
  ]
}

function groupOf({ status, expiryOn }: Lot, on: string): 'held' | 'expired' | 'expiring' | null {
  if (status === 'expired') return 'expired'
  if (status !== 'available') return 'held'
  if (expiryOn === null) return null
  if (expiryOn < on) return 'expired'
  return expiryOn <= addDays(on, EXPIRY_DAYS) ? 'expiring' : null
}

const recalledFirst = (a: LotLeft, b: LotLeft) =>
  Number(b.lot.status === 'recalled') - Number(a.lot.status === 'recalled') ||
  b.leftMilli - a.leftMilli

/** Goods whose stock fit for sale is at or under their reorder level in a store that keeps them. */
export function lowRows(
  all: readonly StoreStock[],
  access: StockAccess,
  nowMs: number,
): InboxRow[] {
  let products = 0
  let worst: { variant: Variant; storeId: string; leftMilli: number; ratio: number } | null = null
  for (const { store, locations, levels } of all) {
    const on = dayAt(store.timeZone, nowMs)
    const sold = new Set(locations.filter((place) => place.sellable).map(({ id }) => id))
    for (const [productId, { variant, leftMilli }] of fitByProduct(levels, sold, access, on)) {
      const product = access.product(productId)
      const reorderMilli = product?.reorderMilli
      if (!product || product.archived || product.service || reorderMilli == null) continue
      if (leftMilli > reorderMilli) continue
      products += 1
      const ratio = leftMilli / Math.max(1, reorderMilli)
      if (!worst || ratio < worst.ratio) worst = { variant, storeId: store.id, leftMilli, ratio }
    }
  }
  return worst ? [{ kind: 'low', products, worst }] : []
}

function fitByProduct(
  levels: readonly Level[],
  sold: ReadonlySet<string>,
  access: StockAccess,
  on: string,
) {
  const fit = new Map<string, { variant: Variant; leftMilli: number }>()
  for (const { variantId, locationId, lotId, onHandMilli } of levels) {
    const variant = access.variant(variantId)
    if (!variant || variant.archived) continue
    const lot = lotId === null ? null : access.lot(lotId)
    const counts = sold.has(locationId) && (lot === null || (lot && sellable(lot, on)))
    const before = fit.get(variant.productId)
    const leftMilli = (before?.leftMilli ?? 0) + (counts ? onHandMilli : 0)
    fit.set(variant.productId, { variant: before?.variant ?? variant, leftMilli })
  }
  return fit
}

/** Terminals that are away with something only they have. */
export function waitingRows(members: readonly FleetMember[]): InboxRow[] {
  return members
    .filter(({ state, queued }) => state === 'offline' && queued > 0)
    .map((member) => ({ kind: 'waiting', member }))
}

/** Offline sales that the hub had to take though something did not fit. */
export function exceptionRows(heard: readonly Heard[]): InboxRow[] {
  return heard
    .filter(({ sale }) => sale.exceptions.length > 0)
    .map((each) => ({ kind: 'exception', heard: each }))
}
