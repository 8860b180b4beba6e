// Which notes to hand back, largest first, so that nobody has to think at the drawer. Coins are left to the hand.
import type { SaleBody, Tender } from '#sales/contract.ts'
import { exponentOf } from '../look/decimals.ts'
import { notesOf } from '../look/notes.ts'

/** Notes in minor units that make up the whole part of the change; empty where notes alone cannot. */
export function handBack(changeMinor: number, currency: string): number[] {
  const one = 10 ** exponentOf(currency)
  const given: number[] = []
  let restMinor = changeMinor
  for (const note of notesOf(currency)?.toReversed() ?? []) {
    while (restMinor >= note * one) {
      given.push(note * one)
      restMinor -= note * one
    }
  }
  return restMinor === 0 && given.length <= 4 ? given : []
}

/** What of a sale leaves the drawer for the customer, and what goes back by other ways than cash. */
export function handedOver({ tenders, changeMinor }: Pick<SaleBody, 'tenders' | 'changeMinor'>): {
  readonly cashMinor: number
  readonly elsewhere: readonly Tender[]
} {
  const cash = tenders.filter(({ kind }) => kind === 'cash')
  const sumMinor = cash.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  return {
    cashMinor: changeMinor > 0 ? changeMinor : Math.max(0, -sumMinor),
    elsewhere: tenders.filter(({ kind, amountMinor }) => kind !== 'cash' && amountMinor < 0),
  }
}
