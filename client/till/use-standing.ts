// How the payment on the screen stands, computed once for the parts that show it.
import { saleLine } from './document.ts'
import { type Bill, dueBy, standing } from './payment.ts'
import type { Till } from './till-state.ts'

export function useStanding({ basket, shelf, screen }: Till) {
  const bill: Bill = {
    lines: basket.lines.map((line) => saleLine(line, shelf)),
    settings: shelf.shop,
    taxes: shelf.taxes,
  }
  const stands = standing(screen.payment, bill)
  /** What the chosen tender would have to cover. */
  const owedMinor = dueBy(screen.payment.kind, screen.payment.taken, bill)
  return { bill, ...stands, owedMinor, refund: dueBy('card', [], bill) < 0 }
}
