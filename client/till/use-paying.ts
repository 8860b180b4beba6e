// From the basket to a payment and from a payment to a sale: what Pay, Complete and the quick tenders do, and why
// nothing can be paid now, if it cannot.
import { useCallback, useMemo } from 'react'
import { useDevice } from '../link/react.ts'
import { useSay } from '../words/index.ts'
import { openAsk } from './approval-of-basket.ts'
import { saleLines } from './document.ts'
import type { Shelf } from './shelf.ts'
import type { Paying, StopWhy } from './paying.ts'
import {
  changePayment,
  dueBy,
  newPayment,
  type Payment,
  type PaymentAction,
  settle,
} from './payment.ts'
import { comingBack, suggestRefund } from './refund-ways.ts'
import { type Bill, faultOf, type Taken, type TenderFault } from './tenders-taken.ts'
import type { Screen, Till } from './till-state.ts'
import { useAsked } from './use-asked.ts'
import { useCheckout } from './use-checkout.ts'
import { useCode } from './use-code.ts'
import { useCredit } from './use-credit.ts'

type Parts = Pick<
  Till,
  | 'link'
  | 'desk'
  | 'shelf'
  | 'terminal'
  | 'person'
  | 'drawer'
  | 'basket'
  | 'screen'
  | 'view'
  | 'asks'
  | 'parking'
> &
  Pick<Till, 'live' | 'may' | 'show' | 'onDay'> & {
    readonly change: (change: (before: Screen) => Screen) => void
  }

export function usePaying(parts: Parts): Paying {
  const { basket, screen, show, change } = parts
  const say = useSay()
  const bill = useBill(parts)
  const coming = useMemo(() => comingBack(basket, bill.lines, bill), [basket, bill])
  const paysOnAccount = screen.mode === 'pay' && screen.payment.kind === 'on-account'
  const wanted = parts.live && (paysOnAccount || screen.payment.taken.some(isOnAccount))
  const { credit, readCredit } = useCredit(bill.customerId, bill.settings.currency, wanted)
  const money = useMemo(() => ({ credit, coming }), [credit, coming])
  const { asked, grants } = useAsked({ ...parts, bill, money })
  const checkOut = useCheckout({ ...parts, grants })
  const { sellsOffline } = useDevice()
  const why = stopWhy({ ...parts, blocked: parts.view.blocked, sellsOffline })
  const ready = basket.lines.length > 0 && why === null && !screen.busy
  const pay = useCallback(
    (action: PaymentAction) =>
      change((before) => {
        const payment = changePayment(before.payment, action, bill)
        return { ...before, failure: null, payment }
      }),
    [change, bill],
  )
  const refused = useCallback(
    (fault: TenderFault) => {
      // It does not stay on the screen either.
      if (fault === 'card-number') pay({ do: 'reference', text: '' })
      const happened = say(`paying.fault.${fault}`)
      show({ failure: { happened, next: say(`paying.faultNext.${fault}`) } })
    },
    [say, show, pay],
  )
  const { finding, takeCode } = useCode({ ...parts, bill, pay, refused })
  return {
    ...{ bill, why, credit, coming, asked, finding, pay, takeCode, readCredit },
    startPay: () => {
      if (why === 'drawer') return show({ sheet: { kind: 'drawer' } })
      const open = openAsk(parts.asks)
      if (why === 'approval' && open) {
        return show({ sheet: { kind: 'approval', of: open.asked.kind } })
      }
      if (!ready) return
      const payment = opening(bill, coming, parts.shelf.shop.noReceipt)
      show({ mode: 'pay', payment, failure: null, sheet: null })
    },
    complete: () => {
      if (!ready) return
      const settled = settle(screen.payment, bill)
      if (settled.kind === 'complete') return checkOut(settled.tenders)
      if (settled.kind === 'more') return show({ payment: settled.payment, failure: null })
      refused(settled.why)
    },
    quickPay: ({ kind, amountMinor }) => {
      if (ready) checkOut([{ kind, amountMinor, reference: null }])
    },
  }
}

const isOnAccount = ({ kind }: Taken) => kind === 'on-account'

function useBill({ basket, shelf, onDay, live }: Parts) {
  const customerId = basket.customer?.id ?? null
  return useMemo(() => {
    const lines = saleLines(basket, shelf)
    return { lines, settings: shelf.shop, taxes: shelf.taxes, customerId, onDay, live }
  }, [basket, shelf, customerId, onDay, live])
}

/** How a payment begins; where goods without a receipt are worth store credit only, that is in hand. */
function opening(
  bill: Bill,
  coming: Paying['coming'],
  noReceipt: Shelf['shop']['noReceipt'],
): Payment {
  const taken = suggested(bill, coming)
  const credits = noReceipt === 'store-credit' && coming.noReceiptMinor > 0
  const back = credits && dueBy('card', taken, bill) < 0
  const begun = { ...newPayment, taken }
  return back ? { ...begun, kind: 'store-credit', choosing: false } : begun
}

/** Money goes back as it came: what is not cash is proposed, and cash is what is left. */
function suggested(bill: Bill, coming: Paying['coming']): Taken[] {
  const oweMinor = -dueBy('card', [], bill)
  if (oweMinor <= 0) return []
  return suggestRefund(coming, oweMinor, bill.customerId).filter(
    (tender) => faultOf(tender, [], bill) === undefined,
  )
}

type Grounds = Pick<Till, 'drawer' | 'may' | 'live' | 'asks' | 'parking'> & {
  blocked: number
  sellsOffline: boolean
}

function stopWhy(grounds: Grounds): StopWhy | null {
  const { blocked, drawer, may, live, asks, parking, sellsOffline } = grounds
  if (!may('sales.complete')) return 'not-permitted'
  if (parking.lost) return 'elsewhere'
  if (!sellsOffline && !live) return 'insecure-offline'
  if (blocked > 0) return 'blocked'
  if (!drawer || drawer.counting) return 'drawer'
  return openAsk(asks) ? 'approval' : null
}
