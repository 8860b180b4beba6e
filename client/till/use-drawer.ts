// What happens to the drawer, written into the journal like a sale, so that it happens with and without a link.
import { useState } from 'react'
import { cashCount, cashMove, cashOpen } from '#tills/contract.ts'
import { newId, type Id } from '#shared/ids.ts'
import type { Verdict } from '#shared/journal.ts'
import { CallProblem } from '../link/problem.ts'
import { useProblemWords } from '../ui/problem-words.ts'
import { useSay } from '../words/index.ts'
import { handIn } from './checkout.ts'
import type { OpenDrawer } from './drawer.ts'
import { useNews } from './news.tsx'
import { useTill } from './till-state.ts'

export type DrawerAct = 'open' | 'in' | 'out' | 'close'
export type Counted = {
  readonly countedMinor: number
  /** Null while the hub has not answered. */
  readonly expectedMinor: number | null
  readonly varianceMinor: number | null
}
/** A verdict that the entry did not happen. */
class Refused extends Error {
  readonly problem: Verdict['problem']
  constructor(problem: Verdict['problem']) {
    super('refused')
    this.problem = problem
  }
}

export function useDrawer() {
  const till = useTill()
  const say = useSay()
  const news = useNews()
  const problemWords = useProblemWords()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [counted, setCounted] = useState<Counted | null>(null)
  const { link, desk, drawer, person, live } = till

  const common = () => commonOf(person.id, live)

  const open = async (floatMinor: number) => {
    const body = { ...common(), floatMinor }
    checked((await handIn(link, link.journal.append(cashOpen, body))).verdict)
    desk.change({ drawer: { id: body.id, state: 'open' } })
    news.said(say('sell.drawerOpened'))
    till.show({ sheet: null })
  }
  const move = async (kind: 'pay-in' | 'pay-out', amountMinor: number, reason: string) => {
    if (!drawer) return
    const body = { ...common(), cashSessionId: drawer.id, kind, amountMinor, reason }
    checked((await handIn(link, link.journal.append(cashMove, body))).verdict)
    news.said(say(kind === 'pay-in' ? 'sell.paidIn' : 'sell.paidOut'))
    till.show({ sheet: null })
  }
  const close = async (countedMinor: number) => {
    if (!drawer) return
    const appended = link.journal.append(cashCount, {
      ...common(),
      ...countOf(drawer, countedMinor),
    })
    const { verdict } = await handIn(link, appended)
    checked(verdict)
    if (verdict?.result?.outcome === 'recount') return setProblem(say('sell.countAgain'))
    desk.change({ drawer: { id: drawer.id, state: 'closed' } })
    setCounted({ countedMinor, expectedMinor: null, varianceMinor: null, ...verdict?.result })
  }

  const act = (doing: DrawerAct, amountMinor: number, reason: string) => {
    setBusy(true)
    setProblem(null)
    const doings = {
      open: () => open(amountMinor),
      in: () => move('pay-in', amountMinor, reason),
      out: () => move('pay-out', amountMinor, reason),
      close: () => close(amountMinor),
    }
    doings[doing]()
      .catch((error: unknown) => {
        if (error instanceof CallProblem) setProblem(problemWords(error.body, error.answered))
        else if (error instanceof Refused && error.problem) setProblem(problemWords(error.problem))
        else throw error
      })
      .finally(() => setBusy(false))
  }
  return { act, busy, problem, counted }
}

function commonOf(personId: Id, live: boolean) {
  return { id: newId(Date.now()), personId, at: new Date().toISOString(), offline: !live }
}

/** A count that was typed as one sum. */
function countOf({ id, counts }: OpenDrawer, countedMinor: number) {
  const denominations = countedMinor > 0 ? [{ valueMinor: countedMinor, count: 1 }] : []
  return { cashSessionId: id, attempt: counts + 1, denominations, countedMinor }
}

function checked(verdict: Pick<Verdict, 'outcome' | 'problem'> | null): void {
  if (verdict?.outcome === 'refused' || verdict?.outcome === 'quarantined') {
    throw new Refused(verdict.problem)
  }
}
