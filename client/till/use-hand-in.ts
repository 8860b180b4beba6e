// Hands a sale, return or reversal in and shows it as made, or says why it was not: the same for a basket that is paid
// for and for a sale that is reversed.
import { useCallback } from 'react'
import { type SaleBody, type SaleResult, saleKind } from '#sales/contract.ts'
import { newId } from '#shared/ids.ts'
import { slugOf } from '#shared/problem.ts'
import { receiptNumber } from '#shared/receipt.ts'
import { useLook } from '../look/look.tsx'
import { play } from '../look/sounds.ts'
import { useProblemWords } from '../ui/problem-words.ts'
import { useSay } from '../words/index.ts'
import { handIn as post } from './checkout.ts'
import type { Made } from './desk.ts'
import { newPayment } from './payment.ts'
import type { Failed, Till } from './till-state.ts'

type Parts = Pick<Till, 'link' | 'desk' | 'shelf' | 'terminal' | 'person' | 'show'>
type Beside = Pick<Made, 'customer' | 'values'>

/** What to do about a refusal, by its kind. */
const nextWords = {
  'approval-required': 'sell.nextManager',
  'approval-void': 'sell.nextManager',
  'credit-exceeded': 'paying.overNext',
  'stored-value-short': 'paying.faultNext.value-short',
  'stored-value-unusable': 'paying.faultNext.value-used',
  'stock-short': 'sell.nextStock',
  'lot-blocked': 'sell.nextLot',
  'lot-expired': 'sell.nextLot',
  'lot-required': 'sell.nextLot',
  'price-mismatch': 'sell.nextPrice',
  'over-return': 'sell.nextReturn',
  'session-closed': 'sell.nextDrawer',
  forbidden: 'sell.nextManager',
} as const

export function useHandIn({ link, desk, shelf, terminal, person, show }: Parts) {
  const say = useSay()
  const { volume } = useLook()
  const problemWords = useProblemWords()

  const failed = useCallback(
    (happened: string, slug: string): void => {
      const key = slug in nextWords ? nextWords[slug as keyof typeof nextWords] : 'sell.nextAgain'
      const failure: Failed = { happened, next: say(key) }
      play('blocked', volume)
      show({ failure, busy: false })
    },
    [say, show, volume],
  )

  /** Resolves with whether the sale stands; one that is not answered yet does. */
  const handIn = useCallback(
    async (body: SaleBody, beside: Beside): Promise<boolean> => {
      if (!(await link.switching.confirmed())) {
        failed(say('switchOver.first'), '')
        return false
      }
      const { verdict, ...number } = await post(link, link.journal.append(saleKind, body))
      if (verdict && (verdict.outcome === 'refused' || verdict.outcome === 'quarantined')) {
        // Its number is used up: the same basket goes on as another document.
        if (body.id === desk.state.value.basket.id) {
          desk.basket({ do: 'again', id: newId(Date.now()) })
        }
        const { problem } = verdict
        const happened = problem ? problemWords(problem) : say('problem.internal')
        failed(say('sell.saleRefused', { why: happened }), problem ? slugOf(problem) : '')
        return false
      }
      const made: Made = {
        ...beside,
        body,
        receipt: receiptNumber(shelf.shop, terminal, number),
        cashier: person.name,
        outcome: verdict?.outcome ?? null,
        result: (verdict?.result as SaleResult | undefined) ?? null,
      }
      desk.made(made)
      play('complete', volume)
      const over = { busy: false, failure: null, sheet: null, tab: 'basket' } as const
      show({ mode: 'done', payment: newPayment, ...over })
      return true
    },
    [link, desk, shelf, terminal, person, failed, say, show, problemWords, volume],
  )
  return { handIn, failed }
}
