// One approval as a page has it in hand: what has come of it, asking for it, taking it back, and somebody's PIN typed
// here. The grant itself travels with the sale; nothing is decided on this device.
import { useCallback, useEffect, useMemo, useReducer, useState } from 'react'
import {
  type Approval,
  approvals,
  approvalsCancel,
  approvalsDecideByPin,
  approvalsRequest,
} from '#approvals/contract.ts'
import { subjectHash } from '#approvals/rules.ts'
import { type Id, newId } from '#shared/ids.ts'
import type { ProblemBody } from '#shared/problem.ts'
import { latinDigits } from '#shared/text.ts'
import type { Link } from '../link/link.ts'
import { CallProblem } from '../link/problem.ts'
import { useLink, useLive, useRecords, useWatched } from '../link/react.ts'
import { type ApprovalState, type Asked, stateOfAsk } from './approval.ts'
import { type OwnAsks, ownAsks } from './approval-asks.ts'

export type Approving = {
  readonly state: ApprovalState
  /** False: nobody can be asked until the link is back. */
  readonly live: boolean
  readonly busy: boolean
  /** Why the last attempt failed, until the next one. */
  readonly problem: { readonly body: ProblemBody; readonly answered: boolean } | null
  /** Asks whoever may; resolves with whether it was asked. Resolves at once while it waits already. */
  readonly request: (reason: string) => Promise<boolean>
  readonly cancel: () => Promise<boolean>
  /** Grants it by the PIN of somebody who may; asks for it first where that was not done. */
  readonly byPin: (by: { login: string; pin: string }, reason: string) => Promise<boolean>
}

/** Draws again when the first of these instants (ISO 8601, the hub's clock) has passed; gives the present one. */
export function usePassing(instants: readonly string[]): string {
  const { clock } = useLink()
  const [, again] = useReducer((turn: number) => turn + 1, 0)
  const at = clock.nowAt()
  const next = instants.filter((each) => each > at).sort()[0]
  useEffect(() => {
    if (next === undefined) return
    const leftMs = Math.max(0, Date.parse(next) - clock.nowMs())
    const timer = setTimeout(again, Math.min(leftMs + 50, 2_000_000_000))
    return () => clearTimeout(timer)
  }, [next, clock])
  return at
}

/** What has come of an ask so far. */
export function useAskState(asked: Asked | null): ApprovalState {
  const known = useRecords(approvals)
  const book = ownAsks(useLink())
  const own = useWatched(book.state)
  useEffect(() => book.heard(known), [book, known])
  const at = usePassing(known.map(({ expiresAt }) => expiresAt))
  return useMemo(
    () => (asked ? stateOfAsk(asked, book.unspent(known), own, at) : { kind: 'none' }),
    [asked, book, known, own, at],
  )
}

export function useApproval(asked: Asked | null): Approving {
  const link = useLink()
  const live = useLive().kind === 'live'
  const state = useAskState(asked)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Approving['problem']>(null)

  const attempt = useCallback(async (act: () => Promise<void>): Promise<boolean> => {
    setBusy(true)
    setProblem(null)
    try {
      await act()
      return true
    } catch (error) {
      if (!(error instanceof CallProblem)) throw error
      setProblem({ body: error.body, answered: error.answered })
      return false
    } finally {
      setBusy(false)
    }
  }, [])

  const current = 'approval' in state && state.kind !== 'expired' ? state.approval : null
  const open = state.kind === 'waiting' ? current : null
  return {
    state: busy && state.kind === 'none' ? { kind: 'asking' } : state,
    live,
    busy,
    problem,
    request: (reason) =>
      attempt(async () => {
        if (asked && !open) await ask(link, asked, reason)
      }),
    cancel: () =>
      attempt(async () => {
        if (current) await takeBack(link, current)
      }),
    byPin: (by, reason) =>
      attempt(async () => {
        if (!asked) return
        const { id, storeId } = open ?? (await ask(link, asked, reason))
        const input = { storeId, id, login: by.login, pin: latinDigits(by.pin), grant: true }
        ownAsks(link).told(asked.about, await link.call(approvalsDecideByPin, input))
      }),
  }
}

async function ask(link: Link, { about, kind, subject }: Asked, reason: string): Promise<Approval> {
  const storeId = homeOf(link)
  const input = {
    storeId,
    id: newId(Date.now()),
    kind,
    subject,
    subjectHash: subjectHash({ ...subject, kind, storeId }),
    reason,
  }
  const book: OwnAsks = ownAsks(link)
  const former = book.state.value.filter(
    (each) => each.about === about && each.approval.kind === kind,
  )
  const approval = await link.call(approvalsRequest, input)
  book.told(about, approval)
  // What the new one takes the place of is in nobody's way any longer.
  for (const each of former) void takeBack(link, each.approval).catch(() => undefined)
  return approval
}

/**
 * Takes an approval back; whether it was used or ran out meanwhile makes no difference. Kept in the book it is still
 * told as what does not hold any more.
 */
export async function takeBack(
  link: Link,
  { id, storeId }: Approval,
  then: 'forget' | 'keep' = 'forget',
): Promise<void> {
  const book = ownAsks(link)
  try {
    const approval = await link.call(approvalsCancel, { storeId, id })
    const about = book.state.value.find((each) => each.approval.id === id)?.about
    if (then === 'keep' && about !== undefined) return book.told(about, approval)
  } catch (error) {
    const over = error instanceof CallProblem && /^(wrong-state|not-found)$/.test(error.slug)
    if (!over) throw error
  }
  book.forget(id)
}

function homeOf(link: Link): Id {
  const home = link.store.home.value
  if (home === null) throw new Error('no store around this till')
  return home
}
