// What is asked for and how far the person goes alone, as sentences.
import type { ApprovalKind, Subject } from '#approvals/contract.ts'
import type { RoleLimits } from '#users/contract.ts'
import { useLook } from '../look/look.tsx'
import { useSay } from '../words/index.ts'

export function useAskWords() {
  const say = useSay()
  const { numerals } = useLook()
  return {
    what: (kind: ApprovalKind, { askMinor, askPpm, currency, documentId }: Subject): string =>
      // What is taken out of a basket was not paid for; a sale that is reversed was.
      say(`ask.of.${kind === 'void' && documentId !== null ? 'voidSale' : kind}`, {
        amount: numerals.money(askMinor, currency),
        percent: numerals.percent(askPpm ?? 0),
      }),
    /** Null for a kind that has no limit. */
    alone: (kind: ApprovalKind, limits: RoleLimits | null, currency: string): string | null => {
      if (kind === 'hand-over') return null
      if (!limits) return say('ask.aloneNone')
      if (kind === 'discount' || kind === 'price-override') {
        const ppm = kind === 'discount' ? limits.discountPpm : limits.overridePpm
        return ppm === 0
          ? say('ask.aloneNone')
          : say('ask.alonePercent', { percent: numerals.percent(ppm) })
      }
      const limit = {
        void: 'voidMinor',
        'no-receipt-return': 'noReceiptMinor',
        credit: 'creditMinor',
      }
      const amountMinor = limits[limit[kind] as 'voidMinor']
      return amountMinor === 0
        ? say('ask.aloneNone')
        : say('ask.aloneAmount', { amount: numerals.money(amountMinor, currency) })
    },
  }
}
