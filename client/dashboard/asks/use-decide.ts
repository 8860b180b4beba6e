// Answers a request for approval at the hub. The hub alone knows whether it still waits; what it says reaches every
// screen by the feed, so that nothing is shown as answered here before it is.
import { useCallback, useState } from 'react'
import { type Approval, approvalsDecide } from '#approvals/contract.ts'
import type { Id } from '#shared/ids.ts'
import { CallProblem } from '../../link/problem.ts'
import { useLink, useLive } from '../../link/react.ts'
import { useProblemWords } from '../../ui/problem-words.ts'
import { useSay } from '../../words/index.ts'

/** While nobody hears the answer it is repeated for as long as a thumb has patience. */
const ATTEMPTS = 2

type Doing = { readonly id: Id; readonly failed: string | null }

export function useDecide() {
  const link = useLink()
  const live = useLive().kind === 'live'
  const say = useSay()
  const problemWords = useProblemWords()
  const [doing, setDoing] = useState<readonly Doing[]>([])
  const put = (id: Id, failed: string | null | undefined) =>
    setDoing((all) => [
      ...all.filter((each) => each.id !== id),
      ...(failed === undefined ? [] : [{ id, failed }]),
    ])
  const answer = useCallback(
    ({ id, storeId }: Approval, grant: boolean) => {
      if (!live) return put(id, say('board.asks.needsLink'))
      put(id, null)
      link
        .call(approvalsDecide, { storeId, id, grant, note: null }, { attempts: ATTEMPTS })
        .then(() => put(id, undefined))
        .catch((error: unknown) => {
          if (!(error instanceof CallProblem)) throw error
          const late = error.slug === 'wrong-state' || error.slug === 'not-found'
          put(id, late ? say('board.asks.tooLate') : problemWords(error.body, error.answered))
        })
    },
    [link, live, say, problemWords],
  )
  const stateOf = (id: Id) => {
    const one = doing.find((each) => each.id === id)
    const failed = one?.failed ?? null
    return { busy: one !== undefined && failed === null, ...(failed === null ? {} : { failed }) }
  }
  return { answer, stateOf }
}
