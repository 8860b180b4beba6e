// The open basket and everything a cashier can do to it, as one pure reducer. It knows no clock, no network and no
// screen; what the shop says about prices comes in as an action, and nothing typed or scanned is dropped by any.
import type { Customer } from '#customers/contract.ts'
import type { Channel, PriceDecision } from '#prices/contract.ts'
import type { SaleLine, StoredSale } from '#sales/contract.ts'
import type { Id } from '#shared/ids.ts'

/** What a line charges for one unit, and the decision behind it. */
export type Charge = {
  readonly unitPriceCentiMinor: number
  readonly decision: PriceDecision
  /** The quantity from which the price holds. */
  readonly minimumMilli: number
}
export type PriceChange = {
  readonly atMs: number
  readonly fromCentiMinor: number
  readonly toCentiMinor: number
  readonly chargedCentiMinor: number
}
export type Discount = { readonly reason: string | null } & (
  | { readonly kind: 'amount'; readonly amountMinor: number }
  | { readonly kind: 'percent'; readonly ratePpm: number }
)
export type ReturnOf = NonNullable<SaleLine['returnOf']>

export type Line = {
  readonly id: Id
  readonly variantId: Id
  /** Negative for goods that come back. */
  readonly quantityMilli: number
  /** How much the price is for: 1000 is one unit, another number the pack of that size. */
  readonly packMilli: number
  readonly lotId: Id | null
  /** Who chose the lot: the first that expires, the code that was scanned, or a person. */
  readonly lotBy: 'fefo' | 'scan' | 'person'
  readonly charge: Charge
  /** The price last seen in force, by which a change is noticed. */
  readonly seen: Charge
  readonly change: PriceChange | null
  readonly discount: Discount | null
  readonly returnOf: ReturnOf | null
  /** For goods of a receipt: the line as it was sold, and how much of it may still come back. */
  readonly sold: Sold | null
  /** The gift card or voucher account that the line sells or loads. */
  readonly issues: Id | null
}
/** What a line of plain goods lacks. */
export const plainLine = {
  packMilli: 1000,
  lotId: null,
  lotBy: 'fefo',
  change: null,
  discount: null,
  returnOf: null,
  sold: null,
  issues: null,
} as const satisfies Partial<Line>
/** What is known of the sale that goods come back from, whichever line of it. */
export type Origin = Pick<StoredSale, 'saleId' | 'receipt' | 'customerId' | 'refunds'> & {
  /** What it was paid by, with the accounts of gift cards and store credit. */
  readonly tenders: StoredSale['body']['tenders']
}
export type Sold = {
  readonly line: SaleLine
  /** How much of it had not come back when it was looked up, and what was still owed for it. */
  readonly leftMilli: number
  readonly unpaidMinor: number
  readonly origin: Origin
}
export type Buyer = Pick<
  Customer,
  'id' | 'name' | 'phone' | 'taxNumber' | 'groupId' | 'taxPositionId'
>

export type Basket = {
  /** Becomes the id of the sale; another one after a refusal. */
  readonly id: Id
  /** The name under which it is held, parked and asked about; stays while the basket lives. */
  readonly basketId: Id
  /** The hub knows it: it holds goods or was parked. */
  readonly atHub: boolean
  /** The version of the parked sale it was opened from: one till at a time has it. */
  readonly parkedVersion: number | null
  readonly lines: readonly Line[]
  readonly selectedId: Id | null
  readonly customer: Buyer | null
  /** Taken off the whole basket, before it is split over the lines. */
  readonly discount: Discount | null
  /** Who sold the goods, where that is not who takes the money. */
  readonly salesPersonId: Id | null
  readonly channel: Exclude<Channel, 'web'>
  /** While goods come back without a receipt: what is scanned is taken back. */
  readonly returning: Pick<ReturnOf, 'reason' | 'disposition'> | null
  /** What was taken out last, to be undone. */
  readonly removed: Removed | null
}
export type Removed = {
  /** The line as it was before. */
  readonly line: Line
  readonly index: number
  /** What was left of it; null where it was taken out whole. */
  readonly leavesMilli: number | null
}

export type BasketAction =
  | { readonly do: 'add'; readonly line: Line }
  | { readonly do: 'select'; readonly id: Id | null }
  | { readonly do: 'move'; readonly by: 1 | -1 }
  | { readonly do: 'remove'; readonly id: Id }
  /** Less of a line. `again`: it goes on from the last time, and is undone with it. */
  | { readonly do: 'lower'; readonly line: Line; readonly again: boolean }
  | { readonly do: 'undo' }
  | { readonly do: 'discount'; readonly id: Id; readonly discount: Discount | null }
  | { readonly do: 'basket-discount'; readonly discount: Discount | null }
  | { readonly do: 'sales-person'; readonly personId: Id | null }
  | { readonly do: 'channel'; readonly channel: Basket['channel'] }
  | { readonly do: 'lot'; readonly id: Id; readonly lotId: Id }
  /** Lines put in the place of the former ones, such as with another price or quantity. */
  | { readonly do: 'lines'; readonly lines: readonly Line[]; readonly selectId?: Id }
  | { readonly do: 'customer'; readonly customer: Buyer | null }
  | { readonly do: 'returning'; readonly returning: Basket['returning'] }
  | { readonly do: 'again'; readonly id: Id }
  | { readonly do: 'at-hub'; readonly basketId: Id }

