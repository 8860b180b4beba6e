// From the basket to a sale: the document is built and checked here, written into the journal, and shown with what
// the hub said of it. A refusal leaves the basket as it was.
import { useCallback } from 'react'
import { withinLimits } from '#approvals/rules.ts'
import { type SaleBody, type SaleResult, saleKind } from '#sales/contract.ts'
import { checkSale, discountAsk } from '#sales/rules.ts'
import { newId } from '#shared/ids.ts'
import { type ProblemSlug, slugOf } from '#shared/problem.ts'
import { dayIn } from '#shared/days.ts'
import type { Terminal } from '#terminals/contract.ts'
import { type Person, roles } from '#users/contract.ts'
import { limitsOfRole, noLimits } from '#users/rules.ts'
import type { Link } from '../link/link.ts'
import { CallProblem } from '../link/problem.ts'
import { useLook } from '../look/look.tsx'
import { play } from '../look/sounds.ts'
import { useProblemWords } from '../ui/problem-words.ts'
import { useSay } from '../words/index.ts'
import { handIn, isLive, receiptNumber, withAccounts } from './checkout.ts'
import type { Desk } from './desk.ts'
import { saleOf } from './document.ts'
import type { OpenDrawer } from './drawer.ts'
import { newPayment, type Taken } from './payment.ts'
import type { Shelf } from './shelf.ts'
import type { Failed, Screen } from './till-state.ts'

type Parts = {
  readonly link: Link
  readonly desk: Desk
  readonly shelf: Shelf
  readonly terminal: Terminal
  readonly person: Person
  readonly drawer: OpenDrawer | null
  readonly show: (part: Partial<Screen>) => void
}

/** What to do about a refusal, by its kind. */
const nextWords = {
  'approval-required': 'sell.nextManager',
  'stock-short': 'sell.nextStock',
  'lot-blocked': 'sell.nextLot',
  'lot-expired': 'sell.nextLot',
  'lot-required': 'sell.nextLot',
  'price-mismatch': 'sell.nextPrice',
  'over-return': 'sell.nextReturn',
  'session-closed': 'sell.nextDrawer',
  forbidden: 'sell.nextManager',
} as const

export function useCheckout({ link, desk, shelf, terminal, person, drawer, show }: Parts) {
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

  const hand = useCallback(
    async (tenders: readonly Taken[], cashSessionId: string) => {
      const { basket } = desk.state.value
      const paid = await withAccounts(link, tenders)
      const who = { personId: person.id, cashSessionId, offline: !isLive(link) }
      const body = saleOf(basket, shelf, { ...who, ...momentIn(shelf), tenders: paid })
      const wrong = wrongWith(body, { link, person, shelf })
      if (wrong) return failed(say(`problem.${wrong}`), wrong)
      const { verdict, ...number } = await handIn(link, link.journal.append(saleKind, body))
      if (verdict && (verdict.outcome === 'refused' || verdict.outcome === 'quarantined')) {
        // Its number is used up: the same basket goes on as another document.
        desk.basket({ do: 'again', id: newId(Date.now()) })
        const { problem } = verdict
        const happened = problem ? problemWords(problem) : say('problem.internal')
        return failed(say('sell.saleRefused', { why: happened }), problem ? slugOf(problem) : '')
      }
      desk.made({
        body,
        receipt: receiptNumber(shelf.shop, terminal, number),
        cashier: person.name,
        customer: basket.customer?.name ?? null,
        outcome: verdict?.outcome ?? null,
        result: (verdict?.result as SaleResult | undefined) ?? null,
      })
      play('complete', volume)
      show({ mode: 'done', payment: newPayment, busy: false, failure: null, tab: 'basket' })
    },
    [link, desk, shelf, terminal, person, failed, say, show, problemWords, volume],
  )

  return useCallback(
    (tenders: readonly Taken[]) => {
      if (!drawer) return
      show({ busy: true, failure: null })
      hand(tenders, drawer.id).catch((error: unknown) => {
        if (!(error instanceof CallProblem)) throw error
        failed(problemWords(error.body), error.slug)
      })
    },
    [drawer, hand, show, failed, problemWords],
  )
}

function momentIn({ shop }: Shelf) {
  const at = new Date().toISOString()
  return { at, businessOn: dayIn(shop.timeZone, at) }
}

/** What the hub would say no to; better said now than when the money lies on the counter. */
function wrongWith(
  body: SaleBody,
  { link, person, shelf }: Pick<Parts, 'link' | 'person' | 'shelf'>,
): ProblemSlug | undefined {
  const [fault] = checkSale(body, shelf.shop, shelf.taxes)
  if (fault) return fault.slug
  const ask = discountAsk(body.lines)
  const role = link.store.record(roles, person.roleId)
  const limits = role ? limitsOfRole(role) : noLimits
  return ask && !withinLimits(ask.kind, ask, limits) ? 'approval-required' : undefined
}
