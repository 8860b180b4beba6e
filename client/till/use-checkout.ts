// From the basket to a sale: the document is built and checked here, written into the journal, and shown with what
// the hub said of it. A refusal leaves the basket as it was.
import { useCallback } from 'react'
import type { SaleBody } from '#sales/contract.ts'
import { checkSale } from '#sales/rules.ts'
import { dayIn } from '#shared/days.ts'
import { CallProblem } from '../link/problem.ts'
import { useProblemWords } from '../ui/problem-words.ts'
import { useSay } from '../words/index.ts'
import { isLive } from './checkout.ts'
import { saleOf } from './document.ts'
import type { Issued } from './paying.ts'
import type { Shelf } from './shelf.ts'
import { openValue, unusedCredit, valueNotes, withCredit } from './stored-value.ts'
import type { Taken } from './tenders-taken.ts'
import type { Till } from './till-state.ts'
import type { Grants } from './use-asked.ts'
import { useHandIn } from './use-hand-in.ts'

type Parts = Pick<Till, 'link' | 'desk' | 'shelf' | 'terminal' | 'person' | 'drawer' | 'show'> & {
  /** The grants for what of a sale is beyond the person's own word. */
  readonly grants: (body: SaleBody) => Grants
}

export function useCheckout(parts: Parts) {
  const { link, desk, shelf, person, drawer, show, grants } = parts
  const say = useSay()
  const problemWords = useProblemWords()
  const { handIn, failed } = useHandIn(parts)

  const hand = useCallback(
    async (taken: readonly Taken[], cashSessionId: string) => {
      const { basket } = desk.state.value
      const credit = await creditFor(parts, taken)
      const who = { personId: person.id, cashSessionId, offline: !isLive(link) }
      const tenders = withCredit(taken, credit)
      const plain = saleOf(basket, shelf, { ...who, ...momentIn(shelf), tenders })
      const { approvals, missing } = grants(plain)
      const body = { ...plain, approvals }
      const [fault] = checkSale(body, shelf.shop, shelf.taxes)
      const wrong = fault?.slug ?? (missing.length > 0 ? 'approval-required' : undefined)
      if (wrong) {
        const [first] = missing
        failed(say(`problem.${wrong}`), wrong)
        if (!fault && first) show({ sheet: { kind: 'paying-approval', of: first.kind } })
        return
      }
      const { issued } = desk.state.value
      const values = valueNotes(body, taken, issued)
      if (!(await handIn(body, { customer: basket.customer?.name ?? null, values }))) return
      const filled = new Set(values.map(({ accountId }) => accountId))
      desk.change({ issued: issued.filter(({ id }) => !filled.has(id)) })
    },
    [link, desk, shelf, person, failed, handIn, show, say, grants, parts],
  )

  return useCallback(
    (tenders: readonly Taken[]) => {
      if (!drawer) return
      show({ busy: true, failure: null })
      hand(tenders, drawer.id).catch((error: unknown) => {
        if (!(error instanceof CallProblem)) throw error
        failed(problemWords(error.body, error.answered), error.slug)
      })
    },
    [drawer, hand, show, failed, problemWords],
  )
}

/** The store credit that a refund goes to; opened now, so that its code can be on the receipt. */
async function creditFor(
  { link, desk, shelf }: Parts,
  taken: readonly Taken[],
): Promise<Issued | undefined> {
  if (!taken.some(({ fresh }) => fresh)) return undefined
  const { issued, basket } = desk.state.value
  const customerId = basket.customer?.id ?? null
  const unused = unusedCredit(issued, customerId)
  if (unused) return unused
  const { id: storeId, currency } = shelf.shop
  const wanted = { storeId, currency, customerId, kind: 'store-credit', code: null } as const
  const credit = await openValue(link, wanted)
  desk.change({ issued: [...desk.state.value.issued, credit] })
  return credit
}

export function momentIn({ shop }: Shelf) {
  const at = new Date().toISOString()
  return { at, businessOn: dayIn(shop.timeZone, at) }
}
