// From the basket to a payment and from a payment to a sale: what Pay, Complete and the quick tenders do, and why
// nothing can be paid now, if it cannot.
import { useCallback, useMemo } from 'react'
import { useDevice } from '../link/react.ts'
import { useSay } from '../words/index.ts'
import { saleLine } from './document.ts'
import { type Bill, changePayment, newPayment, type PaymentAction, settle } from './payment.ts'
import type { Screen, StopWhy, Till } from './till-state.ts'
import { useCheckout } from './use-checkout.ts'

type Parts = Pick<
  Till,
  'link' | 'desk' | 'shelf' | 'terminal' | 'person' | 'drawer' | 'basket' | 'screen' | 'view'
> &
  Pick<Till, 'live' | 'may' | 'show'> & {
    readonly change: (change: (before: Screen) => Screen) => void
  }

const refusals = {
  'too-much': ['sell.tooMuch', 'sell.tooMuchNext'],
  reference: ['sell.needsReference', 'sell.needsReferenceNext'],
} as const

export function usePaying(
  parts: Parts,
): Pick<Till, 'bill' | 'why' | 'pay' | 'startPay' | 'complete' | 'quickPay'> {
  const { basket, shelf, screen, show, change } = parts
  const say = useSay()
  const checkOut = useCheckout(parts)
  const { sellsOffline } = useDevice()
  const why = stopWhy({ ...parts, blocked: parts.view.blocked, sellsOffline })
  const bill: Bill = useMemo(
    () => ({
      lines: basket.lines.map((line) => saleLine(line, shelf)),
      settings: shelf.shop,
      taxes: shelf.taxes,
    }),
    [basket.lines, shelf],
  )
  const ready = basket.lines.length > 0 && why === null && !screen.busy
  const pay = useCallback(
    (action: PaymentAction) =>
      change((before) => ({
        ...before,
        failure: null,
        payment: changePayment(before.payment, action, bill),
      })),
    [change, bill],
  )
  return {
    bill,
    why,
    pay,
    startPay: () => {
      if (why === 'drawer') return show({ sheet: { kind: 'drawer' } })
      if (ready) show({ mode: 'pay', payment: newPayment, failure: null, sheet: null })
    },
    complete: () => {
      if (!ready) return
      const settled = settle(screen.payment, bill)
      if (settled.kind === 'complete') return checkOut(settled.tenders)
      if (settled.kind === 'more') return show({ payment: settled.payment, failure: null })
      const [happened, next] = refusals[settled.why]
      show({ failure: { happened: say(happened), next: say(next) } })
    },
    quickPay: ({ kind, amountMinor }) => {
      if (ready) checkOut([{ kind, amountMinor, reference: null }])
    },
  }
}

type Grounds = Pick<Till, 'drawer' | 'may' | 'live'> & { blocked: number; sellsOffline: boolean }

function stopWhy({ blocked, drawer, may, live, sellsOffline }: Grounds): StopWhy | null {
  if (!may('sales.complete')) return 'not-permitted'
  if (!sellsOffline && !live) return 'insecure-offline'
  if (blocked > 0) return 'blocked'
  return drawer ? null : 'drawer'
}
