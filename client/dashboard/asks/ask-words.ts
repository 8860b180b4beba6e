// How a request for approval is said: who asks for what, which limit it met, and why somebody cannot answer it.
import type { Approval } from '#approvals/contract.ts'
import type { RoleLimits } from '#users/contract.ts'
import { useNumerals } from '../../look/look.tsx'
import { useSay } from '../../words/index.ts'

type Said = { readonly ask: string; readonly rule: string; readonly danger: string }

export function useAskWords() {
  const say = useSay()
  const numerals = useNumerals()
  return ({ kind, subject }: Approval, name: string, limits: RoleLimits): Said => {
    const { askMinor, askPpm, currency, documentId } = subject
    const amount = numerals.money(askMinor, currency)
    const percent = askPpm === null ? amount : numerals.percent(askPpm)
    const upTo = (minor: number) => numerals.money(minor, currency)
    const danger = say('board.asks.dangerOff', { amount })
    switch (kind) {
      case 'discount': {
        const limit = numerals.percent(limits.discountPpm)
        const rule = say('board.asks.discountRule', { limit })
        return { ask: say('board.asks.discount', { name, percent }), rule, danger }
      }
      case 'price-override': {
        const limit = numerals.percent(limits.overridePpm)
        const rule = say('board.asks.overrideRule', { limit })
        return { ask: say('board.asks.override', { name, percent }), rule, danger }
      }
      case 'void': {
        const ask = say(documentId ? 'board.asks.voidSale' : 'board.asks.void', { name })
        const rule = say('board.asks.voidRule', { limit: upTo(limits.voidMinor) })
        return { ask, rule, danger: say('board.asks.dangerVoid', { amount }) }
      }
      case 'no-receipt-return': {
        const rule = say('board.asks.returnRule', { limit: upTo(limits.noReceiptMinor) })
        const back = say('board.asks.dangerBack', { amount })
        return { ask: say('board.asks.noReceipt', { name }), rule, danger: back }
      }
      case 'credit':
      case 'hand-over': {
        const rule = say('board.asks.creditRule', { limit: upTo(limits.creditMinor) })
        return { ask: say('board.asks.credit', { name, amount }), rule, danger }
      }
    }
  }
}
