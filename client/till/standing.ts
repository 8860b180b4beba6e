// How the payment on the screen stands, computed once for the parts that show it.
import { dueBy, standing } from './payment.ts'
import type { Till } from './till-state.ts'

export function standingOf({ bill, screen }: Till) {
  const stands = standing(screen.payment, bill)
  /** What the chosen tender would have to cover. */
  const owedMinor = dueBy(screen.payment.kind, screen.payment.taken, bill)
  return { bill, ...stands, owedMinor, refund: dueBy('card', [], bill) < 0 }
}
