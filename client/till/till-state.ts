// Everything the zones of the till share, made once: the desk, the shelf as it is now, the basket as it is drawn, and
// what can be asked of the till. The zones draw; only this file and the files it calls change anything.
import { createContext, use } from 'react'
import type { ApprovalKind } from '#approvals/contract.ts'
import type { Id } from '#shared/ids.ts'
import type { Terminal } from '#terminals/contract.ts'
import type { Person } from '#users/contract.ts'
import type { Link } from '../link/link.ts'
import type { BasketAsk } from './approval-of-basket.ts'
import type { Basket } from './basket.ts'
import type { Desk, DeskState } from './desk.ts'
import type { OpenDrawer } from './drawer.ts'
import type { Paying } from './paying.ts'
import type { Parking } from './park-of-till.ts'
import type { Payment } from './payment.ts'
import type { Picked } from './scan.ts'
import type { Shelf } from './shelf.ts'
import type { Whole } from './use-whole.ts'
import type { BasketView } from './view.ts'
import type { Less } from './voids.ts'

export type Sheet =
  | { readonly kind: 'keys' | 'customer' | 'resume' | 'more' | 'lot' | 'drawer' | 'person' }
  /** Why the chosen line costs what it does; who sold it and how. */
  | { readonly kind: 'price' | 'terms' }
  | { readonly kind: 'discount'; readonly whole?: boolean }
  /** A line to be taken out, or less of it; all of them for null. */
  | { readonly kind: 'void'; readonly lineId: Id | null; readonly less?: Less }
  | { readonly kind: 'return'; readonly receipt: string }
  | { readonly kind: 'printer' }
  | { readonly kind: 'quantity' }
  | { readonly kind: 'gift-card' | 'receipts' }
  /** What paying needs somebody else's word for. */
  | { readonly kind: 'paying-approval'; readonly of: ApprovalKind }
  /** What needs somebody else's word. */
  | { readonly kind: 'approval'; readonly of: ApprovalKind }
  /** Goods sold by weight that wait for their quantity. */
  | { readonly kind: 'weigh'; readonly picked: Picked }
  /** A quantity for whatever is scanned next. */
  | { readonly kind: 'times' }
export type Mode = 'sell' | 'pay' | 'done'
export type Tab = 'basket' | 'find' | 'more'

/** What the page remembers while it is open; a reload begins it anew. */
export type Screen = {
  readonly mode: Mode
  readonly sheet: Sheet | null
  readonly tab: Tab
  readonly category: string
  readonly search: string
  /** Typed for the next scan. */
  readonly timesMilli: number | null
  readonly payment: Payment
  /** A sale is being handed in. */
  readonly busy: boolean
  readonly failure: Failed | null
}
/**
 * Whether leaving the page would lose what somebody has in hand: a sale on its way, tenders taken for a basket that is not
 * paid yet, a drawer being counted, goods being taken back.
 */
export function isInHand({ busy, mode, payment, sheet }: Screen): boolean {
  const isCounting = sheet?.kind === 'drawer' || sheet?.kind === 'return'
  return busy || isCounting || (mode === 'pay' && payment.taken.length > 0)
}
/** What happened, already as a sentence; what was kept and what to do follow from where it is shown. */
export type Failed = { readonly happened: string; readonly next: string }

export type Till = Whole & {
  readonly link: Link
  readonly desk: Desk
  readonly held: DeskState
  readonly basket: Basket
  readonly shelf: Shelf
  readonly view: BasketView
  /** What of the basket needs somebody else's word, and how that stands. */
  readonly asks: readonly BasketAsk[]
  /** What was put aside in the store, and whether the open basket is this till's still. */
  readonly parking: Parking
  readonly terminal: Terminal
  readonly person: Person
  readonly live: boolean
  readonly lostAtMs: number | null
  readonly onDay: string
  readonly drawer: OpenDrawer | null
  readonly screen: Screen
  readonly may: (permission: string) => boolean
  readonly show: (part: Partial<Screen>) => void
  readonly pickVariant: (variantId: Id) => void
  readonly pickGoods: (picked: Picked, timesMilli: number | null) => void
  readonly scan: (code: string) => void
  readonly setQuantity: (lineId: Id, quantityMilli: number) => void
} & Paying

export const TillContext = createContext<Till | null>(null)

export function useTill(): Till {
  const till = use(TillContext)
  if (!till) throw new Error('no till around this component')
  return till
}
