// Which notes to hand back, largest first, so that nobody has to think at the drawer. Coins are left to the hand.
import type { SaleBody, Tender } from '#sales/contract.ts'
import { exponentOf } from '#shared/money.ts'

const notes: Readonly<Record<string, readonly number[]>> = {
  EGP: [200, 100, 50, 20, 10, 5],
  GBP: [50, 20, 10, 5],
  EUR: [100, 50, 20, 10, 5],
  USD: [100, 50, 20, 10, 5, 1],
  SAR: [500, 100, 50, 10, 5],
  AED: [500, 200, 100, 50, 20, 10, 5],
  KWD: [20, 10, 5, 1],
}

/** Notes in minor units that make up the whole part of the change; empty where notes alone cannot. */
export function handBack(changeMinor: number, currency: string): number[] {
  const one = 10 ** exponentOf(currency)
  const given: number[] = []
  let restMinor = changeMinor
  for (const note of notes[currency] ?? []) {
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
