// What happens to the drawer, written into the journal like a sale, so that it happens with and without a link.
import { useState } from 'react'
import type { Static, TSchema } from 'typebox'
import {
  type CashCount,
  cashCount,
  cashHandOver,
  cashMove,
  cashNoSale,
  cashOpen,
  type MoveKind,
} from '#tills/contract.ts'
import { newId, type Id } from '#shared/ids.ts'
import type { Verdict } from '#shared/journal.ts'
import type { Appended } from '../link/journal.ts'
import type { Link } from '../link/link.ts'
import { CallProblem, refusedHere } from '../link/problem.ts'
import { useProblemWords } from '../ui/problem-words.ts'
import { useSay } from '../words/index.ts'
import { handIn } from './checkout.ts'
import { useNews } from './news.tsx'
import type { Slip } from './drawer-print.ts'
import { usePrintSlip } from './drawer-print.ts'
import { type Till, useTill } from './till-state.ts'

/** Nobody stands and waits while a drawer is counted; the hub's word decides what comes next. */
const COUNT_PATIENCE_MS = 20_000

/** What a count has come to; the figures are null while the hub has not answered. */
export type Counted = {
  readonly cashSessionId: Id
  readonly countedMinor: number
  readonly expectedMinor: number | null
  readonly varianceMinor: number | null
  /** Who has the drawer now; null where it was closed. */
  readonly takenBy: { readonly id: Id; readonly name: string } | null
}
export type HandOver = {
  readonly taker: { readonly id: Id; readonly name: string }
  readonly giverCount: CashCount
  readonly takerCount: CashCount
  readonly approvalId: Id | null
}
/** A verdict that the entry did not happen. */
class Refused extends Error {
  readonly problem: Verdict['problem']
  constructor(problem: Verdict['problem']) {
    super('refused')
    this.problem = problem
  }
}

export type DrawerActs = ReturnType<typeof useDrawer>

export function useDrawer() {
  const till = useTill()
  const say = useSay()
  const news = useNews()
  const print = usePrintSlip()
  const trying = useTrying(till.link)
  const { drawer, desk } = till
  const done = (words: string, slip: Slip | null) => {
    if (slip) print(slip)
    news.said(words)
    till.show({ sheet: null })
  }
  const open = (float: CashCount, byPieces: boolean) =>
    trying.run(async () => {
      const { denominations, countedMinor: floatMinor } = float
      const body = { ...common(till), floatMinor, ...(byPieces ? { denominations } : {}) }
      await handed(till, till.link.journal.append(cashOpen, body))
      desk.change({ drawer: { id: body.id, state: 'open' } })
      done(say('sell.drawerOpened'), null)
    })
  const move = (kind: MoveKind, amountMinor: number, reason: string) =>
    trying.run(async () => {
      if (!drawer) return
      const body = { ...common(till), cashSessionId: drawer.id, kind, amountMinor, reason }
      await handed(till, till.link.journal.append(cashMove, body))
      done(say(`drawer.done.${kind}`), { kind, amountMinor, reason, at: body.at })
    })
  const noSale = (reason: string) =>
    trying.run(async () => {
      if (!drawer) return
      const body = { ...common(till), cashSessionId: drawer.id, reason }
      await handed(till, till.link.journal.append(cashNoSale, body))
      done(say('drawer.done.no-sale'), { kind: 'no-sale', amountMinor: 0, reason, at: body.at })
    })
  return { ...trying, ...useCounting(till, trying.run), open, move, noSale }
}

/** What ends a session: a count, or the counts of a hand-over; either may be asked for once more. */
function useCounting(till: Till, run: (act: () => Promise<void>) => void) {
  const [counted, setCounted] = useState<Counted | null>(null)
  const [recount, setRecount] = useState<'count' | 'hand-over' | null>(null)
  const { drawer, desk } = till
  const count = (count: CashCount) =>
    run(async () => {
      if (!drawer) return
      const attempt = attemptOf(drawer.counts, recount)
      const body = { ...common(till), cashSessionId: drawer.id, attempt, ...count }
      const result = await handed(till, till.link.journal.append(cashCount, body))
      if (result?.outcome === 'recount') return setRecount('count')
      desk.change({ drawer: { id: drawer.id, state: 'closed' } })
      setCounted(countedOf(drawer.id, count, null, result))
    })
  const handOver = ({ taker, giverCount, takerCount, approvalId }: HandOver) =>
    run(async () => {
      if (!drawer) return
      const attempt = attemptOf(drawer.counts, recount)
      const about = { cashSessionId: drawer.id, toPersonId: taker.id, attempt, approvalId }
      const body = { ...common(till), ...about, giverCount, takerCount }
      const result = await handed(till, till.link.journal.append(cashHandOver, body))
      if (result?.outcome === 'recount') return setRecount('hand-over')
      desk.change({ drawer: { id: body.id, state: 'open' } })
      setCounted(countedOf(drawer.id, giverCount, taker, result))
    })
  return { counted, recount, count, handOver }
}

const attemptOf = (counts: number, recount: string | null) =>
  recount === null ? Math.min(2, counts + 1) : 2

type Figures = Pick<Counted, 'expectedMinor' | 'varianceMinor'>

function countedOf(
  cashSessionId: Id,
  { countedMinor }: CashCount,
  takenBy: Counted['takenBy'],
  result: Figures | null,
): Counted {
  const { expectedMinor = null, varianceMinor = null } = result ?? {}
  return { cashSessionId, countedMinor, takenBy, expectedMinor, varianceMinor }
}

function common({ person, live }: Till) {
  return {
    id: newId(Date.now()),
    personId: person.id,
    at: new Date().toISOString(),
    offline: !live,
  }
}

/** What the hub answered; null where it has not. Throws Refused for an entry that did not happen. */
async function handed<R extends TSchema>(
  { link }: Till,
  appended: Promise<Appended<R>>,
): Promise<Static<R> | null> {
  const { verdict } = await handIn(link, appended, COUNT_PATIENCE_MS)
  if (verdict?.outcome === 'refused' || verdict?.outcome === 'quarantined') {
    throw new Refused(verdict.problem)
  }
  return verdict?.result ?? null
}

/** Runs one thing at a time and tells in words why it did not happen. */
function useTrying({ switching }: Link) {
  const problemWords = useProblemWords()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const run = (act: () => Promise<void>) => {
    setBusy(true)
    setProblem(null)
    const whenKnown = async () => {
      if (!(await switching.confirmed())) throw refusedHere('not-signed-in', {})
      await act()
    }
    whenKnown()
      .catch((error: unknown) => {
        if (error instanceof CallProblem) setProblem(problemWords(error.body, error.answered))
        else if (error instanceof Refused && error.problem) setProblem(problemWords(error.problem))
        else throw error
      })
      .finally(() => setBusy(false))
  }
  return { busy, problem, run }
}