export function emptyBasket(id: Id): Basket {
  return {
    id,
    basketId: id,
    atHub: false,
    parkedVersion: null,
    lines: [],
    selectedId: null,
    customer: null,
    discount: null,
    salesPersonId: null,
    channel: 'store',
    returning: null,
    removed: null,
  }
}

/** A basket as an earlier version of the till kept it, with what it did not know. */
export function completed(kept: Partial<Basket> & Pick<Basket, 'id'>): Basket {
  const lines = (kept.lines ?? []).map((line) => ({ ...plainLine, ...line }))
  const customer = kept.customer && { ...noTerms, ...kept.customer }
  const removed = kept.removed
    ? { ...kept.removed, leavesMilli: kept.removed.leavesMilli ?? null }
    : null
  return { ...emptyBasket(kept.id), ...kept, lines, customer: customer ?? null, removed }
}
const noTerms = { groupId: null, taxPositionId: null }

/** Whether there is nothing in it that would be missed. */
export function isEmpty(basket: Basket): boolean {
  return basket.lines.length === 0 && basket.customer === null && basket.returning === null
}

export function selectedLine(basket: Basket): Line | undefined {
  return basket.lines.find(({ id }) => id === basket.selectedId)
}

export function changeBasket(basket: Basket, action: BasketAction): Basket {
  switch (action.do) {
    case 'add':
      return { ...basket, lines: [...basket.lines, action.line], selectedId: action.line.id }
    case 'select':
      return { ...touched(basket, action.id), selectedId: action.id }
    case 'move':
      return moved(basket, action.by)
    case 'remove':
      return removed(basket, action.id)
    case 'lower':
      return lowered(basket, action.line, action.again)
    case 'undo':
      return restored(basket)
    case 'discount':
      return changed(basket, action.id, (line) => ({ ...line, discount: action.discount }))
    case 'basket-discount':
      return { ...basket, discount: action.discount }
    case 'sales-person':
      return { ...basket, salesPersonId: action.personId }
    case 'channel':
      return { ...basket, channel: action.channel }
    case 'lot':
      return changed(basket, action.id, (line) => {
        return { ...line, lotId: action.lotId, lotBy: 'person' }
      })
    case 'lines':
      return {
        ...basket,
        lines: action.lines,
        selectedId: action.selectId ?? basket.selectedId,
      }
    case 'customer':
      return { ...basket, customer: action.customer }
    case 'returning':
      return { ...basket, returning: action.returning }
    case 'again':
      return { ...basket, id: action.id }
    case 'at-hub':
      // The answer may come when another basket is open already.
      if (basket.basketId !== action.basketId || basket.atHub) return basket
      return { ...basket, atHub: true }
  }
}

// The note about a price stays until its line is touched.
function touched(basket: Basket, id: Id | null): Basket {
  const noted = basket.lines.some((line) => line.id === id && line.change !== null)
  return noted && id !== null ? changed(basket, id, (line) => ({ ...line, change: null })) : basket
}

function changed(basket: Basket, id: Id, change: (line: Line) => Line): Basket {
  return { ...basket, lines: basket.lines.map((line) => (line.id === id ? change(line) : line)) }
}

function moved(basket: Basket, by: 1 | -1): Basket {
  const { lines, selectedId } = basket
  if (lines.length === 0) return basket
  const at = lines.findIndex(({ id }) => id === selectedId)
  const start = by === 1 ? 0 : lines.length - 1
  const next = at < 0 ? start : Math.min(lines.length - 1, Math.max(0, at + by))
  return { ...basket, selectedId: lines[next]?.id ?? null }
}

function removed(basket: Basket, id: Id): Basket {
  const index = basket.lines.findIndex((line) => line.id === id)
  const line = basket.lines[index]
  if (!line) return basket
  const lines = basket.lines.toSpliced(index, 1)
  const next = lines[Math.min(index, lines.length - 1)]?.id ?? null
  const selectedId = basket.selectedId === id ? next : basket.selectedId
  return { ...basket, lines, selectedId, removed: { line, index, leavesMilli: null } }
}

function lowered(basket: Basket, line: Line, again: boolean): Basket {
  const index = basket.lines.findIndex(({ id }) => id === line.id)
  const now = basket.lines[index]
  if (!now) return basket
  const before = again ? (basket.removed?.line ?? now) : now
  const removed = { line: before, index, leavesMilli: line.quantityMilli }
  return { ...basket, lines: basket.lines.with(index, line), selectedId: line.id, removed }
}

/** Whether nothing has happened to the line since so much of it was taken out. */
export function isLowered({ lines, removed }: Basket, lineId: Id): boolean {
  const line = lines.find(({ id }) => id === lineId)
  return (
    line !== undefined && removed?.line.id === lineId && removed.leavesMilli === line.quantityMilli
  )
}

function restored(basket: Basket): Basket {
  if (!basket.removed) return basket
  const { line, index, leavesMilli } = basket.removed
  if (leavesMilli !== null && !isLowered(basket, line.id)) return basket
  const now = basket.lines.findIndex(({ id }) => id === line.id)
  const lines =
    leavesMilli === null ? basket.lines.toSpliced(index, 0, line) : basket.lines.with(now, line)
  return { ...basket, lines, selectedId: line.id, removed: null }
}
